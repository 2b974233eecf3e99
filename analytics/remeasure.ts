import { climbAll } from "./climb-all.ts";
import type { Plan } from "./compile.ts";
import type { Condensed } from "./condense.ts";
import type { LeafGround, SpreadGround, SquareGround } from "./leaf-ground.ts";
import { ROUNDING } from "./part-variance.ts";
import type { ReadingTable } from "./reading-table.ts";
import { designEffectOf } from "./simple-sample.ts";

/** How far a deviation in a leaf moves each node above it, as `reachOfSlots` of all parts. */
function reachAll(plan: Plan, { parts, share }: LeafGround, { slope, reach }: SpreadGround): void {
  const { slotLeaf, slotBelow, slotEdge } = plan;
  for (let slot = slotLeaf.length - 1; slot >= 0; slot--) {
    const below = slotBelow[slot] as number;
    const from = below < 0 ? slope : reach;
    const first = (below < 0 ? (slotLeaf[slot] as number) : below) * parts;
    const edge = (slotEdge[slot] as number) * parts;
    const into = slot * parts;
    for (let p = 0; p < parts; p++)
      reach[into + p] = (share[edge + p] as number) * (from[first + p] as number);
  }
}

/** Sums, over a run of pairs, of reach times product into `row`; four at a time, added in their order. */
function addRun(
  { reach, products }: SquareGround,
  parts: number,
  slot: number,
  place: number,
  length: number,
  row: Float64Array,
): void {
  row.fill(0);
  let r = 0;
  for (; r + 4 <= length; r += 4) {
    const b = (slot + r) * parts;
    const at = (place + r) * parts;
    for (let p = 0; p < parts; p++)
      row[p] =
        (row[p] as number) +
        (reach[b + p] as number) * (products[at + p] as number) +
        (reach[b + parts + p] as number) * (products[at + parts + p] as number) +
        (reach[b + 2 * parts + p] as number) * (products[at + 2 * parts + p] as number) +
        (reach[b + 3 * parts + p] as number) * (products[at + 3 * parts + p] as number);
  }
  for (; r < length; r++) {
    const b = (slot + r) * parts;
    const at = (place + r) * parts;
    for (let p = 0; p < parts; p++)
      row[p] = (row[p] as number) + (reach[b + p] as number) * (products[at + p] as number);
  }
}

/** Squared influences of the tree nodes: twice the products that meet in them, and their children's, as `spreadPart`. */
function squareAll(plan: Plan, { parts, share }: LeafGround, spread: SquareGround): void {
  const { leafCount, edgeStart, edgeChild, runStart, runA, runB, runPlace, runLength } = plan;
  const { square, scale, few, reach } = spread;
  const [row, sum] = [new Float64Array(parts), new Float64Array(parts)];
  for (let t = edgeStart.length - 2; t >= 0; t--) {
    sum.fill(0);
    for (let run = runStart[t] as number; run < (runStart[t + 1] as number); run++) {
      addRun(spread, parts, runB[run] as number, runPlace[run] as number, runLength[run] as number, row);
      const a = (runA[run] as number) * parts;
      for (let p = 0; p < parts; p++)
        sum[p] = (sum[p] as number) + (reach[a + p] as number) * (row[p] as number);
    }
    const node = (leafCount + t) * parts;
    for (let p = 0; p < parts; p++) square[node + p] = 2 * (sum[p] as number);
    scale.fill(0, node, node + parts);
    few.fill(0, node, node + parts);
    for (let edge = edgeStart[t] as number; edge < (edgeStart[t + 1] as number); edge++) {
      const child = (edgeChild[edge] as number) * parts;
      const from = edge * parts;
      for (let p = 0; p < parts; p++) {
        const part = share[from + p] as number;
        square[node + p] = (square[node + p] as number) + part * part * (square[child + p] as number);
        scale[node + p] = (scale[node + p] as number) + part * (scale[child + p] as number);
        few[node + p] = (few[node + p] as number) + part * part * (few[child + p] as number);
      }
    }
  }
}

/** Weighted totals of the influences in every cell. */
function totalAll(
  plan: Plan,
  { parts, cells, partOfCell, share }: LeafGround,
  { total }: SpreadGround,
): void {
  const { leafCount, edgeStart, edgeChild } = plan;
  for (let t = edgeStart.length - 2; t >= 0; t--) {
    const node = (leafCount + t) * cells;
    total.fill(0, node, node + cells);
    for (let edge = edgeStart[t] as number; edge < (edgeStart[t + 1] as number); edge++) {
      const child = (edgeChild[edge] as number) * cells;
      const from = edge * parts;
      for (let c = 0; c < cells; c++)
        total[node + c] =
          (total[node + c] as number) +
          (share[from + (partOfCell[c] as number)] as number) * (total[child + c] as number);
    }
  }
}

