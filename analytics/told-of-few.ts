import { knownUnions } from "./known-unions.ts";
import { type ProtectionRule, ROUNDING } from "./next-to-hide.ts";
import { differencesOf, type Equation } from "./solved-cells.ts";
import type { CellRelation, SumKind } from "./sums-of-cells.ts";

/** Cells of few that are told together, or one, and the shown cells that tell them. */
export type ToldOfFew = { readonly cells: readonly number[]; readonly by: readonly number[] };

/** Answers of each cell, and owners that these stand for, which weigh it in the mean of a whole. */
type Counted = { readonly n: ArrayLike<number>; readonly owners: ArrayLike<number> };

/** What each member of a relation counts, in means; or in numbers of people, where a sum of parts has them. */
function membersOf({ n, owners }: Counted, { whole, parts, additive, weights }: CellRelation, kind: SumKind) {
  const own = (cell: number) => (kind === "counts" ? 1 : (owners[cell] ?? 0));
  if (additive)
    return [...parts.map((cell) => ({ cell, times: own(cell) })), { cell: whole, times: -own(whole) }];
  if (kind === "counts") return [];
  const answered = parts.flatMap((cell, at) =>
    (n[cell] ?? 0) > 0 ? [{ cell, times: weights?.[at] ?? 0 }] : [],
  );
  return [...answered, { cell: whole, times: -answered.reduce((sum, { times }) => sum + times, 0) }];
}

/**
 * What sums tell of cells with too few answers: single ones, and two or three none of which follows while all of them together do and
 * have too few. All sums are solved at once.
 * @param counted of each cell; where there are no answers nothing is unknown
 * @param relations additive ones that hold, and of what an index is made
 * @param isWithheld whether a reader is not told the cell's value, or how many answered, as `kind` says
 */
export function toldOfFew(
  counted: Counted,
  relations: readonly CellRelation[],
  rule: ProtectionRule,
  kind: SumKind,
  isWithheld: (cell: number) => boolean,
): readonly ToldOfFew[] {
  const { n, owners } = counted;
  const sums = relations.map((relation) => membersOf(counted, relation, kind));
  const unknown = sums.map(
    (sum): Equation =>
      sum.flatMap(({ cell, times }) =>
        times !== 0 && (n[cell] ?? 0) > 0 && isWithheld(cell) ? [cell, times] : [],
      ),
  );
  const rows = [...unknown.keys()].filter((row) => (unknown[row]?.length ?? 0) > 0);
  const { cells, values, because } = differencesOf(rows.map((row) => unknown[row] as Equation));
  const few = kind === "counts" ? rule.floor : rule.minimum;
  const single = cells.filter(
    (cell, at) => (n[cell] ?? 0) < few && values.every((own) => Math.abs(own[at] as number) < ROUNDING),
  );
  const people = (cell: number) => (kind === "counts" ? 1 : (owners[cell] ?? 0));
  const shelf = { n, first: n.length, rule, secret: () => true };
  const unions = knownUnions(shelf, { cells, values }, kind, people);
  return [...single.map((cell) => [cell]), ...unions].map((group) => {
    const factors = new Map<number, number>();
    for (const [place, times] of because(group.flatMap((cell) => [cell, people(cell)])))
      for (const { cell, times: own } of sums[rows[place] as number] ?? [])
        factors.set(cell, (factors.get(cell) ?? 0) + times * own);
    const by = [...factors].filter(
      ([cell, factor]) => (n[cell] ?? 0) > 0 && !isWithheld(cell) && Math.abs(factor) > ROUNDING,
    );
    return { cells: group, by: by.map(([cell]) => cell) };
  });
}
