import type { Plan } from "./compile.ts";
import type { Condensed } from "./condense.ts";
import { climb, partSums, readPart } from "./part-values.ts";

/** What a node of a group is made of: by leaf its share in the node's value (adding to 1) and its own value, NaN without one. */
export type LeafShares = { readonly share: Float64Array; readonly value: Float64Array };

/**
 * The leaves of a node as they count in a group that is one part, after weights of missing ones were shared out.
 * @param node number of the node in the plan; a leaf is made of itself
 */
export function leafShares(plan: Plan, condensed: Condensed, part: number, node: number): LeafShares {
  const sums = partSums(plan);
  readPart(plan, condensed, part, sums);
  climb(plan, condensed.arrangement.partPhase[part], sums);
  const ofNodes = new Float64Array(plan.nodes.length);
  ofNodes[node] = Number.isNaN(sums.value[node] as number) ? 0 : 1;
  // parents stand before their children
  for (let t = 0; t + 1 < plan.edgeStart.length; t++) {
    const own = ofNodes[plan.leafCount + t] as number;
    if (own === 0) continue;
    for (let edge = plan.edgeStart[t] as number; edge < (plan.edgeStart[t + 1] as number); edge++) {
      const child = plan.edgeChild[edge] as number;
      ofNodes[child] = (ofNodes[child] as number) + own * (sums.share[edge] as number);
    }
  }
  return { share: ofNodes.slice(0, plan.leafCount), value: sums.value.slice(0, plan.leafCount) };
}
