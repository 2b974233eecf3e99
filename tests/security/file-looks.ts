import { operations, VOICES, why } from "./explanation-looks.ts";
import { type Change, change, type FileLook, READING, type Reading, type Row, reading } from "./file-look.ts";

/*
 * What each file is to hold, read off the answers of its screen by themselves and not by the code that makes the file.
 */

type TrendPoint = Reading & { readonly waveId: number; readonly year: number };
type HomeRow = { readonly reading: Reading; readonly change: Change };
type HomeTrend = HomeRow & { readonly trend: { readonly points: readonly TrendPoint[] } };

function home(more: string, input: Readonly<Record<string, unknown>>): FileLook {
  return {
    what: "home",
    more,
    asks: [["indicators.home", input]],
    columns: ["year", ...READING, "change", "change_verdict"],
    rows: ([view]) => {
      const trends: readonly HomeTrend[] =
        view.phases.length > 1 ? [{ ...view.index, trend: view.trend }, ...view.phases] : view.phases;
      const rows = [
        ...[view.index, view.loyalty, view.nps].filter(Boolean),
        ...view.bands.flatMap(({ rows }: { rows: HomeRow[] }) => rows),
        ...trends,
        ...view.lowest,
        ...view.highest,
      ] as HomeRow[];
      return [
        ...rows.map((row) => [view.wave.year, ...reading(row.reading), ...change(row.change)]),
        ...trends.flatMap(({ trend }) =>
          trend.points
            .filter(({ waveId }) => waveId !== view.wave.id)
            .map((point) => [point.year, ...reading(point), ...change(null)]),
        ),
      ];
    },
  };
}

type HeatCell = Reading & { readonly difference: Change; readonly change: Change; readonly held: unknown };
type Heat = {
  readonly rows: readonly { node: { id: string }; depth: number; cells: readonly HeatCell[] }[];
};

function heat(
  more: string,
  input: Readonly<Record<string, unknown>>,
  columns: readonly string[],
  told: (cell: HeatCell) => Row,
): FileLook {
  return {
    what: "heat",
    more,
    asks: [["indicators.heat", input]],
    columns: ["indicator", ...columns],
    rows: ([view]: readonly Heat[]) =>
      (view?.rows ?? []).flatMap(({ node, cells }) => cells.map((cell) => [node.id, ...told(cell)])),
    some: ([view]: readonly Heat[]) =>
      (view?.rows ?? []).filter(({ depth }) => depth <= 2).reduce((sum, { cells }) => sum + cells.length, 0),
  };
}

type Cross = { readonly cells: readonly (readonly (Reading & { difference: Change })[])[] };

function crosstab(more: string, input: Readonly<Record<string, unknown>>, counted = false): FileLook {
  return {
    what: "crosstab",
    more,
    asks: [["explore.crosstab", input]],
    columns: counted ? ["n", "state"] : [...READING, "difference", "verdict"],
    rows: ([view]: readonly Cross[]) =>
      (view?.cells.flat() ?? []).map((cell) =>
        counted ? [cell.n, cell.state] : [...reading(cell), ...change(cell.difference)],
      ),
  };
}

const HELD = ["held_against", "difference", "difference_verdict"] as const;
const MOVED = ["change", "change_verdict"] as const;
const held = (cell: HeatCell) => [cell.held ?? null, ...change(cell.difference)];

export const FILE_LOOKS: readonly FileLook[] = [
  home("", {}),
  home("&phase=S", { phase: "S" }),
  heat("", {}, [...READING, ...HELD, ...MOVED], (cell) => [
    ...reading(cell),
    ...held(cell),
    ...change(cell.change),
  ]),
  heat("&by=phase&view=count", { by: "phase" }, ["n", "state"], ({ n, state }) => [n, state]),
  heat("&view=gap&vs=previous", { against: "previous" }, [...READING, ...HELD], (cell) => [
    ...reading(cell),
    ...held(cell),
  ]),
  heat("&view=change&measure=top2", { measure: "top2" }, [...READING, ...MOVED], (cell) => [
    ...reading(cell),
    ...change(cell.change),
  ]),
  crosstab("&rows=phase", { rows: "phase" }),
  crosstab("&rows=mode&cols=phase&measure=top2", { rows: "mode", columns: "phase", measure: "top2" }),
  crosstab("&rows=project&measure=count", { rows: "project" }, true),
  {
    what: "compare",
    more: "&mix=own&level=parts",
    asks: [["compare.units", { mix: "own", level: "parts" }]],
    columns: [...READING, "difference", "verdict", "band"],
    rows: ([view]) =>
      view.units.map((unit: { reading: Reading; difference: Change; band: number | null }) => [
        ...reading(unit.reading),
        ...change(unit.difference),
        unit.band,
      ]),
  },
  {
    what: "compare",
    more: "&age=cohort",
    asks: [["compare.cohorts", {}]],
    columns: ["batch", "months", ...READING],
    rows: ([view]) =>
      view.cohorts.flatMap(
        ({ batch, points }: { batch: string; points: { months: number; reading: Reading }[] }) =>
          points.map((point) => [batch, point.months, ...reading(point.reading)]),
      ),
  },
  why("lines"),
  why("items"),
  why("projects"),
  operations("quarter"),
  operations("month"),
  VOICES,
];
