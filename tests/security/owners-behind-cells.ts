import { nodesOf } from "#analytics/columns-of-definition.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { type Cell, columnName, type Moments, pairIndex, type Stratum } from "#analytics/moments.ts";
import { type UnitKey, WHOLE } from "#server/indicators/place.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";

/** Every unit a stratum counts in. */
export function regionsOf({ project, region, group }: Stratum): readonly UnitKey[] {
  const now = group?.region_current;
  const own: UnitKey[] = [WHOLE, `project:${project ?? ""}`, `region:${region ?? ""}`];
  return now === undefined ? own : [...own, `region_current:${now}`];
}

/** Owners behind the answers to each item. */
export function ownersOfItems(
  { columns, strata }: Moments,
  cells: readonly Cell[],
  weights: ReadonlyMap<string, number>,
  unit: UnitKey,
  phase: OwnerPhase | undefined,
): Readonly<Record<string, number>> {
  const sums = columns.map(() => 0);
  for (const { stratum: key, n } of cells) {
    const stratum = strata.find((each) => each.key === key);
    if (stratum === undefined || (phase !== undefined && stratum.phase !== phase)) continue;
    if (!regionsOf(stratum).includes(unit)) continue;
    const weight = weights.get(`project:${stratum.project}/${stratum.phase}`) ?? 0;
    for (const column of columns.keys())
      sums[column] = (sums[column] ?? 0) + weight * (n[pairIndex(column, column, columns.length)] ?? 0);
  }
  return Object.fromEntries(columns.map((column, at) => [columnName(column), sums[at] ?? 0]));
}

/** By item, what it weighs in a node, where only items that somebody answered weigh anything. */
export function sharesIn(
  { tree, items }: IndexDefinition,
  node: string,
  owners: Readonly<Record<string, number>>,
): ReadonlyMap<string, number> {
  const own = nodesOf(tree).find(({ id }) => id === node);
  if (own === undefined) return new Map(node in items && (owners[node] ?? 0) > 0 ? [[node, 1]] : []);
  const parts = [
    ...(own.combine ?? []).map(({ id, weight = 0 }) => [id, weight] as const),
    ...Object.entries(own.items ?? {}),
  ].flatMap(([id, weight]) => {
    const below = sharesIn({ tree, items } as IndexDefinition, id, owners);
    return below.size === 0 ? [] : [{ weight, below }];
  });
  const all = parts.reduce((sum, { weight }) => sum + weight, 0);
  return new Map(
    parts.flatMap(({ weight, below }) =>
      [...below].map(([item, share]) => [item, (share * weight) / all] as const),
    ),
  );
}

/** Owners behind a number: of every stratum in it as many as its answers stand for. */
export function ownersOf(
  strata: readonly Stratum[],
  weights: ReadonlyMap<string, number>,
  base: ReadonlyMap<string, ReadonlyMap<string, { readonly n?: number | undefined }>>,
  unit: UnitKey,
  phase: OwnerPhase | undefined,
  node: string,
): number {
  let sum = 0;
  for (const stratum of strata) {
    if ((phase !== undefined && stratum.phase !== phase) || !regionsOf(stratum).includes(unit)) continue;
    const own = `project:${stratum.project}/${stratum.phase}`;
    sum += (base.get(own)?.get(node)?.n ?? 0) * (weights.get(own) ?? 0);
  }
  return sum;
}
