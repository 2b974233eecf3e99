import type { ExportDocument } from "#server/exports/export-document.ts";
import type { Value } from "#server/exports/table.ts";
import type { ChangeView, ReadingView } from "#server/indicators/reading-view.ts";
import type { FigureView } from "#server/operations/figure.ts";
import type { MeasureKey } from "#server/operations/measures.ts";
import type { OperationsView, YearFigure } from "#server/operations/operations-view.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { NOTHING } from "../format.ts";
import { namesIn } from "../language/names.ts";
import type { pageWords } from "../language/page-words.ts";
import { HIDDEN_MARK } from "../withheld-mark.ts";
import { passportFacts } from "./passport-facts.ts";
import { cellValue, ORIGIN_COLUMNS, originValues } from "./reading-columns.ts";
import { sheetNames } from "./sheet-names.ts";

type Line = {
  readonly part: string;
  readonly unit: UnitRef;
  readonly node: string;
  /** What was measured; null for what owners say. */
  readonly measure: MeasureKey | null;
  readonly period: string;
  readonly told: Value;
  readonly reading: Pick<ReadingView, "value" | "low" | "high" | "n"> & { readonly state: string };
  readonly change: number | null;
  readonly verdict: string | null;
};

function figureTold({ state, value }: FigureView, fewest: number): Value {
  if (state === "few") return `<${fewest}`;
  return state === "hidden" ? HIDDEN_MARK : (value ?? NOTHING);
}

/** Records beside indicators as a file: where the two went apart, the series as they are divided on the screen, and the units below. */
export function operationsDocument(
  view: OperationsView,
  t: Awaited<ReturnType<typeof pageWords>>,
  english: boolean,
): ExportDocument {
  const names = namesIn(english);
  const title = `${names.unit(view.unit)} · ${t("nav.operations")} · ${names.wave(view.wave)}`;
  const year = String(view.wave.year);
  const score = (
    at: Pick<Line, "part" | "unit" | "node" | "period">,
    reading: ReadingView,
    change: ChangeView | null,
  ): Line => ({
    ...at,
    measure: null,
    told: cellValue(reading),
    reading,
    change: change?.difference ?? null,
    verdict: change?.verdict ?? null,
  });
  const figure = (
    at: Pick<Line, "part" | "unit" | "node" | "period"> & { readonly measure: MeasureKey },
    of: FigureView & Partial<Pick<YearFigure, "difference" | "verdict">>,
  ): Line => ({
    ...at,
    told: figureTold(of, view.fewest),
    reading: of,
    change: of.difference ?? null,
    verdict: of.verdict ?? null,
  });
  const flags = view.flags.flatMap(({ kind, unit, node, measure, change, figure: of }): Line[] => {
    const at = { part: t(`operations.flag_${kind}`), unit, node: node.id, period: year };
    return [
      {
        ...at,
        ...{ measure: null, told: NOTHING, change: change.difference, verdict: change.verdict },
        reading: { value: null, low: null, high: null, n: null, state: "change" },
      },
      figure({ ...at, measure }, of),
    ];
  });
  const series = view.beside.flatMap(({ node, scores, change, measures }): Line[] => {
    const at = { part: names.node(node), unit: view.unit, node: node.id };
    return [
      ...scores.map((each) =>
        score({ ...at, period: String(each.year) }, each, each.year === view.wave.year ? change : null),
      ),
      ...measures.flatMap(({ key, year: whole, points }) => [
        figure({ ...at, period: year, measure: key }, whole),
        ...points.map((point) => figure({ ...at, period: point.from.slice(0, 7), measure: key }, point)),
      ]),
    ];
  });
  const below = view.parts.flatMap(({ unit, scores, figures }) =>
    view.beside.flatMap(({ node, measures }): Line[] => {
      const at = { part: t("operations.units"), unit, node: node.id, period: year };
      const own = scores[node.id];
      return [
        ...(own ? [score(at, own.reading, own.change)] : []),
        ...measures.flatMap(({ key }) => {
          const of = figures[key];
          return of ? [figure({ ...at, measure: key }, of)] : [];
        }),
      ];
    }),
  );
  const lines = [...flags, ...series, ...below];
  const nodes = new Map(view.beside.map(({ node }) => [node.id, names.node(node)]));
  const measureName = (key: MeasureKey | null) =>
    key === null ? t("operations.ownersSay") : t(`operations.measure_${key}`);
  return {
    name: title.replaceAll(" · ", "_"),
    title,
    layout: {
      columns: [
        t("exports.part"),
        t("exports.unit"),
        t("indicators.indicator"),
        t("exports.record"),
        t("exports.period"),
        t("exports.value"),
        t("table.low"),
        t("table.high"),
        t("exports.count"),
        t("exports.change"),
        t("exports.verdict"),
      ],
      rows: lines.map(({ part, unit, node, measure, period, told, reading, change, verdict }): Value[] => [
        part,
        names.unit(unit),
        nodes.get(node) ?? node,
        measureName(measure),
        period,
        told,
        reading.low,
        reading.high,
        reading.n,
        change,
        verdict && t(verdict === "not-distinguishable" ? "change.noise" : "change.significant"),
      ]),
      faces: lines.map(({ change, verdict }) => [
        ...Array.from({ length: 9 }, () => undefined),
        change === null || verdict === null || verdict === "not-distinguishable"
          ? undefined
          : { arrow: change > 0 ? "▲" : "▼", bold: true },
      ]),
    },
    long: {
      columns: [
        { name: "part", type: "text" },
        { name: "unit", type: "text" },
        { name: "indicator", type: "text" },
        { name: "measure", type: "text" },
        { name: "period", type: "text" },
        { name: "value", type: "number" },
        { name: "low", type: "number" },
        { name: "high", type: "number" },
        { name: "n", type: "integer" },
        { name: "state", type: "text" },
        { name: "change", type: "number" },
        { name: "verdict", type: "text" },
        ...ORIGIN_COLUMNS,
      ],
      rows: lines.map(({ part, unit, node, measure, period, reading, change, verdict }): Value[] => [
        part,
        names.unit(unit),
        node,
        measure ?? "score",
        period,
        reading.value,
        reading.low,
        reading.high,
        reading.n,
        reading.state,
        change,
        verdict,
        ...originValues(view.passport),
      ]),
    },
    passport: passportFacts(view.passport, view.unit, t, names),
    method: { wave: view.wave.id, language: english ? "en" : "zh" },
    sheets: sheetNames(t),
  };
}
