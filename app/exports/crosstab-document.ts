import type { CrosstabCell, CrosstabView } from "#server/explore/crosstab-view.ts";
import type { ExportDocument } from "#server/exports/export-document.ts";
import type { Value } from "#server/exports/table.ts";
import { entryName } from "../explore/entry-name.ts";
import { namesIn } from "../language/names.ts";
import type { pageWords } from "../language/page-words.ts";
import { passportFacts } from "./passport-facts.ts";
import { sheetNames } from "./sheet-names.ts";

/** What stands in a cell: the number as it is, or the mark that says why there is none. */
export function cellValue(cell: Pick<CrosstabCell, "value" | "state">): Value {
  if (cell.state === "hidden") return "·";
  if (cell.state === "n-only") return "n<10";
  return cell.value ?? "—";
}

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
        { name: "value", type: "number" },
        { name: "low", type: "number" },
        { name: "high", type: "number" },
        { name: "n", type: "integer" },
        { name: "state", type: "text" },
        { name: "difference", type: "number" },
        { name: "verdict", type: "text" },
        { name: "definition", type: "text" },
        { name: "data_version", type: "text" },
      ],
      rows: view.rows.flatMap((row, at) =>
        view.columns.map((column, place): Value[] => {
          const cell = view.cells[at]?.[place];
          return [
            row.node?.id ?? view.node.id,
            name(row),
            name(column),
            cell?.value ?? null,
            cell?.low ?? null,
            cell?.high ?? null,
            cell?.n ?? null,
            cell?.state ?? null,
            cell?.difference?.difference ?? null,
            cell?.difference?.verdict ?? null,
            `${view.passport.definition.id}@${view.passport.definition.version}`,
            view.passport.data.version,
          ];
        }),
      ),
    },
    passport: passportFacts(view.passport, view.unit, t, names),
    sheets: sheetNames(t),
  };
}
