import { arrange } from "./arrange.ts";
import { compile, type Plan } from "./compile.ts";
import { type Condensed, condense } from "./condense.ts";
import type { IndexDefinition } from "./index-definition.ts";
import { influenceSums } from "./influence.ts";
import { leafShares } from "./leaf-shares.ts";
import { type Cell, type Moments, pairIndex } from "./moments.ts";
import { WALK_LINES, walkCoefficients } from "./statistics/walk-coefficients.ts";

/**
 * Why a number moved, line by line: `items` which questions were answered at all, `operations` records, then who was there
 * to be asked (units entering and leaving, the mix of regions, projects and phases), then `within`, what projects did.
 */
export const CHANGE_LINES = ["items", "operations", ...WALK_LINES] as const;
export type ChangeLineName = (typeof CHANGE_LINES)[number];

/** Points of the change, and their standard error (owners given, waves independent, about a process). */
export type ChangePart = { readonly points: number; readonly se: number };

export type ChangeExplanation = {
  readonly before: number;
  readonly after: number;
  /** Add up to after − before. */
  readonly lines: Readonly<Record<ChangeLineName, ChangePart>>;
  /** The line "within" by project. */
  readonly projects: ReadonlyMap<string, ChangePart>;
  /** Which leaf moved the number: share · change of the leaf. With `items`, they add up to the change as well. */
  readonly leaves: ReadonlyMap<string, ChangePart>;
  /** Respondents of projects that were there only after, and only before. */
  readonly entered: number;
  readonly left: number;
};

type Wave = {
  readonly plan: Plan;
  readonly condensed: Condensed;
  readonly share: Float64Array;
  readonly value: Float64Array;
};

/** A linear function of the leaves' scores in the cells of both waves, in the making. */
type Draft = { points: number; variance: number; readonly reach: readonly Map<number, Float64Array>[] };

function waveOf(definition: IndexDefinition, moments: Moments, node: string): Wave | undefined {
  const plan = compile(definition, moments.columns, moments.bases);
  const condensed = condense(arrange(definition, moments, { by: [], inference: "process" }));
  const number = plan.nodes.indexOf(node);
  if (number < 0 || condensed.arrangement.partPhase.length !== 1) return undefined;
  return { plan, condensed, ...leafShares(plan, condensed, 0, number) };
}

function emptyDraft(): Draft {
  return { points: 0, variance: 0, reach: [new Map(), new Map()] };
}

/** What a cell says of one leaf. */
type LeafCell = { readonly at: number; readonly n: number; readonly owners: number; readonly score: number };

function leafCells({ plan, condensed }: Wave, leaf: number): readonly LeafCell[] {
  const { arrangement, columns } = condensed;
  const column = plan.column[leaf] as number;
  const own = pairIndex(column, column, columns);
  return arrangement.cells.flatMap((cell, at): LeafCell[] => {
    const n = cell.n[own] as number;
    if (n === 0) return [];
    const score =
      (plan.gain[leaf] as number) * ((cell.sumA[own] as number) / n) + (plan.offset[leaf] as number);
    return [{ at, n, owners: n * (arrangement.weight[at] as number), score }];
  });
}

/** Adds coefficient · score of a leaf in a cell to a line. */
function pull(
  draft: Draft,
  time: 0 | 1,
  wave: Wave,
  leaf: number,
  cell: LeafCell,
  coefficient: number,
): void {
  if (coefficient === 0) return;
  draft.points += coefficient * cell.score;
  const reach = draft.reach[time]?.get(cell.at) ?? new Float64Array(wave.condensed.columns);
  draft.reach[time]?.set(cell.at, reach);
  const column = wave.plan.column[leaf] as number;
  reach[column] = (reach[column] as number) + (coefficient * (wave.plan.gain[leaf] as number)) / cell.n;
}

/** Variance of a line from the answers of its cells, each a sample of its own. */
function varianceOf(draft: Draft, waves: readonly [Wave, Wave]): number {
  let variance = draft.variance;
  for (const [time, reaches] of draft.reach.entries()) {
    const { condensed } = waves[time as 0 | 1];
    for (const [at, reach] of reaches) {
      const cell = condensed.arrangement.cells[at] as Cell;
      const level = reach.map((value, column) => {
        const own = pairIndex(column, column, condensed.columns);
        const n = cell.n[own] as number;
        return n > 0 ? (value * (cell.sumA[own] as number)) / n : 0;
      });
      const { square } = influenceSums(cell, { reach, level });
      const n = cell.respondents;
      variance += (n > 1 ? n / (n - 1) : 1) * Math.max(0, square);
    }
  }
  return variance;
}

/** Regions of the later wave, so that a project that moved stays the project it is. */
function regionFinder(after: Moments): (project: string, region: string) => string {
  const now = new Map(after.cells.map(({ group }) => [group.project ?? "", group.region ?? ""]));
  return (project, region) => now.get(project) ?? region;
}

function respondentsOnlyIn(one: Wave, other: Wave): number {
  const known = new Set(other.condensed.arrangement.cells.map(({ group }) => group.project));
  return one.condensed.arrangement.cells.reduce(
    (sum, { group, respondents }) => sum + (known.has(group.project) ? 0 : respondents),
    0,
  );
}

