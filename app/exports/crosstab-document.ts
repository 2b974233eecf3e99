import type { CrosstabCell, CrosstabView } from "#server/explore/crosstab-view.ts";
import type { CellFace, ExportDocument } from "#server/exports/export-document.ts";
import type { Value } from "#server/exports/table.ts";
import { entryName } from "../explore/entry-name.ts";
import type { ExploreSelection } from "../explore/explore-selection.ts";
import { NOTHING } from "../format.ts";
import { namesIn } from "../language/names.ts";
import type { pageWords } from "../language/page-words.ts";
import { withheldMark } from "../withheld-mark.ts";
import { cellFace } from "./cell-face.ts";
import { passportFacts } from "./passport-facts.ts";
import {
  COUNT_COLUMNS,
  cellValue,
  countValues,
  ORIGIN_COLUMNS,
  originValues,
  READING_COLUMNS,
  readingValues,
} from "./reading-columns.ts";
import { sheetNames } from "./sheet-names.ts";

const TOLD = ["value", "low", "high", "n"] as const;
const COUNTED = ["n"] as const;
/** The bounds and n beside a value. */
const UNDRESSED = [undefined, undefined, undefined] as const;

function countOf(cell: CrosstabCell): Value {
  return withheldMark(cell) ?? cell.n ?? NOTHING;
}

/** The arrow of a difference to the total, where it has a verdict. */
function movedFace(cell: CrosstabCell | undefined): CellFace | undefined {
  const difference = cell?.difference;
  if (!difference || difference.verdict === "not-distinguishable") return undefined;
  return { arrow: difference.difference > 0 ? "▲" : "▼", bold: true };
}

/**
 * A crosstab as a file: rows × columns as on the screen, with interval and n beside each value; where people are counted, these
 * alone.
 */
export function crosstabDocument(
  view: CrosstabView,
  measure: ExploreSelection["measure"],
  t: Awaited<ReturnType<typeof pageWords>>,
  english: boolean,
): ExportDocument {
  const names = namesIn(english);
  const words = {
    all: t("explore.total"),
    unknown: t("explore.unknown"),
    others: t("explore.others"),
    modes: { web: t("filter.modeWeb"), phone: t("filter.modePhone"), visit: t("filter.modeVisit") },
  };
  const name = (entry: CrosstabView["rows"][number]) => entryName(entry, names, words);
  const title = `${names.unit(view.unit)} · ${names.node(view.node)} · ${names.wave(view.wave)}`;
  const counted = measure === "count";
  const alone = !counted && view.columns.length === 1;
  return {
    name: title.replaceAll(" · ", "_"),
    title,
    layout: {
      columns: [
        t("explore.group"),
        ...view.columns.flatMap((column) =>
          (counted ? COUNTED : TOLD).map((part) => `${name(column)} ${t(`table.${part}`)}`),
        ),
        ...(alone ? [t("explore.difference")] : []),
      ],
      rows: view.rows.map((row, at) => [
        name(row),
        ...(view.cells[at] ?? []).flatMap((cell): Value[] =>
          counted ? [countOf(cell)] : [cellValue(cell), cell.low, cell.high, cell.n],
        ),
        ...(alone ? [view.cells[at]?.[0]?.difference?.difference ?? NOTHING] : []),
      ]),
      faces: counted
        ? undefined
        : view.rows.map((row, at) => [
            undefined,
            ...(view.cells[at] ?? []).flatMap((cell, place) => {
              const total = row.key === "" && view.columns[place]?.key === "";
              return [cellFace({ state: cell.state, step: cell.step, bold: total }), ...UNDRESSED];
            }),
            ...(alone ? [movedFace(view.cells[at]?.[0])] : []),
          ]),
    },
    long: {
      columns: [
        { name: "indicator", type: "text" },
        { name: "row", type: "text" },
        { name: "column", type: "text" },
        ...(counted
          ? COUNT_COLUMNS
          : [
              ...READING_COLUMNS,
              { name: "difference", type: "number" } as const,
              { name: "verdict", type: "text" } as const,
            ]),
        ...ORIGIN_COLUMNS,
      ],
      rows: view.rows.flatMap((row, at) =>
        view.columns.map((column, place): Value[] => {
          const cell = view.cells[at]?.[place];
          return [
            row.node?.id ?? view.node.id,
            name(row),
            name(column),
            ...(counted
              ? countValues(cell)
              : [
                  ...readingValues(cell),
                  cell?.difference?.difference ?? null,
                  cell?.difference?.verdict ?? null,
                ]),
            ...originValues(view.passport),
          ];
        }),
      ),
    },
    passport: passportFacts(view.passport, view.unit, t, names),
    method: { wave: view.wave.id, language: english ? "en" : "zh" },
    sheets: sheetNames(t),
  };
}
