import type { Plan } from "./compile.ts";
import type { Condensed } from "./condense.ts";
import { partSums, readPart, scoreLeaves } from "./part-values.ts";
import { partSpread, slopes, squareLeaves } from "./part-variance.ts";
import { simpleLeaves, simpleSample } from "./simple-sample.ts";

/** Squared influences by node and part, leaves filled in, and the products they are made of. */
export type SquareGround = {
  /** By slot and part. */
  readonly reach: Float64Array;
  readonly square: Float64Array;
  /** The bound of their rounding, and what few answers add. */
  readonly scale: Float64Array;
  readonly few: Float64Array;
  /** By pair of columns and part. */
  readonly products: Float64Array;
};

/** What variances need of the leaves, and room for what the tree makes of it. Rows of parts or cells, one after another. */
export type SpreadGround = SquareGround & {
  /** By leaf and part. */
  readonly slope: Float64Array;
  /** By node and cell, leaves filled in: the weighted total of influences. */
  readonly total: Float64Array;
  /** By tree node and part: squared influences by weight alone, and the bound of their rounding. */
  readonly plain: Float64Array;
  readonly plainSize: Float64Array;
  /** Of parts whose respondents do not weigh alike; undefined where there is none. */
  readonly simple: SquareGround | undefined;
};

/**
 * What the leaves of a plan say in every part, laid out for going through all parts at once: a row a node, an entry a part.
 * Weights of a tree have no say in it. Entries of tree nodes, slots and edges are room to work in.
 */
export type LeafGround = {
  readonly parts: number;
  readonly cells: number;
  /** By cell. */
  readonly partOfCell: Int32Array;
  /** The phases parts are of, and by part the place of its own. */
  readonly phases: readonly (string | undefined)[];
  readonly phaseOfPart: Int32Array;
  /** By node, leaves filled in: 1 where every part has a value of full coverage that rests on no few answers. */
  readonly whole: Uint8Array;
  /** By node and part, leaves filled in: 1 where it has a value, and the value, 0 where it has none. */
  readonly known: Float64Array;
  readonly filled: Float64Array;
  readonly coverage: Float64Array;
  readonly sparse: Float64Array;
  /** By tree node and part: the effective size a value would have. */
  readonly neff: Float64Array;
  /** By tree node and part: Σ weight of its respondents, and the share of their owners who answered. */
  readonly weight: Float64Array;
  readonly sampled: Float64Array;
  /** By edge and part. */
  readonly share: Float64Array;
  readonly spread: SpreadGround | undefined;
};

function emptySpread(plan: Plan, condensed: Condensed, parts: number, cells: number): SpreadGround {
  const { columns, products, simple, simpleRow } = condensed;
  const pairs = (columns * (columns + 1)) / 2;
  const turned = (from: Float64Array, rowOf: (part: number) => number) => {
    const into = new Float64Array(pairs * parts);
    for (let part = 0; part < parts; part++) {
      const row = rowOf(part);
      if (row < 0) continue;
      for (let pair = 0; pair < pairs; pair++) into[pair * parts + part] = from[row * pairs + pair] as number;
    }
    return into;
  };
  const byNode = () => new Float64Array(plan.nodes.length * parts);
  const byTreeNode = () => new Float64Array((plan.nodes.length - plan.leafCount) * parts);
  const reach = new Float64Array(plan.slotLeaf.length * parts);
  const squares = (from: Float64Array, rowOf: (part: number) => number): SquareGround => ({
    reach,
    square: byNode(),
    scale: byNode(),
    few: byNode(),
    products: turned(from, rowOf),
  });
  return {
    ...squares(products, (part) => part),
    slope: new Float64Array(plan.leafCount * parts),
    total: new Float64Array(plan.nodes.length * cells),
    plain: byTreeNode(),
    plainSize: byTreeNode(),
    simple: simple.length === 0 ? undefined : squares(simple, (part) => simpleRow[part] as number),
  };
}

/**
 * Lays the leaves of a plan out for `remeasure`; costs about as much as measuring once.
 * @param condensed whose groups are one part each
 * @param intervals with products, and what standard errors need
 */
export function leafGround(plan: Plan, condensed: Condensed, intervals: boolean): LeafGround {
  const { arrangement } = condensed;
  const parts = arrangement.partPhase.length;
  const cells = arrangement.cells.length;
  const phases = [...new Set(arrangement.partPhase)];
  const byNode = () => new Float64Array(plan.nodes.length * parts);
  const byTreeNode = () => new Float64Array((plan.nodes.length - plan.leafCount) * parts);
  const ground: LeafGround = {
    parts,
    cells,
    partOfCell: new Int32Array(cells),
    phases,
    phaseOfPart: Int32Array.from(arrangement.partPhase, (phase) => phases.indexOf(phase)),
    whole: new Uint8Array(plan.nodes.length).fill(1, 0, plan.leafCount),
    known: byNode(),
    filled: byNode(),
    coverage: byNode(),
    sparse: byNode(),
    neff: byTreeNode(),
    weight: byTreeNode(),
    sampled: byTreeNode(),
    share: new Float64Array(plan.edgeChild.length * parts),
    spread: intervals ? emptySpread(plan, condensed, parts, cells) : undefined,
  };
  const sums = partSums(plan);
  const spread = partSpread(plan, 0);
  const simple = simpleSample(plan);
  for (let part = 0; part < parts; part++) {
    readPart(plan, condensed, part, sums);
    scoreLeaves(plan, sums);
    for (let leaf = 0; leaf < plan.leafCount; leaf++) {
      const there = !Number.isNaN(sums.value[leaf] as number);
      if (!there || sums.sparse[leaf] !== 0) ground.whole[leaf] = 0;
      ground.known[leaf * parts + part] = there ? 1 : 0;
      ground.filled[leaf * parts + part] = there ? (sums.value[leaf] as number) : 0;
      ground.coverage[leaf * parts + part] = sums.coverage[leaf] as number;
      ground.sparse[leaf * parts + part] = sums.sparse[leaf] as number;
    }
    for (let node = plan.leafCount; node < plan.nodes.length; node++) {
      const weight = sums.weight[node] as number;
      const at = (node - plan.leafCount) * parts + part;
      ground.neff[at] = (weight * weight) / (sums.weightSquared[node] as number);
      ground.weight[at] = weight;
      ground.sampled[at] = (sums.sampled[node] as number) / weight;
    }
    const [from, end] = [arrangement.cellStart[part] as number, arrangement.cellStart[part + 1] as number];
    ground.partOfCell.fill(part, from, end);
    const into = ground.spread;
    if (!into) continue;
    slopes(plan, sums, spread);
    squareLeaves(plan, condensed, part, spread);
    if (into.simple) simpleLeaves(plan, condensed, part, sums, spread, simple);
    for (let leaf = 0; leaf < plan.leafCount; leaf++) {
      const at = leaf * parts + part;
      const slope = spread.slope[leaf] as number;
      into.slope[at] = slope;
      into.square[at] = spread.own[leaf] as number;
      into.scale[at] = spread.ownScale[leaf] as number;
      into.few[at] = spread.ownFew[leaf] as number;
      if (into.simple) {
        into.simple.square[at] = simple.own[leaf] as number;
        into.simple.scale[at] = simple.ownScale[leaf] as number;
      }
      for (let cell = from; cell < end; cell++)
        into.total[leaf * cells + cell] =
          slope * (condensed.totals[cell * condensed.columns + (plan.column[leaf] as number)] as number);
    }
  }
  return ground;
}