/**
 * Decomposes the change of a node of one group between two waves under one definition, exactly: every line is made of what
 * the printed numbers are made of (owners the valid answers stand for, item by item), and the lines add up to the change.
 * Griliches–Regev at each level of the organisation; the standard errors follow from the scores, of which each line is a
 * linear function. A change of the definition comes before it, as a line of its own.
 * @param before,after sums of the group's cells alone, with region, project and phase in every cell's group
 * @returns undefined where either wave has no value
 */
export function explainChange(
  definition: IndexDefinition,
  before: Moments,
  after: Moments,
  node: string = definition.tree.id,
): ChangeExplanation | undefined {
  const [one, two] = [waveOf(definition, before, node), waveOf(definition, after, node)];
  if (!one || !two) return undefined;
  const waves = [one, two] as const;
  const total = ({ share, value }: Wave) =>
    share.reduce((sum, part, leaf) => sum + (part > 0 ? part * (value[leaf] as number) : 0), 0);
  if (!one.share.some((share) => share > 0) || !two.share.some((share) => share > 0)) return undefined;

  const lines = Object.fromEntries(CHANGE_LINES.map((line) => [line, emptyDraft()])) as Record<
    ChangeLineName,
    Draft
  >;
  const projects = new Map<string, Draft>();
  const leaves = new Map<string, Draft>();
  const regionOf = regionFinder(after);
  const { leafCount, answerCount } = one.plan;
  const stayed = (leaf: number) => (one.share[leaf] as number) > 0 && (two.share[leaf] as number) > 0;
  for (let leaf = 0; leaf < leafCount; leaf++) {
    const shares = [one.share[leaf] as number, two.share[leaf] as number] as const;
    const [s0, s1] = shares;
    if (s0 === 0 && s1 === 0) continue;
    // shares add to 1 both times, so what moves between leaves needs no reference
    const items = stayed(leaf) ? ([(s1 - s0) / 2, (s1 - s0) / 2] as const) : ([-s0, s1] as const);
    const weight = stayed(leaf) ? (s0 + s1) / 2 : 0;
    const own = emptyDraft();
    if (weight > 0) leaves.set(one.plan.nodes[leaf] ?? "", own);

    if (leaf >= answerCount) {
      const source = one.plan.measures[leaf - answerCount]?.source ?? "";
      for (const time of [0, 1] as const) {
        if (shares[time] === 0) continue;
        const value = waves[time].value[leaf] as number;
        const level = waves[time].condensed.arrangement.records[0]?.get(source);
        const variance = (waves[time].plan.gain[leaf] as number) ** 2 * (level?.variance ?? 0);
        const signed = time === 0 ? -weight : weight;
        lines.items.points += items[time] * value;
        lines.items.variance += items[time] ** 2 * variance;
        for (const draft of [lines.operations, own]) {
          draft.points += signed * value;
          draft.variance += signed * signed * variance;
        }
      }
      continue;
    }

    const cells = waves.map((wave, time) => (shares[time] === 0 ? [] : leafCells(wave, leaf))) as [
      readonly LeafCell[],
      readonly LeafCell[],
    ];
    const placed = cells.map((list, time) =>
      list.map(({ at, owners }) => {
        const { group } = waves[time as 0 | 1].condensed.arrangement.cells[at] as Cell;
        const project = group.project ?? "";
        return { region: regionOf(project, group.region ?? ""), project, phase: group.phase ?? "", owners };
      }),
    );
    for (const time of [0, 1] as const) {
      const all = cells[time].reduce((sum, { owners }) => sum + owners, 0);
      for (const cell of cells[time]) {
        const part = cell.owners / all;
        pull(lines.items, time, waves[time], leaf, cell, items[time] * part);
        pull(own, time, waves[time], leaf, cell, (time === 0 ? -weight : weight) * part);
      }
    }
    if (weight === 0) continue;
    const walk = walkCoefficients(placed[0] ?? [], placed[1] ?? []);
    for (const time of [0, 1] as const) {
      const side = time === 0 ? "before" : "after";
      for (const [place, cell] of cells[time].entries()) {
        for (const line of WALK_LINES)
          pull(
            lines[line],
            time,
            waves[time],
            leaf,
            cell,
            weight * (walk.lines[line][side][place] as number),
          );
        const project = placed[time]?.[place]?.project ?? "";
        const ofProject = walk.projects.get(project);
        if (ofProject === undefined) continue;
        const draft = projects.get(project) ?? emptyDraft();
        projects.set(project, draft);
        pull(draft, time, waves[time], leaf, cell, weight * (ofProject[side][place] as number));
      }
    }
  }
  const settle = (draft: Draft): ChangePart => ({
    points: draft.points,
    se: Math.sqrt(varianceOf(draft, waves)),
  });
  return {
    before: total(one),
    after: total(two),
    lines: Object.fromEntries(CHANGE_LINES.map((line) => [line, settle(lines[line])])) as Record<
      ChangeLineName,
      ChangePart
    >,
    projects: new Map([...projects].map(([project, draft]) => [project, settle(draft)])),
    leaves: new Map([...leaves].map(([leaf, draft]) => [leaf, settle(draft)])),
    entered: respondentsOnlyIn(two, one),
    left: respondentsOnlyIn(one, two),
  };
}
