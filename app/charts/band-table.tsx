import { Fragment, type ReactNode } from "react";
import type { ReadingUnit, ReadingView } from "#server/indicators/reading-view.ts";
import { classNames } from "../components/class-names.ts";
import { CountCell } from "../components/count-badge.tsx";
import { formatValue } from "../format.ts";
import { scoreMark } from "../withheld-mark.ts";
import { DotRange, DotRangeAxis } from "./dot-range.tsx";
import type { Scale } from "./scale.ts";

/** Half of what the tallest row, one of three lines, is taller than its dots. */
const ROW_REACH = 24;

/** A column after the score. */
export type BandColumn = {
  readonly key: string;
  readonly title: string;
  readonly width: string;
  readonly wideOnly?: boolean;
};

export type BandTableRow = {
  readonly key: string | number;
  /** Name of the band where it begins; left out in its other rows. */
  readonly band?: string | undefined;
  readonly name: ReactNode;
  /** What is drawn and printed, and what is counted where that is another estimand of the same answers. */
  readonly reading: ReadingView;
  readonly counted?: ReadingView;
  readonly previous: ReadingView | null;
  /** The dot as a sentence. */
  readonly label: string;
  /** In the order of the columns. */
  readonly cells: readonly ReactNode[];
  readonly stands?: boolean;
};

export type BandGroup = {
  readonly key: string;
  readonly heading?: { readonly text: string; readonly className: string };
  readonly rows: readonly BandTableRow[];
};

/** Things held against each other as dots with their intervals on one scale, in bands: inside a band nobody is first. */
export function BandTable({
  words,
  nameWidth,
  columns,
  groups,
  scale,
  reference,
  unit,
}: {
  readonly words: Readonly<Record<"band" | "name" | "sample" | "chart" | "value", string>>;
  /** Width of the names as classes. */
  readonly nameWidth: string;
  readonly columns: readonly BandColumn[];
  readonly groups: readonly BandGroup[];
  readonly scale: Scale;
  readonly reference: number | null;
  readonly unit: ReadingUnit;
}) {
  const padding = paddingOf(columns);
  // a heading that spanned columns a phone hides would leave them their width, and the dots none
  const narrow = columns.filter(({ wideOnly }) => !wideOnly).length;
  return (
    <table className="w-full table-fixed border-collapse">
      <colgroup>
        <col className="w-4 sm:w-[84px]" />
        <col className={nameWidth} />
        <col className="w-12 max-sm:hidden" />
        <col />
        <col className={columns.length > 0 ? "w-12" : "w-16"} />
        {columns.map(({ key, width, wideOnly }) => (
          <col key={key} className={classNames(width, wideOnly && "max-lg:hidden")} />
        ))}
      </colgroup>
      <thead>
        <tr className="text-left text-12 text-ink-3 [&>th]:h-7 [&>th]:p-0 [&>th]:font-normal [&>th]:whitespace-nowrap">
          <th scope="col" className="sm:pl-4!">
            <span className="max-sm:sr-only">{words.band}</span>
          </th>
          <th scope="col">{words.name}</th>
          <th scope="col" className="text-right! max-sm:hidden">
            {words.sample}
          </th>
          <th scope="col" className="px-3! sm:px-4!">
            <span className="sr-only">{words.chart}</span>
            <DotRangeAxis scale={scale} />
          </th>
          <th scope="col" className={classNames("text-right!", columns.length === 0 && "pr-4!")}>
            {words.value}
          </th>
          {columns.map(({ key, title, wideOnly }, at) => (
            <th
              key={key}
              scope="col"
              className={classNames("text-right!", wideOnly && "max-lg:hidden", padding[at])}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map(({ key, heading, rows }) => (
          <Fragment key={key}>
            {heading && (
              <tr className="border-t border-line-strong">
                <th
                  scope="colgroup"
                  colSpan={4 + narrow}
                  className={classNames("h-8 px-4 text-left text-13 font-semibold", heading.className)}
                >
                  {heading.text}
                </th>
                <td className="max-sm:hidden" />
                {columns.map(
                  ({ key: column, wideOnly }) => wideOnly && <td key={column} className="max-lg:hidden" />,
                )}
              </tr>
            )}
            {rows.map((row) => (
              <Row
                key={row.key}
                row={row}
                columns={columns}
                scale={scale}
                reference={reference}
                unit={unit}
              />
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

/** Room at the right of the last column, and of the last that a narrow window shows. */
function paddingOf(columns: readonly BandColumn[]): readonly (string | undefined)[] {
  const narrow = columns.findLastIndex(({ wideOnly }) => !wideOnly);
  return columns.map((_, at) =>
    at === columns.length - 1 ? "pr-4!" : at === narrow ? "max-lg:pr-4!" : undefined,
  );
}

function Row({
  row: { band, name, reading, counted, previous, label, cells, stands },
  columns,
  scale,
  reference,
  unit,
}: {
  readonly row: BandTableRow;
  readonly columns: readonly BandColumn[];
  readonly scale: Scale;
  readonly reference: number | null;
  readonly unit: ReadingUnit;
}) {
  const padding = paddingOf(columns);
  return (
    <tr
      className={classNames(
        "[&>td]:p-0 [&>th]:p-0",
        band !== undefined && "border-t border-line",
        stands && "bg-accent-soft",
      )}
    >
      <td className="text-12 whitespace-nowrap text-ink-3 sm:pl-4!">
        <span className="hidden sm:inline">{band}</span>
      </td>
      <th scope="row" className="h-8 text-left font-normal">
        {band !== undefined && <span className="block pt-1 text-12 text-ink-3 sm:hidden">{band}</span>}
        {name}
      </th>
      <td className="text-right max-sm:hidden">
        <CountCell reading={counted ?? reading} />
      </td>
      <td className="overflow-hidden px-3! sm:px-4!">
        <DotRange {...{ reading, previous, reference, scale, label }} reach={ROW_REACH} />
      </td>
      <td
        className={classNames(
          "text-right",
          (counted ?? reading).state === "full" ? "font-semibold" : "text-ink-2",
          columns.length === 0 && "pr-4!",
        )}
      >
        {scoreMark(reading) ?? formatValue(reading.value, unit)}
      </td>
      {columns.map(({ key, wideOnly }, at) => (
        <td key={key} className={classNames("text-right", wideOnly && "text-12 max-lg:hidden", padding[at])}>
          {cells[at]}
        </td>
      ))}
    </tr>
  );
}
