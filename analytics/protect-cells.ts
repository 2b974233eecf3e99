/**
 * A sum that readers can form: `whole` is made of `parts`, so whoever knows all but one knows that one too.
 * additive: people of the parts are apart and add up to those of the whole (units, phases, modes); otherwise only the
 * values are tied, by known weights (what an index is made of).
 */
export type CellRelation = {
  readonly whole: number;
  readonly parts: readonly number[];
  readonly additive: boolean;
};

/** What is shown of a cell: value and n, n alone, or nothing. */
export type CellProtection = "shown" | "n-only" | "hidden" | "empty";

export type ProtectionRule = {
  /** Fewer answers than that: not even n. */
  readonly floor: number;
  /** Fewer answers than that: no value; also what hidden cells of a sum must have together. */
  readonly minimum: number;
};

type Shelf = {
  readonly n: ArrayLike<number>;
  readonly relations: readonly CellRelation[];
  readonly rule: ProtectionRule;
  /** 1 where no value is shown. */
  readonly withheld: Uint8Array;
  /** 1 where not even n is shown. */
  readonly hidden: Uint8Array;
  readonly fixed: (cell: number) => boolean;
};

function smallest(shelf: Shelf, cells: readonly number[]): number | undefined {
  let best: number | undefined;
  for (const cell of cells) {
    if (best === undefined || (shelf.n[cell] ?? 0) < (shelf.n[best] ?? 0)) best = cell;
  }
  return best;
}

/**
 * The cell to hide next so that the members marked in `marks` cannot be solved for: the part with the fewest answers,
 * the whole when no part is left; undefined when the relation gives nothing away.
 */
function nextToHide(
  shelf: Shelf,
  { whole, parts, additive }: CellRelation,
  marks: Uint8Array,
): number | undefined {
  const { n, rule, fixed } = shelf;
  const alive = parts.filter((cell) => (n[cell] ?? 0) > 0);
  const marked = alive.filter((cell) => marks[cell] === 1);
  const wholeMarked = marks[whole] === 1;
  const count = marked.length + (wholeMarked ? 1 : 0);
  if (count === 0) return undefined;
  const together = marked.reduce((sum, cell) => sum + (n[cell] ?? 0), 0);
  const tooFew = additive && !wholeMarked && together < rule.minimum;
  if (count > 1 && !tooFew) return undefined;
  const open = alive.filter((cell) => marks[cell] === 0 && !fixed(cell));
  // a value that is withheld anyway costs least to hide altogether
  const cheap = smallest(
    shelf,
    open.filter((cell) => shelf.withheld[cell] === 1),
  );
  return cheap ?? smallest(shelf, open) ?? (wholeMarked || fixed(whole) ? undefined : whole);
}

/**
 * Decides which cells to hide besides those with too few answers, so that no hidden one follows from the shown ones:
 * in every relation no member, or at least two, are withheld, and withheld parts of a shown whole have at least
 * `minimum` answers together. What is hidden for one relation is looked at again in every other it stands in, until
 * nothing changes. Same cells, same answer, whatever their order but for ties.
 * @param n answers of each cell; 0 where nobody was asked or answered, which is no secret
 * @param fixed cells whose protection is decided elsewhere and shown already; they are never hidden here
 */
export function protectCells(
  n: ArrayLike<number>,
  relations: readonly CellRelation[],
  rule: ProtectionRule,
  fixed: (cell: number) => boolean = () => false,
  before?: readonly CellProtection[],
): CellProtection[] {
  const withheld = new Uint8Array(n.length);
  const hidden = new Uint8Array(n.length);
  for (let cell = 0; cell < n.length; cell++) {
    const count = n[cell] ?? 0;
    const known = before?.[cell];
    withheld[cell] = count > 0 && (count < rule.minimum || known === "hidden" || known === "n-only") ? 1 : 0;
    hidden[cell] = count > 0 && (count < rule.floor || known === "hidden") ? 1 : 0;
  }
  const shelf: Shelf = { n, relations, rule, withheld, hidden, fixed };
  const memberships: number[][] = Array.from({ length: n.length }, () => []);
  for (const [at, { whole, parts }] of relations.entries())
    for (const cell of [whole, ...parts]) memberships[cell]?.push(at);

  const waiting = new Set(relations.keys());
  for (const at of waiting) {
    waiting.delete(at);
    const relation = relations[at];
    if (!relation) continue;
    const next =
      nextToHide(shelf, relation, withheld) ??
      (relation.additive ? nextToHide(shelf, relation, hidden) : undefined);
    if (next === undefined) continue;
    withheld[next] = 1;
    hidden[next] = 1;
    for (const other of memberships[next] ?? []) waiting.add(other);
    waiting.add(at);
  }
  return Array.from(n, (count, cell) => {
    if (!(count > 0)) return "empty";
    if (hidden[cell] === 1) return "hidden";
    return withheld[cell] === 1 ? "n-only" : "shown";
  });
}
