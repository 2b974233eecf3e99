import type { Group } from "./arrange.ts";
import { nodesOf } from "./columns-of-definition.ts";
import type { IndexDefinition, IndexNode } from "./index-definition.ts";
import { protectCells } from "./protect-cells.ts";
import type { Reading } from "./reading.ts";
import { PRIVACY_FLOOR, screenReading } from "./screen-reading.ts";
import type { CellRelation } from "./sums-of-cells.ts";

function keyOf(group: Group): string {
  return JSON.stringify(Object.entries(group).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function without(group: Group, column: string): Group {
  return Object.fromEntries(Object.entries(group).filter(([each]) => each !== column));
}

/** For each group, by the column that divides it: the groups with one column more that it is the sum of. */
function divisions(groups: readonly Group[]): ReadonlyMap<string, readonly string[]> {
  const keys = new Set(groups.map(keyOf));
  const parts = new Map<string, string[]>();
  for (const group of groups) {
    for (const column of Object.keys(group)) {
      const whole = keyOf(without(group, column));
      if (!keys.has(whole)) continue;
      const division = JSON.stringify([whole, column]);
      parts.set(division, [...(parts.get(division) ?? []), keyOf(group)]);
    }
  }
  return parts;
}

/** Weights of a node's children where it is read for a group: a phase may have its own below the root. */
function childrenOf(
  definition: IndexDefinition,
  node: IndexNode,
  group: Group,
): readonly (readonly [string, number])[] {
  const own = node.id === definition.tree.id ? definition.phaseWeights?.[group.phase ?? ""] : undefined;
  return [
    ...(node.combine ?? []).map(
      (child) => [child.id, own ? (own[child.id] ?? 0) : (child.weight ?? 0)] as const,
    ),
    ...Object.entries({ ...node.items, ...node.measures }).map(
      ([id, weight]) => [id, own ? (own[id] ?? 0) : weight] as const,
    ),
  ].filter(([, weight]) => weight > 0);
}

/** The sums a reader of these readings can form: along groups for each node, and along the tree for each group. */
function relationsOf(
  definition: IndexDefinition,
  readings: readonly Reading[],
  cellOf: ReadonlyMap<string, number>,
): readonly CellRelation[] {
  const groups = [...new Map(readings.map(({ group }) => [keyOf(group), group])).values()];
  const nodes = [...new Set(readings.map(({ node }) => node))];
  const indices = new Set(nodesOf(definition.tree).map(({ id }) => id));
  const alongGroups = [...divisions(groups)].flatMap(([division, parts]) => {
    const [group] = JSON.parse(division) as [string, string];
    return nodes.flatMap((node): CellRelation[] => {
      const whole = cellOf.get(`${group}/${node}`);
      const cells = parts.flatMap((part) => cellOf.get(`${part}/${node}`) ?? []);
      if (whole === undefined || cells.length === 0) return [];
      // a sum of indices follows from those of their items, or does not hold
      return [{ whole, parts: cells, additive: true, holds: !indices.has(node), system: `node ${node}` }];
    });
  });
  const alongTree = nodesOf(definition.tree).flatMap((node) =>
    groups.flatMap((group): CellRelation[] => {
      const place = keyOf(group);
      const whole = cellOf.get(`${place}/${node.id}`);
      const children = childrenOf(definition, node, group).flatMap(([id, weight]) => {
        const cell = cellOf.get(`${place}/${id}`);
        return cell === undefined ? [] : [{ cell, weight }];
      });
      if (whole === undefined || children.length === 0) return [];
      const [parts, weights] = [children.map(({ cell }) => cell), children.map(({ weight }) => weight)];
      return [{ whole, parts, weights, additive: false, system: `group ${place}` }];
    }),
  );
  return [...alongGroups, ...alongTree];
}

/**
 * Takes out of readings what too few people stand behind, and what would let a reader work that out (methodology:
 * fewer than 5 answers nothing, fewer than the definition's minimum n alone, fewer than 30 indicative; and nothing
 * that is hidden follows from what is shown by solving the sums a reader can form).
 *
 * Sums run from a group to the groups with one grouping column more, and from a node to its children. So give the levels
 * that are published anywhere together: with {region, project} also {region} and {} (see `margins`). A free filter is a
 * grouping column of its own, with the filter's complement as its other value.
 * Readings come back in their order. Those that were suppressed before come back as they are: the decision needs the
 * numbers that are gone.
 */
export function suppress(definition: IndexDefinition, readings: readonly Reading[]): Reading[] {
  if (readings.some(({ state }) => state !== "full" && state !== "undefined")) return [...readings];
  // Ties are broken by place, so that the order of the readings must not matter.
  const ordered = readings
    .map((reading) => ({ ...reading, key: `${keyOf(reading.group)}/${reading.node}` }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const cellOf = new Map(ordered.map(({ key }, cell) => [key, cell]));
  const minimum = definition.minimumAnswers;
  const n = ordered.map((reading) => reading.n ?? 0);
  const relations = relationsOf(definition, ordered, cellOf);
  const protections = protectCells(n, relations, { floor: PRIVACY_FLOOR, minimum });
  return readings.map((reading) => {
    const cell = cellOf.get(`${keyOf(reading.group)}/${reading.node}`) ?? -1;
    return screenReading(reading, protections[cell] ?? "hidden", minimum);
  });
}

/** Every level a table by these columns can be added up to, from the whole to the table itself. */
export function margins(by: readonly string[]): readonly (readonly string[])[] {
  let levels: readonly (readonly string[])[] = [[]];
  for (const column of by) levels = [...levels, ...levels.map((level) => [...level, column])];
  return levels;
}
