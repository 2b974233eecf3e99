import { type Equation, solvedCells } from "./solved-cells.ts";

/**
 * A sum that readers can form: `whole` is made of `parts`, so whoever knows all but one knows that one too.
 * additive: people of the parts are apart and add up to those of the whole (units, phases, modes); otherwise only the
 * values are tied, by known weights (what an index is made of).
 */
export type CellRelation = {
  readonly whole: number;
  readonly parts: readonly number[];
  readonly additive: boolean;
  /** Not additive: what each part weighs. */
  readonly weights?: readonly number[];
  /** Relations of one system are solved together: those of one node along units, or of one place along nodes. */
  readonly system: string;
};

/** What is shown of a cell: value and n, n alone, or nothing. */
export type CellProtection = "shown" | "n-only" | "hidden" | "empty";

export type ProtectionRule = {
  /** Fewer answers than that: not even n. */
  readonly floor: number;
  /** Fewer answers than that: no value; also what hidden cells of a sum must have together. */
  readonly minimum: number;
};

export type ProtectionOptions = {
  /** What it costs to hide a cell: its answers when left out; infinite for one that is shown elsewhere already. */
  readonly cost?: (cell: number) => number;
  /** Owners that a cell's answers stand for, which weigh it in the mean of its whole; its answers when left out. */
  readonly owners?: ArrayLike<number>;
  /** Cells that are withheld by an earlier decision. */
  readonly before?: readonly CellProtection[];
  /** Which of the withheld cells must not follow from the others; all when left out. */
  readonly secret?: (cell: number) => boolean;
};

type Shelf = {
  readonly n: ArrayLike<number>;
  readonly rule: ProtectionRule;
  /** 1 where no value is shown. */
  readonly withheld: Uint8Array;
  /** 1 where not even n is shown. */
  readonly hidden: Uint8Array;
  readonly cost: Float64Array;
  readonly owners: ArrayLike<number>;
  readonly secret: (cell: number) => boolean;
};

function membersOf(n: ArrayLike<number>, { whole, parts }: CellRelation): readonly number[] {
  return [...parts.filter((cell) => (n[cell] ?? 0) > 0), whole];
}

/** A part that is all there is of a whole stands for the whole: hiding one means hiding the other. */
function costsOf(
  n: ArrayLike<number>,
  relations: readonly CellRelation[],
  cost: (cell: number) => number,
): Float64Array {
  const costs = Float64Array.from(n, (_, cell) => cost(cell));
  const chains = relations.flatMap((relation) => {
    const [only, whole, more] = membersOf(n, relation);
    return only !== undefined && whole !== undefined && more === undefined ? [[only, whole] as const] : [];
  });
  for (let changed = true; changed; ) {
    changed = false;
    for (const [only, whole] of chains) {
      const both = Math.max(costs[only] ?? 0, costs[whole] ?? 0);
      if (costs[only] === both && costs[whole] === both) continue;
      [costs[only], costs[whole]] = [both, both];
      changed = true;
    }
  }
  return costs;
}

function cheapest({ n, withheld, cost }: Shelf, cells: readonly number[]): number | undefined {
  let best: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const cell of cells) {
    // a value that is withheld anyway costs least to hide altogether
    const price = withheld[cell] === 1 ? -1 / (1 + (n[cell] ?? 0)) : (cost[cell] ?? 0);
    if (price < least) [best, least] = [cell, price];
  }
  return best;
}

/** The cell to hide next so that the members marked in `marks` do not follow from this one relation; undefined when none does. */
function nextToHide(shelf: Shelf, relation: CellRelation, marks: Uint8Array): number | undefined {
  const { n, rule, secret } = shelf;
  const members = membersOf(n, relation);
  const marked = members.filter((cell) => marks[cell] === 1);
  if (marked.length === 0) return undefined;
  const together = marked.reduce((sum, cell) => sum + (n[cell] ?? 0), 0);
  const tooFew = relation.additive && marks[relation.whole] !== 1 && together < rule.minimum;
  if (!tooFew && (marked.length > 1 || !marked.every(secret))) return undefined;
  return cheapest(
    shelf,
    members.filter((cell) => marks[cell] === 0),
  );
}

