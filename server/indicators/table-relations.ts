import type { IndexDefinition, IndexNode } from "#analytics/index-definition.ts";
import type { Stratum } from "#analytics/moments.ts";
import type { CellRelation } from "#analytics/protect-cells.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { type Place, placeKey, type UnitKey, WHOLE } from "./place.ts";

/** Number of the cell of a place and node; undefined when there is no such reading. */
export type CellNumber = (place: Place, node: string) => number | undefined;

type Family = { readonly whole: UnitKey; readonly parts: ReadonlySet<UnitKey> };

/** Which units make up which: the whole of regions, then and now, and these of projects. */
function familiesOf(strata: readonly Stratum[]): readonly Family[] {
  const families = new Map<UnitKey | `${typeof WHOLE}-${string}`, { whole: UnitKey; parts: Set<UnitKey> }>();
  const put = (key: UnitKey | `${typeof WHOLE}-${string}`, whole: UnitKey, part: UnitKey) => {
    const family = families.get(key) ?? { whole, parts: new Set() };
    family.parts.add(part);
    families.set(key, family);
  };
  for (const { project, region, group } of strata) {
    const own: UnitKey = `project:${project ?? ""}`;
    for (const [column, id] of [
      ["region", region],
      ["region_current", group?.region_current],
    ] as const) {
      // a project without a region stands beside the regions
      const above: UnitKey = id === undefined || id === "" ? own : `${column}:${id}`;
      put(`${WHOLE}-${column}`, WHOLE, above);
      if (above !== own) put(above, above, own);
    }
  }
  return [...families.values()];
}

/** Sums along the organisation and along phases, for one node. */
function alongUnits(
  families: readonly Family[],
  units: readonly UnitKey[],
  cell: CellNumber,
  node: string,
): CellRelation[] {
  const relation = (whole: Place, parts: readonly Place[]): CellRelation[] => {
    const at = cell(whole, node);
    const numbers = parts.flatMap((part) => cell(part, node) ?? []);
    return at === undefined || numbers.length === 0 ? [] : [{ whole: at, parts: numbers, additive: true }];
  };
  return [
    ...families.flatMap(({ whole, parts }) =>
      [undefined, ...OWNER_PHASES].flatMap((phase) =>
        relation(
          { unit: whole, phase },
          [...parts].map((unit) => ({ unit, phase })),
        ),
      ),
    ),
    ...units.flatMap((unit) =>
      relation(
        { unit, phase: undefined },
        OWNER_PHASES.map((phase) => ({ unit, phase })),
      ),
    ),
  ];
}

/** What a node is made of where it is read for a phase: parts without weight have no say in it. */
function partsOf(
  definition: IndexDefinition,
  node: IndexNode,
  phase: OwnerPhase | undefined,
): readonly string[] {
  const own =
    phase !== undefined && node.id === definition.tree.id ? definition.phaseWeights?.[phase] : undefined;
  return [
    ...(node.combine ?? []).map((child) => ({ id: child.id, weight: own?.[child.id] ?? child.weight ?? 0 })),
    ...Object.entries(node.items ?? {}).map(([id, weight]) => ({ id, weight })),
  ].flatMap(({ id, weight }) => (weight > 0 ? [id] : []));
}

function nodesBelow(node: IndexNode): readonly IndexNode[] {
  return [node, ...(node.combine ?? []).flatMap(nodesBelow)];
}

/**
 * Every sum a reader of a wave's table can form: along units (then and now), along phases, and from a node to what
 * it is made of.
 * @param onlyPhase the phase a unit's answers all come from, if it is one: phase weights then apply to it as a whole
 */
export function relationsOf(
  definition: IndexDefinition,
  strata: readonly Stratum[],
  places: readonly Place[],
  nodes: readonly string[],
  cell: CellNumber,
  onlyPhase: (unit: UnitKey) => OwnerPhase | undefined,
): CellRelation[] {
  const families = familiesOf(strata);
  const units = [...new Set(places.map(({ unit }) => unit))];
  const seen = new Map(places.map((place) => [placeKey(place), place]));
  return [
    ...nodes.flatMap((node) => alongUnits(families, units, cell, node)),
    ...[...seen.values()].flatMap((place) =>
      nodesBelow(definition.tree).flatMap((node): CellRelation[] => {
        const whole = cell(place, node.id);
        const phase = place.phase ?? onlyPhase(place.unit);
        const parts = partsOf(definition, node, phase).flatMap((id) => cell(place, id) ?? []);
        return whole === undefined || parts.length === 0 ? [] : [{ whole, parts, additive: false }];
      }),
    ),
  ];
}
