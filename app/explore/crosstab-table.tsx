"use client";

import { useTranslations } from "use-intl";
import type { CrosstabCell, CrosstabView } from "#server/explore/crosstab-view.ts";
import type { ReadingUnit } from "#server/indicators/reading-view.ts";
import { Change } from "../components/change.tsx";
import { classNames } from "../components/class-names.ts";
import { CountBadge } from "../components/count-badge.tsx";
import { formatCount, formatHalfWidth, formatValue, NOTHING } from "../format.ts";
import { isSilent, withheldMark } from "../withheld-mark.ts";
import { useReadingSentence } from "../wording/use-reading-sentence.ts";
import type { ExploreSelection } from "./explore-selection.ts";
import { useEntryName } from "./use-entry-name.ts";

const FILL: Readonly<Record<CrosstabCell["step"], string>> = {
  [-3]: "bg-d-3 edge-below",
  [-2]: "bg-d-2 edge-below",
  [-1]: "bg-d-1 edge-below",
  0: "",
  1: "bg-d1 edge-above",
  2: "bg-d2 edge-above",
  3: "bg-d3 edge-above",
};

/** What a cell prints where it is one figure. */
export function printedCell(
  cell: CrosstabCell,
  unit: ReadingUnit,
  measure: ExploreSelection["measure"],
): string {
  const mark = withheldMark(cell);
  if (mark) return mark;
  if (measure === "count") return formatCount(cell.n);
  return formatValue(cell.value, unit);
}

function Cell({
  cell,
  unit,
  measure,
  sentence,
  total,
}: {
  readonly cell: CrosstabCell;
  readonly unit: ReadingUnit;
  readonly measure: ExploreSelection["measure"];
  readonly sentence: string;
  readonly total: boolean;
}) {
  const silent = isSilent(cell.state);
  const careful = cell.state === "indicative";
  return (
    <td className="p-px text-right align-middle">
      <span
        title={sentence}
        className={classNames(
          "flex min-h-11 flex-col items-end justify-center rounded-[3px] px-2 py-1",
          silent
            ? "text-12 text-ink-3"
            : careful
              ? "hatched text-ink-2"
              : FILL[measure === "count" ? 0 : cell.step],
          total && "font-semibold",
        )}
      >
        <span aria-hidden="true">{printedCell(cell, unit, measure)}</span>
        <span className="sr-only">{sentence}</span>
        {!silent && measure !== "count" && (
          <span
            aria-hidden="true"
            className={classNames(
              "text-12 leading-4 font-normal whitespace-nowrap",
              careful ? "text-ink-2" : cell.step === 0 && "text-ink-3",
            )}
          >
            {formatHalfWidth(cell.halfWidth, unit)} <span className="ml-1">n {formatCount(cell.n)}</span>
          </span>
        )}
      </span>
    </td>
  );
}

/** The crosstab: value, half width and n in every cell; a fill only where the difference to the total has a verdict. */
export function CrosstabTable({
  view,
  measure,
}: {
  readonly view: CrosstabView;
  readonly measure: ExploreSelection["measure"];
}) {
  const t = useTranslations("explore");
  const name = useEntryName();
  const sentence = useReadingSentence();
  // where people are counted nothing is said of scores
  const compared = measure !== "count" && view.columns.length === 1;
  return (
    <table className="w-full border-separate border-spacing-0 text-13">
      <caption className="sr-only">{t("caption")}</caption>
      <thead>
        <tr>
          <th
            scope="col"
            className="sticky left-0 z-10 min-w-28 border-b border-line-strong bg-surface pr-3 pb-2 pl-4 text-left align-bottom text-12 font-normal text-ink-3"
          >
            {t("group")}
          </th>
          {view.columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className="min-w-24 border-b border-line-strong px-2 pt-3 pb-2 text-right align-bottom text-12 font-normal text-ink-2"
            >
              {name(column)}
            </th>
          ))}
          {compared && (
            <th
              scope="col"
              className="border-b border-line-strong px-3 pb-2 text-right align-bottom text-12 font-normal whitespace-nowrap text-ink-3"
            >
              {t("difference")}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {view.rows.map((row, at) => {
          const unit = row.node?.unit ?? view.node.unit;
          const cells = view.cells[at] ?? [];
          return (
            <tr key={row.key}>
              <th
                scope="row"
                className={classNames(
                  "sticky left-0 z-10 border-b border-line bg-surface py-1 pr-3 pl-4 text-left whitespace-nowrap",
                  row.key === "" ? "font-semibold" : "font-normal",
                )}
              >
                {name(row)}
              </th>
              {cells.map((cell, place) => {
                const column = view.columns[place];
                return column ? (
                  <Cell
                    key={column.key}
                    cell={cell}
                    unit={unit}
                    measure={measure}
                    total={row.key === "" && column.key === ""}
                    sentence={sentence({
                      of: [name(row), ...(column.key === "" ? [] : [name(column)])],
                      reading: cell,
                      unit,
                      reference: cell.difference
                        ? { name: t("total"), difference: cell.difference }
                        : undefined,
                      change: null,
                    })}
                  />
                ) : null;
              })}
              {compared && (
                <td className="px-3 text-right">
                  {row.key === "" || !cells[0]?.difference ? (
                    <span className="text-ink-3">{NOTHING}</span>
                  ) : (
                    <Change change={cells[0].difference} unit={unit} />
                  )}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** n of the whole table. */
export function CrosstabCount({ view }: { readonly view: CrosstabView }) {
  const whole = view.cells[0]?.[0];
  return whole ? <CountBadge reading={whole} prefix /> : null;
}
