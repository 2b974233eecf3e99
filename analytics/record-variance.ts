import type { Plan } from "./compile.ts";
import type { MeasureDefinition } from "./index-definition.ts";
import type { PartSums } from "./part-values.ts";
import { type RecordLevel, recordGapVariance } from "./record-levels.ts";

/** How far the ratio of each source moves each node of a group: entry source · nodes + node. */
export type RecordReach = {
  readonly sources: readonly string[];
  readonly reach: Float64Array;
  /** Of one part. */
  readonly own: Float64Array;
};

/** Undefined for a definition without measures, which then costs nothing. */
export function recordReach(plan: Plan): RecordReach | undefined {
  if (plan.measures.length === 0) return undefined;
  const sources = [...new Set(plan.measures.map(({ source }) => source))];
  return {
    sources,
    reach: new Float64Array(sources.length * plan.nodes.length),
    own: new Float64Array(plan.nodes.length),
  };
}

/** Adds a part's share of the way from the records up to each node. Parts of a group see the same records. */
export function addRecordReach(
  plan: Plan,
  sums: PartSums,
  share: Float64Array,
  { sources, reach, own }: RecordReach,
): void {
  const { answerCount, leafCount, edgeStart, edgeChild, measures } = plan;
  const width = plan.nodes.length;
  for (const [s, source] of sources.entries()) {
    own.fill(0);
    for (const [m, measure] of measures.entries()) {
      const leaf = answerCount + m;
      const known = measure.source === source && (sums.weight[leaf] as number) > 0;
      own[leaf] = known ? (plan.gain[leaf] as number) : 0;
    }
    for (let t = edgeStart.length - 2; t >= 0; t--) {
      let sum = 0;
      for (let edge = edgeStart[t] as number; edge < (edgeStart[t + 1] as number); edge++)
        sum += (sums.share[edge] as number) * (own[edgeChild[edge] as number] as number);
      own[leafCount + t] = sum;
    }
    for (let i = 0; i < width; i++)
      reach[s * width + i] = (reach[s * width + i] as number) + (share[i] as number) * (own[i] as number);
  }
}

/** What records add to the variance of a node; those of two sources are taken as independent. */
export function recordVariance(
  { sources, reach }: RecordReach,
  levels: ReadonlyMap<string, RecordLevel> | undefined,
  width: number,
  node: number,
): number {
  return sources.reduce(
    (sum, source, s) => sum + (reach[s * width + node] ?? 0) ** 2 * (levels?.get(source)?.variance ?? 0),
    0,
  );
}

/** The same for the gap of a unit to the group it is part of. */
export function recordGap(
  unit: { readonly reach: RecordReach; readonly levels: ReadonlyMap<string, RecordLevel> | undefined },
  group: { readonly reach: RecordReach; readonly levels: ReadonlyMap<string, RecordLevel> | undefined },
  width: number,
  node: number,
): number {
  return group.reach.sources.reduce((sum, source, s) => {
    const [a, b] = [unit, group].map(({ reach }) => reach.reach[s * width + node] ?? 0);
    return sum + recordGapVariance(unit.levels?.get(source), a ?? 0, group.levels?.get(source), b ?? 0);
  }, 0);
}

/** The measures a node is made of, when it is made of nothing else; empty otherwise. */
export function measuresAlone(plan: Plan, node: number): readonly MeasureDefinition[] {
  const { answerCount, leafCount, measures } = plan;
  const t = node - leafCount;
  const leaves =
    t < 0 ? [node] : [...plan.slotLeaf.subarray(plan.slotStart[t] ?? 0, plan.slotStart[t + 1] ?? 0)];
  if (leaves.some((leaf) => leaf < answerCount)) return [];
  return leaves.flatMap((leaf) => measures[leaf - answerCount] ?? []);
}

/** Degrees of freedom of a node that rests on records alone: the fewest records of its sources, less one. */
export function recordDegrees(
  plan: Plan,
  levels: ReadonlyMap<string, RecordLevel> | undefined,
  node: number,
): number | undefined {
  const counts = measuresAlone(plan, node).flatMap(({ source }) => levels?.get(source)?.records ?? []);
  return counts.length === 0 ? undefined : Math.min(...counts) - 1;
}