/** What the squares of the tree nodes are by weight alone, before strata take anything off. */
function plainAll(
  plan: Plan,
  { simpleRow, simpleRatio }: Condensed,
  { parts }: LeafGround,
  { square, scale, plain, plainSize, simple }: SpreadGround,
): void {
  const first = plan.leafCount * parts;
  for (let node = first; node < plan.nodes.length * parts; node += parts) {
    for (let p = 0; p < parts; p++) {
      const at = node + p;
      const apart = simple !== undefined && (simpleRow[p] as number) >= 0;
      const ratio = simpleRatio[p] as number;
      const [from, times] = apart ? [simple, 1] : [undefined, ratio];
      plain[at - first] = times * ((from?.square ?? square)[at] as number);
      plainSize[at - first] = times * ((from?.scale ?? scale)[at] as number) ** 2;
    }
  }
}

/** Takes from the squares what the totals of strata take off, and leaves exactly 0 where only rounding is left. */
function centreAll(
  plan: Plan,
  { localStart, local, centre }: Condensed["arrangement"],
  { parts, cells, partOfCell }: LeafGround,
  { square, scale, total }: SpreadGround,
): void {
  const ofStratum = new Float64Array(centre.length);
  const stratum = Int32Array.from(
    { length: cells },
    (_, c) => (localStart[partOfCell[c] as number] as number) + (local[c] as number),
  );
  for (let i = plan.leafCount; i < plan.nodes.length; i++) {
    const [node, cell] = [i * parts, i * cells];
    ofStratum.fill(0);
    for (let c = 0; c < cells; c++) {
      const at = stratum[c] as number;
      ofStratum[at] = (ofStratum[at] as number) + (total[cell + c] as number);
    }
    for (let p = 0; p < parts; p++) {
      let own = square[node + p] as number;
      for (let at = localStart[p] as number; at < (localStart[p + 1] as number); at++)
        own -= (centre[at] as number) * (ofStratum[at] as number) * (ofStratum[at] as number);
      const about = scale[node + p] as number;
      square[node + p] = own > ROUNDING * about * about ? own : 0;
    }
  }
}

/** Standard errors of the tree nodes, what their intervals are made of, and their design effects. */
function writeErrors(
  plan: Plan,
  { parts, known, weight, sampled }: LeafGround,
  { square, few, plain, plainSize }: SpreadGround,
  pooled: boolean,
  { se, intervalSe, deff, n }: ReadingTable,
): void {
  const width = plan.nodes.length;
  for (let p = 0; p < parts; p++) {
    for (let i = plan.leafCount; i < width; i++) {
      const from = i * parts + p;
      const there = known[from] === 1;
      const variance = square[from] as number;
      se[p * width + i] = there ? Math.sqrt(variance) : Number.NaN;
      intervalSe[p * width + i] = there
        ? Math.sqrt(variance + (pooled ? (few[from] as number) : 0))
        : Number.NaN;
      const at = from - plan.leafCount * parts;
      const all = weight[at] as number;
      deff[p * width + i] = there
        ? designEffectOf(
            variance,
            all * (plain[at] as number),
            all * (plainSize[at] as number),
            n[p * width + i] as number,
            sampled[at] as number,
          )
        : Number.NaN;
    }
  }
}

/**
 * Puts values and standard errors of the tree's nodes into a table whose leaves stand: what other weights make of them.
 * The same arithmetic in the same order as `measure` part by part, so the same to the last bit; all parts go through each
 * step together, which is what makes it quick.
 * @param condensed the sums the table was made of
 * @param ground of the plan's leaves in them
 * @param pooled whether intervals count what few answers add
 */
export function remeasure(
  plan: Plan,
  condensed: Condensed,
  ground: LeafGround,
  pooled: boolean,
  table: ReadingTable,
): void {
  climbAll(plan, ground);
  const { parts, known, filled, coverage, sparse, neff } = ground;
  const width = plan.nodes.length;
  for (let p = 0; p < parts; p++) {
    for (let i = plan.leafCount; i < width; i++) {
      const at = p * width + i;
      const there = known[i * parts + p] === 1;
      table.value[at] = there ? (filled[i * parts + p] as number) : Number.NaN;
      table.coverage[at] = coverage[i * parts + p] as number;
      table.sparse[at] = sparse[i * parts + p] as number;
      table.neff[at] = there ? (neff[(i - plan.leafCount) * parts + p] as number) : Number.NaN;
    }
  }
  if (!ground.spread) return;
  reachAll(plan, ground, ground.spread);
  squareAll(plan, ground, ground.spread);
  if (ground.spread.simple) squareAll(plan, ground, ground.spread.simple);
  plainAll(plan, condensed, ground, ground.spread);
  totalAll(plan, ground, ground.spread);
  centreAll(plan, condensed.arrangement, ground, ground.spread);
  writeErrors(plan, ground, ground.spread, pooled, table);
}
