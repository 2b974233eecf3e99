import type { WalkCell } from "./change-walk.ts";

/** Lines of a walk that come from who was there to be asked, and the one that does not. */
export const WALK_LINES = [
  "entering",
  "leaving",
  "region-mix",
  "project-mix",
  "phase-mix",
  "within",
] as const;
export type WalkLine = (typeof WALK_LINES)[number];

/** A linear function of the cells' scores: Σ before · score + Σ after · score, entries in the order of the cells. */
export type ScoreWeights = { readonly before: Float64Array; readonly after: Float64Array };

export type WalkCoefficients = {
  readonly lines: Readonly<Record<WalkLine, ScoreWeights>>;
  /** What each project has of the line "within". */
  readonly projects: ReadonlyMap<string, ScoreWeights>;
};

type Cell = Omit<WalkCell, "score">;
type Level = "region" | "project" | "phase";

/** Which line a level's shifts belong to. */
const LINES: Readonly<Record<Level, Readonly<Record<"between" | "entry" | "exit", WalkLine>>>> = {
  region: { between: "region-mix", entry: "entering", exit: "leaving" },
  project: { between: "project-mix", entry: "entering", exit: "leaving" },
  phase: { between: "phase-mix", entry: "phase-mix", exit: "phase-mix" },
};

type Side = { readonly cells: readonly Cell[]; readonly at: readonly number[] };
type Part = { readonly before: Side; readonly after: Side };

function ownersOf({ cells, at }: Side): number {
  return at.reduce((sum, place) => sum + (cells[place]?.owners ?? 0), 0);
}

/** Gives a part's coefficient to its cells, by their owners. */
function give(into: Float64Array, side: Side, coefficient: number): void {
  const all = ownersOf(side);
  for (const place of side.at)
    into[place] = (into[place] as number) + (coefficient * (side.cells[place]?.owners ?? 0)) / all;
}

function partsOf({ before, after }: Part, level: Level): readonly (readonly [string, Part])[] {
  const groups = [before, after].map(({ cells, at }) =>
    Map.groupBy(at, (place) => cells[place]?.[level] ?? ""),
  );
  const names = [...new Set(groups.flatMap((group) => [...group.keys()]))].toSorted();
  return names.map((name) => [
    name,
    {
      before: { ...before, at: groups[0]?.get(name) ?? [] },
      after: { ...after, at: groups[1]?.get(name) ?? [] },
    },
  ]);
}

/**
 * The walk of `changeWalk` as weights of the cells' scores: every line is a linear function of the scores when the owners
 * are given. For what: the standard error of a line, which follows from those of the scores, and walks of an index of
 * many items at once.
 * @throws RangeError on owners not above 0
 */
export function walkCoefficients(before: readonly Cell[], after: readonly Cell[]): WalkCoefficients {
  if ([...before, ...after].some(({ owners }) => !(owners > 0)))
    throw new RangeError("a cell needs owners above 0");
  const empty = (): ScoreWeights => ({
    before: new Float64Array(before.length),
    after: new Float64Array(after.length),
  });
  const lines = Object.fromEntries(WALK_LINES.map((line) => [line, empty()])) as Record<
    WalkLine,
    ScoreWeights
  >;
  const projects = new Map<string, ScoreWeights>();

  const step = (whole: Part, levels: readonly Level[], factor: number): void => {
    const [level, ...below] = levels;
    if (level === undefined) return;
    const [then, now] = [ownersOf(whole.before), ownersOf(whole.after)];
    const parts = partsOf(whole, level).map(([name, part]) => {
      const [s0, s1] = [ownersOf(part.before) / then, ownersOf(part.after) / now];
      return { name, part, s0, s1, stayed: s0 > 0 && s1 > 0 };
    });
    const sum = (of: (part: (typeof parts)[number]) => number) =>
      parts.reduce((total, part) => total + of(part), 0);
    // against Ī, the mean of both totals, which every part has a half of its share in
    const shift = sum(({ s0, s1, stayed }) => (stayed ? s1 - s0 : 0));
    const entered = sum(({ s1, stayed }) => (stayed ? 0 : s1));
    const left = sum(({ s0, stayed }) => (stayed ? 0 : s0));
    const { between, entry, exit } = LINES[level];
    for (const { name, part, s0, s1, stayed } of parts) {
      const add = (line: WalkLine, [old, next]: readonly [number, number]) => {
        if (s0 > 0) give(lines[line].before, part.before, factor * old);
        if (s1 > 0) give(lines[line].after, part.after, factor * next);
      };
      const half = stayed ? (s1 - s0) / 2 : 0;
      add(between, [half - (shift * s0) / 2, half - (shift * s1) / 2]);
      add(entry, [-(entered * s0) / 2, (stayed ? 0 : s1) - (entered * s1) / 2]);
      add(exit, [(left * s0) / 2 - (stayed ? 0 : s0), (left * s1) / 2]);
      if (!stayed) continue;
      const weight = (s0 + s1) / 2;
      if (below.length > 0) {
        step(part, below, factor * weight);
        continue;
      }
      add("within", [-weight, weight]);
      const project = part.after.cells[part.after.at[0] ?? -1]?.project ?? name;
      const own = projects.get(project) ?? empty();
      projects.set(project, own);
      give(own.before, part.before, -factor * weight);
      give(own.after, part.after, factor * weight);
    }
  };
  const all = (cells: readonly Cell[]): Side => ({ cells, at: [...cells.keys()] });
  if (before.length > 0 && after.length > 0)
    step({ before: all(before), after: all(after) }, ["region", "project", "phase"], 1);
  return { lines, projects };
}
