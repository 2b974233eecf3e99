import { type TurnoverDecomposition, turnoverDecomposition } from "./decomposition.ts";

/** Owners and score of one phase of one project at one time. */
export type WalkCell = {
  readonly region: string;
  readonly project: string;
  readonly phase: string;
  readonly owners: number;
  readonly score: number;
};

export type ChangeWalk = {
  readonly before: number;
  readonly after: number;
  /** Projects in this year's frame only: what they are against the average, weighted. */
  readonly entering: number;
  /** Projects in last year's frame only. */
  readonly leaving: number;
  /** Owners shifting between regions, */
  readonly regionMix: number;
  /** between projects of a region, */
  readonly projectMix: number;
  /** and between phases of a project, phases appearing or emptying included. */
  readonly phaseMix: number;
  /** Phases of projects scoring differently than before: what projects did. */
  readonly within: number;
  /** The within line by project, adding up to it. */
  readonly projects: readonly { readonly project: string; readonly within: number }[];
};

type Level = { readonly owners: number; readonly score: number };

function levelOf(cells: readonly WalkCell[]): Level | undefined {
  const owners = cells.reduce((sum, cell) => sum + cell.owners, 0);
  return owners === 0
    ? undefined
    : { owners, score: cells.reduce((sum, cell) => sum + cell.owners * cell.score, 0) / owners };
}

type Change = { readonly before: readonly WalkCell[]; readonly after: readonly WalkCell[] };

function partsBy(change: Change, key: "region" | "project" | "phase"): Map<string, Change> {
  const before = Map.groupBy(change.before, (cell) => cell[key]);
  const after = Map.groupBy(change.after, (cell) => cell[key]);
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return new Map(
    names.map((name) => [name, { before: before.get(name) ?? [], after: after.get(name) ?? [] }]),
  );
}

/** Turnover among the parts, and how much one point of each part that stayed weighs in the whole. */
function step(
  parts: ReadonlyMap<string, Change>,
): { turnover: TurnoverDecomposition; weightOf: (id: string) => number } | undefined {
  const units = [...parts].map(([id, { before, after }]) => ({
    id,
    before: levelOf(before),
    after: levelOf(after),
  }));
  const turnover = turnoverDecomposition(units);
  if (!turnover) return undefined;
  const sum = (time: "before" | "after") =>
    units.reduce((total, unit) => total + (unit[time]?.owners ?? 0), 0);
  const [before, after] = [sum("before"), sum("after")];
  const weights = new Map(
    units.map((unit) => [
      unit.id,
      unit.before && unit.after ? (unit.before.owners / before + unit.after.owners / after) / 2 : 0,
    ]),
  );
  return { turnover, weightOf: (id) => weights.get(id) ?? 0 };
}

/**
 * The walk from last year's number to this year's, every line adding up exactly:
 * before + entering + leaving + region mix + project mix + phase mix + within = after. Griliches–Regev at each of three levels
 * (regions, their projects, their phases), the change within a part being walked again one level below.
 * For what: headquarters sees how much of a change is performance and how much is who was there to be asked.
 * Give owners from the frame, not respondents. A change of definition or mode comes before this walk, as lines of its own.
 * @returns undefined without cells before or after
 * @throws RangeError on owners not above 0, a score that is no number, or a cell that occurs twice
 */
export function changeWalk(before: readonly WalkCell[], after: readonly WalkCell[]): ChangeWalk | undefined {
  for (const cells of [before, after]) {
    const keys = new Set(cells.map(({ region, project, phase }) => JSON.stringify([region, project, phase])));
    if (keys.size < cells.length) throw new RangeError("each phase of a project may occur once a year");
    if (cells.some(({ owners, score }) => !(owners > 0) || !Number.isFinite(score)))
      throw new RangeError("a cell needs owners above 0 and a score");
  }
  const [from, to] = [levelOf(before), levelOf(after)];
  const regions = partsBy({ before, after }, "region");
  const top = step(regions);
  if (!from || !to || !top) return undefined;
  let { entry: entering, exit: leaving } = top.turnover;
  let [projectMix, phaseMix] = [0, 0];
  const projects: { project: string; within: number }[] = [];
  for (const [region, ofRegion] of regions) {
    const parts = partsBy(ofRegion, "project");
    const middle = step(parts);
    if (!middle) continue;
    const regionWeight = top.weightOf(region);
    entering += regionWeight * middle.turnover.entry;
    leaving += regionWeight * middle.turnover.exit;
    projectMix += regionWeight * middle.turnover.between;
    for (const [project, ofProject] of parts) {
      const bottom = step(partsBy(ofProject, "phase"));
      if (!bottom) continue;
      const weight = regionWeight * middle.weightOf(project);
      const { between, entry, exit, within } = bottom.turnover;
      phaseMix += weight * (between + entry + exit);
      projects.push({ project, within: weight * within });
    }
  }
  return {
    before: from.score,
    after: to.score,
    entering,
    leaving,
    regionMix: top.turnover.between,
    projectMix,
    phaseMix,
    within: projects.reduce((sum, { within }) => sum + within, 0),
    projects,
  };
}
