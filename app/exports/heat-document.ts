import type { ExportDocument } from "#server/exports/export-document.ts";
import type { Value } from "#server/exports/table.ts";
import type { HeatCell, HeatColumn, HeatView } from "#server/indicators/views.ts";
import { arrangeHeat } from "../indicators/arrange-heat.ts";
import { findInHeat } from "../indicators/find-in-heat.ts";
import { orderOf } from "../indicators/heat-keys.ts";
import { referenceName } from "../indicators/reference-name.ts";
import { namesIn } from "../language/names.ts";
import type { pageWords } from "../language/page-words.ts";
import type { HeatMeasure, Selection } from "../selection/selection.ts";
import { withheldMark } from "../withheld-mark.ts";
import { passportFacts } from "./passport-facts.ts";
import {
  cellValue,
  ORIGIN_COLUMNS,
  originValues,
  READING_COLUMNS,
  readingValues,
} from "./reading-columns.ts";
import { sheetNames } from "./sheet-names.ts";

function printedValue(cell: HeatCell, measure: HeatMeasure): Value {
  if (withheldMark(cell)) return cellValue(cell);
  switch (measure) {
    case "count":
      return cell.n ?? "—";
    case "gap":
      return cell.difference?.difference ?? "—";
    case "change":
      return cell.change?.difference ?? "—";
    case "score":
      return cellValue(cell);
  }
}

/** The heat table as a file: the rows that stand open and the columns in the order they are seen. */
export function heatDocument(
  view: HeatView,
  selection: Selection,
  t: Awaited<ReturnType<typeof pageWords>>,
  english: boolean,
): ExportDocument {
  const names = namesIn(english);
  const reference = referenceName(view, names, {
    previous: t("heat.previous"),
    target: t("heat.target"),
    benchmark: t("heat.benchmark"),
  });
  const found = findInHeat(
    view,
    selection.q,
    names,
    selection.measure === "loyalty" ? "measures" : undefined,
  );
  const name = ({ phase, unit }: HeatColumn) =>
    phase ? names.phase(phase) : unit ? names.unit(unit) : (reference ?? "");
  const { columns, rows } = arrangeHeat(view, {
    sort: orderOf(selection.sort),
    order: orderOf(selection.order),
    toggled: new Set(selection.open?.split(",") ?? []),
    found: found === "nothing" ? { rows: new Set(), columns: undefined } : found,
  });
  const title = `${names.unit(view.unit)} · ${t("nav.indicators")} · ${names.wave(view.wave)}`;
  return {
    name: title.replaceAll(" · ", "_"),
    title,
    layout: {
      columns: [
        t("indicators.indicator"),
        t("indicators.port"),
        ...columns.map(({ column }) => name(column)),
      ],
      rows: rows.map(({ row }) => [
        `${"\u3000".repeat(row.depth)}${names.node(row.node)}`,
        row.node.port ? names.port(row.node.port) : null,
        ...columns.map(({ index }) => {
          const cell = row.cells[index];
          return cell ? printedValue(cell, selection.view) : null;
        }),
      ]),
    },
    long: {
      columns: [
        { name: "indicator", type: "text" },
        { name: "title", type: "text" },
        { name: "unit", type: "text" },
        { name: "phase", type: "text" },
        ...READING_COLUMNS,
        { name: "against", type: "text" },
        { name: "held_against", type: "number" },
        { name: "difference", type: "number" },
        { name: "difference_verdict", type: "text" },
        { name: "change", type: "number" },
        { name: "change_verdict", type: "text" },
        ...ORIGIN_COLUMNS,
      ],
      rows: rows.flatMap(({ row }) =>
        columns.map(({ column, index }): Value[] => {
          const cell = row.cells[index];
          return [
            row.node.id,
            names.node(row.node),
            column.unit || column.phase === null ? name(column) : names.unit(view.unit),
            column.phase,
            ...readingValues(cell),
            column.role === "reference" ? null : (reference ?? null),
            cell?.held ?? null,
            cell?.difference?.difference ?? null,
            cell?.difference?.verdict ?? null,
            cell?.change?.difference ?? null,
            cell?.change?.verdict ?? null,
            ...originValues(view.passport),
          ];
        }),
      ),
    },
    passport: passportFacts(view.passport, view.unit, t, names),
    sheets: sheetNames(t),
  };
}
