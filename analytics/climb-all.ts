import type { Plan } from "./compile.ts";
import type { LeafGround } from "./leaf-ground.ts";

/** By phase: the weights of a group that is this phase alone. */
function weightsByPhase(plan: Plan, { phases }: LeafGround): readonly Float64Array[] {
  return phases.map(
    (phase) => (phase === undefined ? undefined : plan.phaseEdgeWeight.get(phase)) ?? plan.edgeWeight,
  );
}

/** Room for a row of parts. */
type Sums = { readonly [sum in "present" | "covered" | "sum" | "few"]: Float64Array };

/** Adds a child to the sums of its parent, and puts its weight where it is known into `share`. */
function addChild(
  { parts, phaseOfPart, known, filled, coverage, sparse, share }: LeafGround,
  { present, covered, sum, few }: Sums,
  first: number,
  into: number,
  weights: Float64Array,
): void {
  for (let p = 0; p < parts; p++) {
    const weight = weights[phaseOfPart[p] as number] as number;
    const own = weight * (known[first + p] as number);
    share[into + p] = own;
    present[p] = (present[p] as number) + own;
    covered[p] = (covered[p] as number) + weight * (coverage[first + p] as number);
    sum[p] = (sum[p] as number) + own * (filled[first + p] as number);
    few[p] = (few[p] as number) + own * (sparse[first + p] as number);
  }
}

/**
 * The usual case of a node, quickly: all its children are known as wholes in every part, and weigh the same in all of them.
 * @returns false where it is not so, and nothing was done
 */
function climbWhole(
  plan: Plan,
  ground: LeafGround,
  byPhase: readonly Float64Array[],
  t: number,
  sum: Float64Array,
): boolean {
  const { parts, whole, known, filled, coverage, sparse, share } = ground;
  const { edgeChild, edgeStart, leafCount } = plan;
  const [first, end] = [edgeStart[t] as number, edgeStart[t + 1] as number];
  const weights = byPhase[0] ?? plan.edgeWeight;
  let all = 0;
  for (let edge = first; edge < end; edge++) {
    const weight = weights[edge] as number;
    if (whole[edgeChild[edge] as number] !== 1) return false;
    for (const others of byPhase) if (others[edge] !== weight) return false;
    all += weight;
  }
  if (all === 0) return false;
  sum.fill(0);
  for (let edge = first; edge < end; edge++) {
    const weight = weights[edge] as number;
    const child = (edgeChild[edge] as number) * parts;
    for (let p = 0; p < parts; p++) sum[p] = (sum[p] as number) + weight * (filled[child + p] as number);
    share.fill(weight * (1 / all), edge * parts, (edge + 1) * parts);
  }
  const node = (leafCount + t) * parts;
  for (let p = 0; p < parts; p++) filled[node + p] = (sum[p] as number) / all;
  if (whole[leafCount + t] === 1) return true;
  whole[leafCount + t] = 1;
  known.fill(1, node, node + parts);
  coverage.fill(1, node, node + parts);
  sparse.fill(0, node, node + parts);
  return true;
}

/** `climb` for all parts at once, node by node: the same arithmetic in the same order. */
export function climbAll(plan: Plan, ground: LeafGround): void {
  const { parts, phaseOfPart, whole, known, filled, coverage, sparse, share } = ground;
  const { leafCount, edgeStart, edgeChild } = plan;
  const strict = plan.definition.missing === "undefined";
  const byPhase = weightsByPhase(plan, ground);
  const weights = new Float64Array(byPhase.length);
  const all = new Float64Array(byPhase.length);
  const row = () => new Float64Array(parts);
  const sums: Sums = { present: row(), covered: row(), sum: row(), few: row() };
  const { present, covered, sum, few } = sums;
  for (let t = edgeStart.length - 2; t >= 0; t--) {
    if (climbWhole(plan, ground, byPhase, t, sum)) continue;
    whole[leafCount + t] = 0;
    const [first, end] = [edgeStart[t] as number, edgeStart[t + 1] as number];
    present.fill(0);
    covered.fill(0);
    sum.fill(0);
    few.fill(0);
    all.fill(0);
    for (let edge = first; edge < end; edge++) {
      for (let phase = 0; phase < byPhase.length; phase++) {
        weights[phase] = byPhase[phase]?.[edge] as number;
        all[phase] = (all[phase] as number) + (weights[phase] as number);
      }
      addChild(ground, sums, (edgeChild[edge] as number) * parts, edge * parts, weights);
    }
    const node = (leafCount + t) * parts;
    const scale = present;
    for (let p = 0; p < parts; p++) {
      const there = present[p] as number;
      const asked = all[phaseOfPart[p] as number] as number;
      const defined = there > 0 && !(strict && there < asked);
      known[node + p] = defined ? 1 : 0;
      filled[node + p] = defined ? (sum[p] as number) / there : 0;
      coverage[node + p] = asked > 0 ? (covered[p] as number) / asked : 0;
      scale[p] = defined ? 1 / there : 0;
      sparse[node + p] = (few[p] as number) * (scale[p] as number);
    }
    for (let edge = first; edge < end; edge++) {
      const into = edge * parts;
      for (let p = 0; p < parts; p++) share[into + p] = (share[into + p] as number) * (scale[p] as number);
    }
  }
}
