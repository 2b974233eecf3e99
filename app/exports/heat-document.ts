import type { CellFace, ExportDocument } from "#server/exports/export-document.ts";
import type { ExportColumn, Value } from "#server/exports/table.ts";
import type { ReadingUnit } from "#server/indicators/reading-view.ts";
import type { HeatCell, HeatColumn, HeatView } from "#server/indicators/views.ts";
import { NOTHING } from "../format.ts";
import { arrangeHeat } from "../indicators/arrange-heat.ts";
import { findInHeat } from "../indicators/find-in-heat.ts";
import { orderOf } from "../indicators/heat-keys.ts";
import { shownMove, shownStep } from "../indicators/heat-shown.ts";
import { referenceName } from "../indicators/reference-name.ts";
import { namesIn } from "../language/names.ts";
import type { pageWords } from "../language/page-words.ts";
import type { HeatMeasure, Selection } from "../selection/selection.ts";
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

function printedValue(cell: HeatCell, measure: HeatMeasure): Value {
  const mark = withheldMark(cell);
  if (mark) return mark;
  switch (measure) {
    case "count":
      return cell.state === "undefined" ? NOTHING : (cell.n ?? NOTHING);
    case "gap":
      return cell.difference?.difference ?? NOTHING;
    case "change":
      return cell.change?.difference ?? NOTHING;
    case "score":
      return cellValue(cell);
  }
}

function faceOf(
  cell: HeatCell,
  {
    view,
    measure,
    depth,
    role,
    unit,
  }: Pick<HeatColumn, "role"> & {
    readonly unit: ReadingUnit;
    readonly view: HeatView;
    readonly measure: HeatMeasure;
    readonly depth: number;
  },
): CellFace | undefined {
  const move = shownMove(cell, measure);
  return cellFace({
    state: cell.state,
    step: shownStep(cell, measure, view.steps),
    move: move?.difference,
    decimals: unit === "nps" ? 0 : undefined,
    bold: role !== "reference" && (depth <= 1 || (move !== undefined && measure === "change")),
  });
}

const HELD: readonly ExportColumn[] = [
  { name: "against", type: "text" },
  { name: "held_against", type: "number" },
  { name: "difference", type: "number" },
  { name: "difference_verdict", type: "text" },
];
const CHANGED: readonly ExportColumn[] = [
  { name: "change", type: "number" },
  { name: "change_verdict", type: "text" },
];

/** What a view tells of a cell, and no more: people alone where people are counted, the change alone where that is seen. */
const TOLD: Readonly<Record<HeatMeasure, readonly ExportColumn[]>> = {
  score: [...READING_COLUMNS, ...HELD, ...CHANGED],
  gap: [...READING_COLUMNS, ...HELD],
  change: [...READING_COLUMNS, ...CHANGED],
  count: COUNT_COLUMNS,
};

function toldOf(
  cell: HeatCell | undefined,
  measure: HeatMeasure,
  reference: string | null,
): readonly Value[] {
  if (measure === "count") return countValues(cell);
  const held = [
    reference,
    cell?.held ?? null,
    cell?.difference?.difference ?? null,
    cell?.difference?.verdict ?? null,
  ];
  const changed = [cell?.change?.difference ?? null, cell?.change?.verdict ?? null];
  return [
    ...readingValues(cell),
    ...(measure === "change" ? [] : held),
    ...(measure === "gap" ? [] : changed),
  ];
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
  // a line of badges above the numbers, where any column has one
  const graded = columns.some(({ column }) => column.grade !== null) ? [true] : [];
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
      rows: [
        ...graded.map(() => [t("exports.grade"), null, ...columns.map(({ column }) => column.grade)]),
        ...rows.map(({ row }): Value[] => [
          `${"\u3000".repeat(row.depth)}${names.node(row.node)}`,
          row.node.port ? names.port(row.node.port) : null,
          ...columns.map(({ index }) => {
            const cell = row.cells[index];
            return cell ? printedValue(cell, selection.view) : null;
          }),
        ]),
      ],
      faces: [
        ...graded.map(() => []),
        ...rows.map(({ row }) => [
          undefined,
          undefined,
          ...columns.map(({ column, index }) => {
            const cell = row.cells[index];
            const { role } = column;
            return (
              cell &&
              faceOf(cell, { view, measure: selection.view, depth: row.depth, role, unit: row.node.unit })
            );
          }),
        ]),
      ],
    },
    long: {
      columns: [
        { name: "indicator", type: "text" },
        { name: "title", type: "text" },
        { name: "unit", type: "text" },
        { name: "phase", type: "text" },
        ...TOLD[selection.view],
        { name: "quality", type: "text" },
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
            ...toldOf(cell, selection.view, column.role === "reference" ? null : (reference ?? null)),
            column.grade,
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
