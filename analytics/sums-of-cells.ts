/**
 * A sum that readers can form: `whole` is made of `parts`, so whoever knows all but one knows that one too.
 * additive: people of the parts are apart and add up to those of the whole (units, phases, modes); otherwise only the
 * values are tied, by known weights (what an index is made of).
 */
export type CellRelation = {
  readonly whole: number;
  readonly parts: readonly number[];
  readonly additive: boolean;
  /** Additive: whether means times their owners add up too, as they do not where owners differ from item to item; true when left out. */
  readonly holds?: boolean;
  /** Not additive: what each part weighs. */
  readonly weights?: readonly number[];
  /** Relations of one system are solved together, all additive or none: of one node along units, or of one place along nodes. */
  readonly system: string;
};

/** Values, or how many answered. */
export type SumKind = "values" | "counts";

/** What sums are made of. */
export type SummedCells = {
  /** Answers of each cell. */
  readonly n: ArrayLike<number>;
  /** Owners that these stand for. */
  readonly owners: ArrayLike<number>;
  /** 1 where nobody answered and no reader knows it. */
  readonly untold: Uint8Array;
};

/** Relative difference of two sums of owners that are the same up to rounding. */
const ROUNDING = 1e-9;

function isIn({ n, untold }: SummedCells, cell: number): boolean {
  return (n[cell] ?? 0) > 0 || untold[cell] === 1;
}

/** Who is in a relation: its parts that have answers, or may have some for all a reader knows, and its whole last. */
export function membersOf(cells: SummedCells, { whole, parts }: CellRelation): readonly number[] {
  return [...parts.filter((cell) => isIn(cells, cell)), whole];
}

/** What a whole counts in a sum of its parts: once where these stand for as many owners as it does itself. */
function factorOfWhole(owners: number, ofParts: number): number {
  const share = ofParts / owners;
  return Math.abs(share - 1) < ROUNDING ? 1 : share;
}

/**
 * What each member of a relation counts in its sum, the whole last. Means are taken times their owners, so that they add up
 * as counts do.
 */
export function saysOf(
  cells: SummedCells,
  { whole, parts, additive, weights }: CellRelation,
  kind: SumKind,
): readonly number[] {
  const { n, owners, untold } = cells;
  const byOwners = additive && kind === "values";
  const isEmpty = (n[whole] ?? 0) === 0;
  const says: number[] = [];
  let ofParts = 0;
  for (const [at, cell] of parts.entries()) {
    if (!isIn(cells, cell)) continue;
    // what nobody answered has no say in an index; of a place where nobody answered anything readers suppose that all was answered
    const own = (n[cell] ?? 0) > 0 || isEmpty ? (weights?.[at] ?? 1) : 0;
    const say = byOwners ? (owners[cell] ?? 0) : additive ? 1 : own;
    ofParts += say;
    says.push(byOwners && (say !== 0 || untold[cell] === 1) ? 1 : say);
  }
  if (!byOwners) return [...says, additive ? -1 : -ofParts];
  const behind = owners[whole] ?? 0;
  // where no owners stand behind anything, what may differ is still a sum of what may differ in the parts
  const factor = behind === 0 ? Number(says.some((say) => say !== 0)) : factorOfWhole(behind, ofParts);
  return [...says, -factor];
}
