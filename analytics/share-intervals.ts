import type { Plan } from "./compile.ts";
import type { Condensed } from "./condense.ts";
import type { PhaseShares } from "./phase-shares.ts";
import type { ReadingTable } from "./reading-table.ts";
import type { Interval } from "./statistics/interval.ts";
import { weightedNetPromoterInterval } from "./statistics/net-promoter.ts";
import { weightedShareInterval } from "./statistics/proportion-interval.ts";

/** What the interval of a share or a net score is made of, on the scale 0–1 or −1–1. */
export type ShareFigures = {
  readonly value: number;
  readonly variance: number;
  /** Mean square of a single answer coded 0, 1 or −1, 0, 1. */
  readonly meanSquare: number;
  readonly n: number;
  readonly neff: number;
  readonly df: number;
  readonly fraction: number;
};

/**
 * Wilson's interval on the Korn–Graubard size for a share; for a net score the score or adjusted Wald interval on the
 * effective size. Undefined below two answers or without degrees of freedom.
 */
export function shareInterval(
  kind: "share" | "net",
  { value, variance, meanSquare, n, neff, df, fraction }: ShareFigures,
  confidence: number,
): Interval | undefined {
  if (!(n >= 2) || !(df > 0)) return undefined;
  const weightingEffect = Math.max(1, n / neff);
  const figures = { variance, n, df, weightingEffect, sampledFraction: fraction };
  if (kind === "share")
    return weightedShareInterval({ ...figures, share: Math.min(1, Math.max(0, value)) }, confidence);
  return weightedNetPromoterInterval({ ...figures, score: value, meanSquare }, confidence);
}

/** By node, the leaf of shares whose interval it has: its own, or that of the only leaf below it; −1 for all others. */
function shareLeaves(plan: Plan): Int32Array {
  return Int32Array.from(plan.nodes, (_, node) => {
    const t = node - plan.leafCount;
    const first = t < 0 ? 0 : (plan.slotStart[t] ?? 0);
    const alone = t < 0 || (plan.slotStart[t + 1] ?? 0) - first === 1;
    const leaf = t < 0 ? node : (plan.slotLeaf[first] ?? 0);
    return alone && leaf < plan.answerCount && plan.kind[leaf] !== "mean" ? leaf : -1;
  });
}

/** Puts the intervals of shares and net scores in the place of their t intervals, all groups, nodes from `first` on. */
export function addShareIntervals(
  plan: Plan,
  condensed: Condensed,
  shares: PhaseShares | undefined,
  table: ReadingTable,
  confidence: number,
  first = 0,
): void {
  const leaves = shareLeaves(plan);
  const nodes = [...leaves.keys()].filter((node) => node >= first && leaves[node] !== -1);
  const { arrangement } = condensed;
  for (let g = 0; g < table.groups.length; g++) {
    for (const node of nodes) {
      const at = g * table.nodes.length + node;
      const value = table.value[at] as number;
      if (Number.isNaN(value)) continue;
      const leaf = leaves[node] as number;
      const column = plan.column[leaf] as number;
      let meanSquare = 0;
      for (let part = arrangement.partStart[g] ?? 0; part < (arrangement.partStart[g + 1] ?? 0); part++) {
        const share = shares === undefined ? 1 : (shares.share[part]?.[node] ?? 0);
        meanSquare += share * (condensed.meanSquare[part * condensed.columns + column] as number);
      }
      const interval = shareInterval(
        plan.kind[leaf] as "share" | "net",
        {
          value: value / 100,
          variance: ((table.se[at] as number) / 100) ** 2,
          meanSquare,
          n: table.n[at] as number,
          neff: table.neff[at] as number,
          df: table.degrees[g] as number,
          fraction: arrangement.fraction[g] as number,
        },
        confidence,
      );
      table.low[at] = interval === undefined ? Number.NaN : 100 * interval.low;
      table.high[at] = interval === undefined ? Number.NaN : 100 * interval.high;
    }
  }
}
