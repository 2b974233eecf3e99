import { answerLeaves } from "#analytics/columns-of-definition.ts";
import type { IndexDefinition, IndexNode } from "#analytics/index-definition.ts";
import { columnName, type Moments, pairIndex, type Stratum } from "#analytics/moments.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { placeKey } from "./place.ts";
import { unitsOf, unmovedRegions } from "./table-relations.ts";

/** By place and node, the owners its answers stand for. */
export type OwnersBehind = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Owners a respondent of a stratum stands for; 1 where no population is known. */
export function weightOf({ population, respondents }: Stratum): number {
  return population === undefined || respondents === 0 ? 1 : population / respondents;
}

/** What an index is made of answers for it: where that differs from item to item, the largest, as no sum of owners holds there. */
function climb(node: IndexNode, owners: Map<string, number>): number {
  const below = [
    ...(node.combine ?? []).map((child) => climb(child, owners)),
    ...Object.keys({ ...node.items, ...node.measures }).map((item) => owners.get(item) ?? 0),
  ];
  const own = Math.max(0, ...below);
  owners.set(node.id, own);
  return own;
}

/**
 * The owners behind a table, by phase and of all phases, from its cells: each respondent stands for those of the own stratum.
 * @param definitions all that the table is read under: of a node that none of them has, nobody would know that it adds up
 */
export function ownersBehind(
  definitions: readonly IndexDefinition[],
  { columns, cells, strata }: Moments,
): OwnersBehind {
  const unmoved = unmovedRegions(strata);
  const stratumOf = new Map(strata.map((stratum) => [stratum.key, stratum]));
  const places = new Map(columns.map((column, place) => [columnName(column), place]));
  // an item read under two rules has the same owners in both
  const byId = new Map(definitions.flatMap(answerLeaves).map((leaf) => [leaf.id, leaf.column]));
  const leaves = [...byId].flatMap(([id, column]) => {
    const place = places.get(columnName(column));
    return place === undefined ? [] : [{ id, at: pairIndex(place, place, columns.length) }];
  });
  const found = new Map<string, Map<string, number>>();
  for (const { stratum: key, n } of cells) {
    const stratum = stratumOf.get(key);
    if (stratum === undefined) continue;
    const weight = weightOf(stratum);
    for (const unit of unitsOf(stratum, unmoved)) {
      for (const phase of [undefined, stratum.phase as OwnerPhase | undefined]) {
        const place = placeKey({ unit, phase });
        const own = found.get(place) ?? new Map<string, number>();
        for (const { id, at } of leaves) own.set(id, (own.get(id) ?? 0) + (n[at] ?? 0) * weight);
        found.set(place, own);
      }
    }
  }
  for (const own of found.values()) for (const { tree } of definitions) climb(tree, own);
  return found;
}
