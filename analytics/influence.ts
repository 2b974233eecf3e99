import type { Plan } from "./compile.ts";
import type { Condensed } from "./condense.ts";
import { type Cell, pairIndex } from "./moments.ts";
import { climb, partSums, readPart } from "./part-values.ts";
import { partSpread, reachOfSlots } from "./part-variance.ts";
import type { PhaseShares } from "./phase-shares.ts";

/**
 * How a respondent's answers move an estimate, before the respondent's weight:
 * z = Σ over leaves with a valid answer of reach · answer − level. One entry a leaf.
 */
export type Influence = { readonly reach: Float64Array; readonly level: Float64Array };

export function differenceOfInfluence(a: Influence, b: Influence): Influence {
  return {
    reach: a.reach.map((reach, leaf) => reach - (b.reach[leaf] ?? 0)),
    level: a.level.map((level, leaf) => level - (b.level[leaf] ?? 0)),
  };
}

/** Σz and Σz² over a cell's respondents, from the cell's pair sums. */
export function influenceSums(
  plan: Plan,
  cell: Cell,
  { reach, level }: Influence,
): { total: number; square: number } {
  const k = plan.columns.length;
  let total = 0;
  let square = 0;
  for (let a = 0; a < plan.answerCount; a++) {
    const [reachA, levelA] = [reach[a] ?? 0, level[a] ?? 0];
    if (reachA === 0 && levelA === 0) continue;
    const own = plan.diagonal[a] ?? 0;
    const [n, sum, raw] = [cell.n[own] ?? 0, cell.sumA[own] ?? 0, cell.sumAB[own] ?? 0];
    total += reachA * sum - levelA * n;
    square += reachA * (reachA * raw - levelA * sum) - levelA * (reachA * sum - levelA * n);
    for (let b = a + 1; b < plan.answerCount; b++) {
      const [reachB, levelB] = [reach[b] ?? 0, level[b] ?? 0];
      if (reachB === 0 && levelB === 0) continue;
      const [i, j] = [plan.column[a] ?? 0, plan.column[b] ?? 0];
      const place = pairIndex(Math.min(i, j), Math.max(i, j), k);
      const ofA = (i <= j ? cell.sumA[place] : cell.sumB[place]) ?? 0;
      const ofB = (i <= j ? cell.sumB[place] : cell.sumA[place]) ?? 0;
      square +=
        2 *
        (reachA * (reachB * (cell.sumAB[place] ?? 0) - levelB * ofA) -
          levelA * (reachB * ofB - levelB * (cell.n[place] ?? 0)));
    }
  }
  return { total, square };
}

/** The influence of a group's answers on its nodes: for each of the group's cells, one influence a node. */
export function influencesOf(
  plan: Plan,
  condensed: Condensed,
  g: number,
  shares: PhaseShares | undefined,
): ReadonlyMap<Cell, readonly Influence[]> {
  const { arrangement } = condensed;
  const sums = partSums(plan);
  const spread = partSpread(plan, 0);
  const result = new Map<Cell, readonly Influence[]>();
  for (let part = arrangement.partStart[g] ?? 0; part < (arrangement.partStart[g + 1] ?? 0); part++) {
    readPart(plan, condensed, part, sums);
    climb(plan, arrangement.partPhase[part], sums);
    reachOfSlots(plan, sums, spread);
    const influences = plan.nodes.map((_, node): Influence => {
      const share = shares === undefined ? 1 : (shares.share[part]?.[node] ?? 0);
      const reach = new Float64Array(plan.leafCount);
      const t = node - plan.leafCount;
      if (t < 0) reach[node] = share * (spread.slope[node] ?? 0);
      else {
        for (let slot = plan.slotStart[t] ?? 0; slot < (plan.slotStart[t + 1] ?? 0); slot++) {
          const leaf = plan.slotLeaf[slot] ?? 0;
          reach[leaf] = (reach[leaf] ?? 0) + share * (spread.reach[slot] ?? 0);
        }
      }
      return { reach, level: reach.map((value, leaf) => value * (sums.mean[leaf] ?? 0)) };
    });
    for (let at = arrangement.cellStart[part] ?? 0; at < (arrangement.cellStart[part + 1] ?? 0); at++) {
      const cell = arrangement.cells[at];
      if (cell !== undefined) result.set(cell, influences);
    }
  }
  return result;
}
