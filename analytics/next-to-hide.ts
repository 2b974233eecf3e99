import type { Differences } from "./solved-cells.ts";
import type { CellRelation, SumKind } from "./sums-of-cells.ts";
import type { SystemsOfSums } from "./systems-of-sums.ts";

export type ProtectionRule = {
  /** Fewer answers than that: not even n. */
  readonly floor: number;
  /** Fewer answers than that: no value; also what hidden cells of a sum must have together. */
  readonly minimum: number;
};

/** Below it a difference is rounding. */
export const ROUNDING = 1e-9;

/** More than what any answers cost: hiding again what is shown for a trial is the last resort. */
const DEAR = 1e12;

/**
 * How a cell stands that was withheld to keep others company: shown again for a trial, shown as it is known anyway, hidden once more, or
 * shown for good as it was known even then.
 */
export const [TRIED, FREED, AGAIN, SETTLED] = [1, 2, 3, 4] as const;

/** What is decided so far of some cells, and by which rule. */
export type Shelf = {
  readonly n: ArrayLike<number>;
  /** The first cell of earlier tables. */
  readonly first: number;
  readonly rule: ProtectionRule;
  /** 1 where no value is shown. */
  readonly withheld: Uint8Array;
  /** 1 where not even n is shown. */
  readonly hidden: Uint8Array;
  readonly cost: Float64Array;
  /** TRIED, FREED, AGAIN or SETTLED, 0 of all others. What is freed lends nobody company, but where nothing else can. */
  readonly freed: Uint8Array;
  readonly secret: (cell: number, kind: SumKind) => boolean;
};

/** A part that is all there is of a whole stands for the whole: hiding one means hiding the other. */
export function costsOf(members: readonly (readonly number[])[], costs: Float64Array): Float64Array {
  const chains = members.flatMap(([only, whole, more]) => {
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

/**
 * The cell that costs least to hide; undefined when none may be.
 * @param orFreed where nothing else is left, what was freed too: what it is known by may be hidden with it
 */
export function cheapest(
  { n, withheld, cost, freed, first }: Shelf,
  cells: readonly number[],
  orFreed = false,
): number | undefined {
  let best: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const cell of cells) {
    if (cell >= first || cost[cell] === Number.POSITIVE_INFINITY) continue;
    if (freed[cell] === SETTLED || (freed[cell] === FREED && !orFreed)) continue;
    // a value that is withheld anyway costs least to hide altogether
    const isCheap = withheld[cell] === 1 && freed[cell] === 0;
    const own = isCheap ? -1 / (1 + (n[cell] ?? 0)) : (cost[cell] ?? 0);
    const price = DEAR * (freed[cell] ?? 0) + own;
    if (price < least) [best, least] = [cell, price];
  }
  return best;
}

/** The cell to hide next so that the members marked in `marks` do not follow from this one relation; undefined when none does. */
export function nextToHide(
  shelf: Shelf,
  relation: CellRelation,
  members: readonly number[],
  marks: Uint8Array,
  kind: SumKind,
): number | undefined {
  const { n, rule, secret } = shelf;
  const marked = members.filter((cell) => marks[cell] === 1);
  if (marked.length === 0) return undefined;
  const together = marked.reduce((sum, cell) => sum + (n[cell] ?? 0), 0);
  const few = kind === "counts" ? rule.floor : rule.minimum;
  const tooFew = relation.additive && marks[relation.whole] !== 1 && together < few;
  // what is all there is of an index is the index: the two are told together or not at all
  const same = !relation.additive && members.length === 2;
  if (!tooFew && (marked.length > 1 || !(same || marked.every((cell) => secret(cell, kind)))))
    return undefined;
  return cheapest(
    shelf,
    members.filter((cell) => marks[cell] === 0),
  );
}

/** Cells that must not be known and are: those that follow, or those few that remain of a sum when what follows is known. */
export function toldBy(
  { n, rule, secret }: Shelf,
  { relations, members }: SystemsOfSums,
  own: readonly number[],
  marks: Uint8Array,
  { cells, values }: Differences,
  kind: SumKind,
): readonly number[] {
  const solved = cells.filter((_, at) => values.every((each) => Math.abs(each[at] as number) < ROUNDING));
  const follows = solved.filter((cell) => secret(cell, kind)).toSorted((a, b) => a - b);
  if (follows.length > 0 || solved.length === 0) return follows;
  const known = new Set(solved);
  // how many answered may be told from the floor on
  const few = kind === "counts" ? rule.floor : rule.minimum;
  const alone = own.flatMap((at) => {
    const { additive, whole } = relations[at] as CellRelation;
    if (!additive || (marks[whole] === 1 && !known.has(whole))) return [];
    const rest = (members[at] ?? []).filter((cell) => marks[cell] === 1 && !known.has(cell));
    return rest.reduce((sum, cell) => sum + (n[cell] ?? 0), 0) < few ? rest : [];
  });
  return [...new Set(alone)];
}
