import type { CrosstabView } from "#server/explore/crosstab-view.ts";
import type { ExportDocument } from "#server/exports/export-document.ts";
import type { Value } from "#server/exports/table.ts";
import { entryName } from "../explore/entry-name.ts";
import { namesIn } from "../language/names.ts";
import type { pageWords } from "../language/page-words.ts";
import { passportFacts } from "./passport-facts.ts";
import {
  cellValue,
  ORIGIN_COLUMNS,
  originValues,
  READING_COLUMNS,
  readingValues,
} from "./reading-columns.ts";
import { sheetNames } from "./sheet-names.ts";

/** A crosstab as a file: rows × columns as on the screen, with interval and n beside each value. */
export function crosstabDocument(
  view: CrosstabView,
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
  return {
    name: title.replaceAll(" · ", "_"),
    title,
    layout: {
      columns: [
        t("explore.group"),
        ...view.columns.flatMap((column) =>
          ["value", "low", "high", "n"].map((part) => `${name(column)} ${t(`table.${part as "value"}`)}`),
        ),
      ],
      rows: view.rows.map((row, at) => [
        name(row),
        ...(view.cells[at] ?? []).flatMap((cell): Value[] => [cellValue(cell), cell.low, cell.high, cell.n]),
      ]),
    },
    long: {
      columns: [
        { name: "indicator", type: "text" },
        { name: "row", type: "text" },
        { name: "column", type: "text" },
        ...READING_COLUMNS,
        { name: "difference", type: "number" },
        { name: "verdict", type: "text" },
        ...ORIGIN_COLUMNS,
      ],
      rows: view.rows.flatMap((row, at) =>
        view.columns.map((column, place): Value[] => {
          const cell = view.cells[at]?.[place];
          return [
            row.node?.id ?? view.node.id,
            name(row),
            name(column),
            ...readingValues(cell),
            cell?.difference?.difference ?? null,
            cell?.difference?.verdict ?? null,
            ...originValues(view.passport),
          ];
        }),
      ),
    },
    passport: passportFacts(view.passport, view.unit, t, names),
    sheets: sheetNames(t),
  };
}
