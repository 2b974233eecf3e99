import { breakOff } from "./break-off.ts";
import { knownUnions } from "./known-unions.ts";
import {
  cheapest,
  costsOf,
  nextToHide,
  type ProtectionRule,
  ROUNDING,
  type Shelf,
  toldBy,
} from "./next-to-hide.ts";
import { type ShowingKnown, showingKnown } from "./show-known.ts";
import { type Differences, generic } from "./solved-cells.ts";
import { solvingTogether } from "./solving-together.ts";
import type { CellRelation, SumKind } from "./sums-of-cells.ts";
import { systemsOf } from "./systems-of-sums.ts";

/** What is shown of a cell: value and n, n alone as it is too small or beside a value that keeps others company, or nothing. */
export type CellProtection = "shown" | "n-only" | "n-beside" | "hidden" | "empty";

function isWithheld(decided: CellProtection | undefined): boolean {
  return decided === "hidden" || decided === "n-only" || decided === "n-beside";
}

/** What is known by values of each system alone, by counts, and by values of all systems solved together. */
export const UNSEEN_KINDS = ["values", "counts", "together"] as const;
export type UnseenKind = (typeof UNSEEN_KINDS)[number];

/**
 * By kind and cell, how far two records may differ there that a reader cannot tell apart (means times owners): of two such pairs, so that
 * only what is known is 0 in both. Whatever tables a reader has, what differs does not follow from them.
 */
export type Unseen = Readonly<Record<UnseenKind, readonly [Float64Array, Float64Array]>>;

/** How many times as dear the numbers beside a told one must be before one further off is hidden first. */
const CLEARLY = 10;

export type ProtectionOptions = {
  /** What it costs to hide a cell: its answers when left out; infinite for one that must stay as it is. */
  readonly cost?: (cell: number) => number;
  /** Owners that a cell's answers stand for, which weigh it in the mean of its whole; its answers when left out. */
  readonly owners?: ArrayLike<number>;
  /** Cells that are withheld by an earlier decision. */
  readonly before?: readonly CellProtection[];
  /**
   * Which of the withheld cells must not follow from the others, as values and as counts; all when left out. The rest count as known
   * to the reader as soon as they follow: what remains hidden of a sum beside them has the `minimum` by itself, of counts the `floor`.
   */
  readonly secret?: (cell: number, kind: SumKind) => boolean;
  /**
   * Which of the withheld cells with the `minimum` may be shown after all when value and number follow anyway; those that `before` does
   * not withhold, when left out.
   */
  readonly mayShow?: (cell: number) => boolean;
  /** Cells of nobody's answers that are not told as such, and so count as withheld; none when left out. */
  readonly untold?: (cell: number) => boolean;
  /**
   * Cells from `first` on are of earlier tables and stay as they are: whatever may differ there must still be able to when
   * this table is read too. By kind, how far; the first number is that of cell `first`.
   */
  readonly earlier?: { readonly first: number; readonly unseen: Unseen };
  /** A number of the table's own, so that what may differ in it looks like nothing that may in others. */
  readonly salt?: number;
};

/** How sums of one kind are solved: whose cells are unknown, and which relations are still to be. */
type Pass = {
  readonly kind: SumKind;
  readonly marks: Uint8Array;
  readonly unsolved: Set<number>;
  readonly unseen: readonly [Float64Array, Float64Array];
};

/** What a decision leaves to be seen, and what it leaves open. */
export type Protected = { readonly protections: CellProtection[]; readonly unseen: Unseen };

type Vectors = readonly [Float64Array, Float64Array];

function vectors(length: number): Vectors {
  return [new Float64Array(length), new Float64Array(length)];
}

/**
 * Decides which cells to hide besides those with too few answers, so that no hidden one follows from the shown ones.
 * In every relation no member, or at least two, are withheld, and withheld parts of a shown whole have at least
 * `minimum` answers together; then relations that hang together are solved, and what still follows gets company until
 * nothing does. What was withheld for company and follows all the same is shown. Of earlier tables, what may differ must go on being able to: otherwise something is told of them. The cheapest go.
 * Same cells, same answer, whatever their order but for ties.
 * @param n answers of each cell; 0 where nobody was asked or answered, which is no secret unless it is untold
 */
