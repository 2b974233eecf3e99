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
  /** Relations of one system are solved together, all additive or none: of one node along units, or of one place along nodes. */
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

/** Relative difference of two sums of owners that are the same up to rounding. */
const ROUNDING = 1e-9;

export type ProtectionOptions = {
  /** What it costs to hide a cell: its answers when left out; infinite for one that is shown elsewhere already. */
  readonly cost?: (cell: number) => number;
  /** Owners that a cell's answers stand for, which weigh it in the mean of its whole; its answers when left out. */
  readonly owners?: ArrayLike<number>;
  /** Cells that are withheld by an earlier decision. */
  readonly before?: readonly CellProtection[];
  /**
   * Which of the withheld cells must not follow from the others; all when left out. The rest count as known to the reader as soon
   * as they follow: what remains hidden of a sum beside them has the `minimum` by itself.
   */
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
function nextToHide(
  shelf: Shelf,
  relation: CellRelation,
  members: readonly number[],
  marks: Uint8Array,
): number | undefined {
  const { n, rule, secret } = shelf;
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

/** Values, or how many answered. */
type Kind = "values" | "counts";

/** What a whole counts in a sum of its parts: once where these stand for as many owners as it does itself. */
function factorOfWhole(owners: number, ofParts: number): number {
  const share = ofParts / owners;
  return Math.abs(share - 1) < ROUNDING ? 1 : share;
}

/**
 * What each member of a relation counts in its sum, the whole last. Means are taken times their owners, so that they add up
 * as counts do.
 */
function saysOf(
  { n, owners }: Shelf,
  { whole, parts, additive, weights }: CellRelation,
  kind: Kind,
): readonly number[] {
  const byOwners = additive && kind === "values";
  const says: number[] = [];
  let ofParts = 0;
  for (const [at, cell] of parts.entries()) {
    if ((n[cell] ?? 0) === 0) continue;
    const say = byOwners ? (owners[cell] ?? 0) : additive ? 1 : (weights?.[at] ?? 1);
    ofParts += say;
    says.push(byOwners && say !== 0 ? 1 : say);
  }
  const own = owners[whole] ?? 0;
  const factor = byOwners ? (own === 0 ? 0 : factorOfWhole(own, ofParts)) : additive ? 1 : ofParts;
  return [...says, -factor];
}

/** Marked members of a relation as unknowns. */
function equationOf(members: readonly number[], says: readonly number[], marks: Uint8Array): Equation {
  const equation: number[] = [];
  for (let at = 0; at < members.length; at++) {
    const [cell, say] = [members[at] as number, says[at] as number];
    if (marks[cell] === 1 && say !== 0) equation.push(cell, say);
  }
  return equation;
}

/**
 * Decides which cells to hide besides those with too few answers, so that no hidden one follows from the shown ones.
 * In every relation no member, or at least two, are withheld, and withheld parts of a shown whole have at least
 * `minimum` answers together; then relations that hang together are solved, and what still follows gets company until
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
  const members = relations.map((relation) => membersOf(n, relation));
  /** By kind and relation, what its members count; worked out when first asked for. */
  const says: Readonly<Record<Kind, (readonly number[])[]>> = { values: [], counts: [] };
  /** By cell, the relations that name it. */
  const naming: number[][] = Array.from({ length: n.length }, () => []);
  for (const [at, cells] of members.entries()) for (const cell of cells) naming[cell]?.push(at);
  const systems = new Map<string, number>();
  const systemOf = Int32Array.from(relations, ({ system }) => {
    const known = systems.get(system) ?? systems.size;
    systems.set(system, known);
    return known;
  });

  const waiting = new Set(relations.keys());
  /** Relations to be solved again, with what hangs on them. */
  const unsolved = { values: new Set(relations.keys()), counts: new Set<number>() };
  for (const [at, { additive }] of relations.entries()) if (additive) unsolved.counts.add(at);
  const hide = (cell: number) => {
    withheld[cell] = 1;
    hidden[cell] = 1;
    for (const at of naming[cell] ?? []) {
      waiting.add(at);
      unsolved.values.add(at);
      if (relations[at]?.additive) unsolved.counts.add(at);
    }
  };
  const settle = () => {
    for (const at of waiting) {
      waiting.delete(at);
      const relation = relations[at];
      if (!relation) continue;
      const own = members[at] as readonly number[];
      const next =
        nextToHide(shelf, relation, own, withheld) ??
        (relation.additive ? nextToHide(shelf, relation, own, hidden) : undefined);
      if (next !== undefined) hide(next);
    }
  };
  /** Cells that must not be known and are: those that follow, or those few that remain of a sum when what follows is known. */
  const told = (own: readonly number[], marks: Uint8Array, kind: Kind): readonly number[] => {
    const solved = solvedCells(
      own.map((at) => {
        says[kind][at] ??= saysOf(shelf, relations[at] as CellRelation, kind);
        return equationOf(members[at] as readonly number[], says[kind][at], marks);
      }),
    );
    const follows = solved.filter(secret);
    if (follows.length > 0 || solved.length === 0) return follows;
    const known = new Set(solved);
    const few = own.find((at) => {
      const { additive, whole } = relations[at] as CellRelation;
      if (!additive || (marks[whole] === 1 && !known.has(whole))) return false;
      const rest = (members[at] ?? []).filter((cell) => marks[cell] === 1 && !known.has(cell));
      return rest.length > 0 && rest.reduce((sum, cell) => sum + (n[cell] ?? 0), 0) < rule.minimum;
    });
    return few === undefined
      ? []
      : (members[few] ?? []).filter((cell) => marks[cell] === 1 && !known.has(cell));
  };
  /** What was gathered in which round, so that nothing need be forgotten in between. */
  const gathered = { relations: new Int32Array(relations.length), cells: new Int32Array(n.length) };
  let round = 0;
  /** Relations of one system that hang together by unknown cells, and these cells. */
  const component = (first: number, system: number, marks: Uint8Array) => {
    round += 1;
    const [own, cells]: [number[], number[]] = [[first], []];
    gathered.relations[first] = round;
    for (let next = 0; next < own.length; next++)
      for (const cell of members[own[next] as number] ?? []) {
        if (marks[cell] !== 1 || gathered.cells[cell] === round) continue;
        gathered.cells[cell] = round;
        cells.push(cell);
        for (const other of naming[cell] ?? []) {
          if (systemOf[other] !== system || gathered.relations[other] === round) continue;
          gathered.relations[other] = round;
          own.push(other);
        }
      }
    return { relations: own, cells };
  };
  /** Solves what hangs on a relation and hides the cheapest of what stands beside a cell that is told; true when it did. */
  const close = (first: number, marks: Uint8Array, kind: Kind): boolean => {
    const system = systemOf[first] as number;
    const own = component(first, system, marks);
    for (const at of own.relations) unsolved[kind].delete(at);
    if (own.cells.length === 0) return false;
    const cells = told(own.relations, marks, kind);
    if (cells.length === 0) return false;
    const sumsOf = (cell: number) => (naming[cell] ?? []).filter((at) => systemOf[at] === system);
    const beside = (near: readonly number[]) =>
      cheapest(
        shelf,
        near.flatMap(sumsOf).flatMap((at) => (members[at] ?? []).filter((cell) => marks[cell] === 0)),
      );
    const touched = new Set<number>();
    for (const cell of cells) {
      // what hangs on a sum that just got company may have it now too
      if (sumsOf(cell).some((at) => touched.has(at))) continue;
      const next = beside([cell]) ?? (touched.size === 0 ? (beside(cells) ?? beside(own.cells)) : undefined);
      if (next === undefined) continue;
      hide(next);
      for (const at of sumsOf(next)) touched.add(at);
    }
    return touched.size > 0;
  };
  settle();
  while (unsolved.values.size + unsolved.counts.size > 0) {
    for (const at of unsolved.values) if (close(at, withheld, "values")) settle();
    for (const at of unsolved.counts) if (close(at, hidden, "counts")) settle();
  }
  return Array.from(n, (count, cell) => {
    if (!(count > 0)) return "empty";
    if (hidden[cell] === 1) return "hidden";
    return withheld[cell] === 1 ? "n-only" : "shown";
  });
}
