import type { Plan } from "./compile.ts";
import type { Condensed } from "./condense.ts";
import { type Cell, pairIndex } from "./moments.ts";
import { climb, partSums, readPart } from "./part-values.ts";
import { partSpread, reachOfSlots } from "./part-variance.ts";
import type { PhaseShares } from "./phase-shares.ts";

/**
 * How a respondent's answers move an estimate, before the respondent's weight:
 * z = Σ over columns with a valid answer of reach · value − level. One entry a column of the moments.
 */
export type Influence = { readonly reach: Float64Array; readonly level: Float64Array };

/** a · one influence + b · another. */
export function combineInfluences(a: number, one: Influence, b: number, other: Influence): Influence {
  return {
    reach: one.reach.map((reach, column) => a * reach + b * (other.reach[column] ?? 0)),
    level: one.level.map((level, column) => a * level + b * (other.level[column] ?? 0)),
  };
}

/** Σz and Σz² over a cell's respondents, from the cell's pair sums. */
export function influenceSums(cell: Cell, { reach, level }: Influence): { total: number; square: number } {
  const k = reach.length;
  let total = 0;
  let square = 0;
  for (let a = 0; a < k; a++) {
    const [reachA, levelA] = [reach[a] as number, level[a] as number];
    if (reachA === 0 && levelA === 0) continue;
    const own = pairIndex(a, a, k);
    const [n, sum, raw] = [cell.n[own] as number, cell.sumA[own] as number, cell.sumAB[own] as number];
    total += reachA * sum - levelA * n;
    square += reachA * (reachA * raw - levelA * sum) - levelA * (reachA * sum - levelA * n);
    for (let b = a + 1, place = own + 1; b < k; b++, place++) {
      const [reachB, levelB] = [reach[b] as number, level[b] as number];
      if (reachB === 0 && levelB === 0) continue;
      square +=
        2 *
        (reachA * (reachB * (cell.sumAB[place] as number) - levelB * (cell.sumA[place] as number)) -
          levelA * (reachB * (cell.sumB[place] as number) - levelB * (cell.n[place] as number)));
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
      const reach = new Float64Array(plan.columns.length);
      const level = new Float64Array(plan.columns.length);
      const add = (leaf: number, pull: number) => {
        if (leaf >= plan.answerCount) return;
        const column = plan.column[leaf] as number;
        reach[column] = (reach[column] as number) + pull;
        level[column] = (level[column] as number) + pull * (sums.mean[leaf] as number);
      };
      const t = node - plan.leafCount;
      if (t < 0) add(node, share * (spread.slope[node] ?? 0));
      else
        for (let slot = plan.slotStart[t] ?? 0; slot < (plan.slotStart[t + 1] ?? 0); slot++)
          add(plan.slotLeaf[slot] ?? 0, share * (spread.reach[slot] ?? 0));
      return { reach, level };
    });
    for (let at = arrangement.cellStart[part] ?? 0; at < (arrangement.cellStart[part + 1] ?? 0); at++) {
      const cell = arrangement.cells[at];
      if (cell !== undefined) result.set(cell, influences);
    }
  }
  return result;
}