/** Marked members of relations as unknowns. Means are weighed by owners, in sums of n each counts once. */
function equationsOf(
  { n, owners }: Shelf,
  relations: readonly CellRelation[],
  marks: Uint8Array,
  kind: "values" | "counts",
): readonly Equation[] {
  return relations.flatMap((relation) => {
    const equation = new Map<number, number>();
    let whole = kind === "counts" ? 1 : 0;
    for (const [at, cell] of relation.parts.entries()) {
      if ((n[cell] ?? 0) === 0) continue;
      const say =
        kind === "counts" ? 1 : relation.additive ? (owners[cell] ?? 0) : (relation.weights?.[at] ?? 1);
      if (kind === "values") whole += say;
      if (marks[cell] === 1) equation.set(cell, say);
    }
    if (marks[relation.whole] === 1) equation.set(relation.whole, -whole);
    return equation.size === 0 ? [] : [equation];
  });
}

/**
 * Decides which cells to hide besides those with too few answers, so that no hidden one follows from the shown ones.
 * In every relation no member, or at least two, are withheld, and withheld parts of a shown whole have at least
 * `minimum` answers together; then each system of relations is solved, and what still follows gets company until
 * nothing does. The cheapest cells are hidden. Same cells, same answer, whatever their order but for ties.
 * @param n answers of each cell; 0 where nobody was asked or answered, which is no secret
 */
export function protectCells(
  n: ArrayLike<number>,
  relations: readonly CellRelation[],
  rule: ProtectionRule,
  { cost = (cell) => n[cell] ?? 0, owners = n, before, secret = () => true }: ProtectionOptions = {},
): CellProtection[] {
  const withheld = new Uint8Array(n.length);
  const hidden = new Uint8Array(n.length);
  for (let cell = 0; cell < n.length; cell++) {
    const count = n[cell] ?? 0;
    const known = before?.[cell];
    withheld[cell] = count > 0 && (count < rule.minimum || known === "hidden" || known === "n-only") ? 1 : 0;
    hidden[cell] = count > 0 && (count < rule.floor || known === "hidden") ? 1 : 0;
  }
  const shelf: Shelf = { n, rule, withheld, hidden, owners, secret, cost: costsOf(n, relations, cost) };
  const memberships: number[][] = Array.from({ length: n.length }, () => []);
  for (const [at, { whole, parts }] of relations.entries())
    for (const cell of [whole, ...parts]) memberships[cell]?.push(at);
  const systems = Map.groupBy(relations, ({ system }) => system);

  const waiting = new Set(relations.keys());
  const changed = new Set(systems.keys());
  const hide = (cell: number) => {
    withheld[cell] = 1;
    hidden[cell] = 1;
    for (const at of memberships[cell] ?? []) {
      waiting.add(at);
      changed.add(relations[at]?.system ?? "");
    }
  };
  const settle = () => {
    for (const at of waiting) {
      waiting.delete(at);
      const relation = relations[at];
      if (!relation) continue;
      const next =
        nextToHide(shelf, relation, withheld) ??
        (relation.additive ? nextToHide(shelf, relation, hidden) : undefined);
      if (next !== undefined) hide(next);
    }
  };
  /** Hides the cheapest of what stands beside some cells in a system; true when there was one. */
  const accompany = (cells: Iterable<number>, system: string, marks: Uint8Array): boolean => {
    const beside = new Set<number>();
    for (const cell of cells)
      for (const at of memberships[cell] ?? []) {
        const relation = relations[at];
        if (relation?.system === system) for (const member of membersOf(n, relation)) beside.add(member);
      }
    const next = cheapest(
      shelf,
      [...beside].filter((cell) => marks[cell] === 0),
    );
    if (next !== undefined) hide(next);
    return next !== undefined;
  };
  /** Gives company to the cells of a system that still follow; what stands further off is hidden where nothing near is left. */
  const close = (
    system: string,
    own: readonly CellRelation[],
    marks: Uint8Array,
    kind: "values" | "counts",
  ) => {
    const solved = solvedCells(equationsOf(shelf, own, marks, kind)).filter(secret);
    if (solved.length === 0) return false;
    const marked = new Set(
      own.flatMap((relation) => membersOf(n, relation)).filter((cell) => marks[cell] === 1),
    );
    return (
      accompany(solved.slice(0, 1), system, marks) ||
      accompany(solved, system, marks) ||
      accompany(marked, system, marks)
    );
  };
  settle();
  for (const system of changed) {
    changed.delete(system);
    const own = systems.get(system) ?? [];
    const additive = own.filter((relation) => relation.additive);
    const found = close(system, own, withheld, "values") || close(system, additive, hidden, "counts");
    if (!found) continue;
    changed.add(system);
    settle();
  }
  return Array.from(n, (count, cell) => {
    if (!(count > 0)) return "empty";
    if (hidden[cell] === 1) return "hidden";
    return withheld[cell] === 1 ? "n-only" : "shown";
  });
}