export function protectTogether(
  n: ArrayLike<number>,
  relations: readonly CellRelation[],
  rule: ProtectionRule,
  {
    cost = (cell) => n[cell] ?? 0,
    owners = n,
    before,
    secret = () => true,
    mayShow = (cell) => !isWithheld(before?.[cell]),
    untold: isUntold = () => false,
    earlier = { first: n.length, unseen: { values: vectors(0), counts: vectors(0), together: vectors(0) } },
    salt = 0,
  }: ProtectionOptions = {},
): Protected {
  const { first } = earlier;
  const withheld = new Uint8Array(n.length);
  const hidden = new Uint8Array(n.length);
  const untold = new Uint8Array(n.length);
  for (let cell = 0; cell < first; cell++) {
    const count = n[cell] ?? 0;
    const decided = before?.[cell];
    untold[cell] = count === 0 && isUntold(cell) ? 1 : 0;
    const few = (least: number) => (count > 0 || untold[cell] === 1) && count < least;
    withheld[cell] = few(rule.minimum) || (count > 0 && isWithheld(decided)) ? 1 : 0;
    hidden[cell] = few(rule.floor) || (count > 0 && decided === "hidden") ? 1 : 0;
  }
  const isOpen = ([a, b]: readonly [Float64Array, Float64Array], at: number) => a[at] !== 0 || b[at] !== 0;
  for (let cell = first; cell < n.length; cell++) {
    withheld[cell] = isOpen(earlier.unseen.values, cell - first) ? 1 : 0;
    hidden[cell] = isOpen(earlier.unseen.counts, cell - first) ? 1 : 0;
  }
  const sums = systemsOf({ n, owners, untold }, relations, first, salt);
  const { members, naming } = sums;
  const costs = costsOf(
    members,
    Float64Array.from(n, (_, cell) => cost(cell)),
  );
  const freed = new Uint8Array(n.length);
  const shelf: Shelf = { n, first, rule, withheld, hidden, secret, cost: costs, freed };
  const passes: readonly [Pass, Pass] = [
    { kind: "values", marks: withheld, unsolved: new Set(relations.keys()), unseen: vectors(n.length) },
    { kind: "counts", marks: hidden, unsolved: new Set(), unseen: vectors(n.length) },
  ];
  const concerns = ({ kind }: Pass, at: number) => kind === "values" || sums.isAdditive(at);
  for (const at of relations.keys()) if (sums.isAdditive(at)) passes[1].unsolved.add(at);
  const waiting = new Set(relations.keys());
  const reopen = (cell: number) => {
    for (const at of naming[cell] ?? []) {
      waiting.add(at);
      for (const pass of passes) if (concerns(pass, at)) pass.unsolved.add(at);
    }
  };
  const hide = (cell: number) => {
    withheld[cell] = 1;
    hidden[cell] = 1;
    reopen(cell);
  };
  const settle = () => {
    for (const at of waiting) {
      waiting.delete(at);
      const relation = relations[at];
      if (!relation) continue;
      const own = members[at] as readonly number[];
      const next =
        nextToHide(shelf, relation, own, withheld, "values") ??
        (relation.additive ? nextToHide(shelf, relation, own, hidden, "counts") : undefined);
      if (next !== undefined) hide(next);
    }
  };
  /** Hides the cheapest of what stands beside cells that are told. */
  const giveCompany = (
    told: readonly number[],
    relation: number,
    all: readonly number[],
    marks: Uint8Array,
  ) => {
    const beside = (near: readonly number[]) =>
      cheapest(
        shelf,
        near
          .flatMap((cell) => sums.beside(cell, relation))
          .flatMap((at) => (members[at] ?? []).filter((cell) => marks[cell] === 0)),
      );
    const touched = new Set<number>();
    let away = 0;
    for (const cell of told) {
      // what hangs on a sum that just got company may have it now too
      if (sums.beside(cell, relation).some((at) => touched.has(at))) continue;
      const near = beside([cell]);
      const cost = near === undefined ? Number.POSITIVE_INFINITY : (costs[near] ?? 0);
      // where only numbers of larger groups are left beside it, one of a smaller group further off helps in the end
      const any = cost > 0 ? beside(all) : undefined;
      const further = any !== undefined && CLEARLY * (costs[any] ?? 0) < cost;
      if (further && 4 * away > told.length) continue;
      const next = further ? any : near;
      if (next === undefined) continue;
      if (further) away += 1;
      hide(next);
      for (const at of sums.beside(next, relation)) touched.add(at);
    }
    return touched.size > 0;
  };
  /** Hides the cheapest of what tells of few cells together; true when there was any. */
  const partUnions = (found: Differences, solved: readonly number[], marks: Uint8Array, kind: SumKind) => {
    const gone = new Set<number>();
    for (const union of knownUnions(shelf, found, kind)) {
      const because = [...found.because(union.flatMap((cell) => [cell, 1]))];
      const saying = sums.sayingIn(
        new Map(because.map(([place, times]) => [solved[place] as number, times])),
        kind,
      );
      if (saying.some((cell) => gone.has(cell))) continue;
      const next = cheapest(
        shelf,
        saying.filter((cell) => marks[cell] === 0 && (n[cell] ?? 0) > 0),
      );
      if (next === undefined) continue;
      hide(next);
      gone.add(next);
    }
    return gone.size > 0;
  };
  /** Solves what hangs on a relation and hides what tells too much; true when it did. */
  const close = (relation: number, { kind, marks, unsolved, unseen }: Pass): boolean => {
    const own = sums.component(relation, marks);
    for (const at of own.relations) unsolved.delete(at);
    const found = sums.solve(own.relations, marks, kind, earlier.unseen[kind]);
    if (sums.isAdditive(relation))
      for (const vector of [0, 1] as const)
        for (const [at, cell] of found.cells.entries()) {
          const value = found.values[vector][at] as number;
          unseen[vector][cell] = Math.abs(value) < ROUNDING ? 0 : value;
        }
    if (breakOff(shelf, found, own.relations, marks, (sum) => sums.sayingIn(sum, kind), hide)) return true;
    const told = toldBy(shelf, sums, own.relations, marks, found, kind);
    if (told.length > 0) return giveCompany(told, relation, own.cells, marks);
    return sums.isAdditive(relation) && partUnions(found, own.relations, marks, kind);
  };
  const [{ unseen: values }, { unseen: counts }] = passes;
  const atOnce = solvingTogether(shelf, sums, owners, earlier.unseen.together, (cell) =>
    known.mustNotFollow(cell),
  );
  const known: ShowingKnown = showingKnown(shelf, sums, mayShow, {
    unseen: { values, counts },
    together: atOnce,
    reopen,
  });
  settle();
  do {
    do {
      while (passes.some(({ unsolved }) => unsolved.size > 0))
        for (const pass of passes) for (const at of pass.unsolved) if (close(at, pass)) settle();
      if (atOnce.close(hide)) settle();
    } while (waiting.size > 0 || passes.some(({ unsolved }) => unsolved.size > 0));
    if (known.show()) settle();
  } while (waiting.size > 0 || passes.some(({ unsolved }) => unsolved.size > 0));
  for (let cell = 0; cell < first; cell++)
    for (const vector of [0, 1] as const) {
      const free = generic(cell + salt, vector);
      const inSums = (naming[cell] ?? []).some(sums.isAdditive);
      if (withheld[cell] === 1 && !inSums) values[vector][cell] = free;
      if (hidden[cell] === 1 && !inSums) counts[vector][cell] = free;
      if (withheld[cell] === 1 && !sums.isBound(cell)) atOnce.unseen[vector][cell] = free;
    }
  const protections = Array.from(n, (count, cell): CellProtection => {
    if (!(count > 0) && untold[cell] !== 1) return "empty";
    if (hidden[cell] === 1) return "hidden";
    if (withheld[cell] !== 1) return "shown";
    return count < rule.minimum ? "n-only" : "n-beside";
  });
  return {
    protections,
    unseen: { values, counts, together: atOnce.unseen },
  };
}

/** The decision of `protectTogether` for a table that divides no earlier one. */
export function protectCells(
  n: ArrayLike<number>,
  relations: readonly CellRelation[],
  rule: ProtectionRule,
  options: Omit<ProtectionOptions, "earlier"> = {},
): CellProtection[] {
  return protectTogether(n, relations, rule, options).protections;
}
