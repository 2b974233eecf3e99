import type { IndexDefinition, IndexNode } from "#analytics/index-definition.ts";
import type { Stratum } from "#analytics/moments.ts";
import type { CellRelation } from "#analytics/sums-of-cells.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { type Place, placeKey, type UnitKey, WHOLE } from "./place.ts";

/** Number of the cell of a place and node; undefined when there is no such reading. */
export type CellNumber = (place: Place, node: string) => number | undefined;

type Family = { readonly whole: UnitKey; readonly parts: ReadonlySet<UnitKey> };

type Region = "region" | "region_current";

/**
 * The region of a stratum's project, then or now; the project itself when it has none, as it stands beside the regions.
 * @param unmoved regions that have one name for both
 */
function regionOf(
  { project, region, group }: Stratum,
  column: Region,
  unmoved: ReadonlySet<string>,
): UnitKey {
  const id = column === "region" ? region : group?.region_current;
  if (id === undefined || id === "") return `project:${project ?? ""}`;
  return `${unmoved.has(id) ? "region" : column}:${id}`;
}

/** Regions whose projects of today are those of the cut-off day: two names for one number. */
export function unmovedRegions(strata: readonly Stratum[]): ReadonlySet<string> {
  const then = new Map<string, Set<string>>();
  const now = new Map<string, Set<string>>();
  for (const { project, region, group } of strata) {
    for (const [regions, id] of [
      [then, region],
      [now, group?.region_current],
    ] as const) {
      if (id === undefined || id === "") continue;
      regions.set(id, (regions.get(id) ?? new Set()).add(project ?? ""));
    }
  }
  return new Set(
    [...now].flatMap(([id, projects]) => {
      const before = then.get(id);
      const same = before?.size === projects.size && [...projects].every((project) => before.has(project));
      return same ? [id] : [];
    }),
  );
}

/** Every unit a stratum counts in. */
export function unitsOf(stratum: Stratum, unmoved: ReadonlySet<string>): readonly UnitKey[] {
  const own: UnitKey = `project:${stratum.project ?? ""}`;
  const [then, now] = [regionOf(stratum, "region", unmoved), regionOf(stratum, "region_current", unmoved)];
  return [...new Set<UnitKey>([WHOLE, then, now, own])];
}

/** Which units make up which: the whole of regions, then and now, and these of projects. */
function familiesOf(strata: readonly Stratum[]): readonly Family[] {
  const unmoved = unmovedRegions(strata);
  const families = new Map<string, { whole: UnitKey; parts: Set<UnitKey> }>();
  const put = (name: string, whole: UnitKey, part: UnitKey) => {
    const family = families.get(name) ?? { whole, parts: new Set() };
    family.parts.add(part);
    families.set(name, family);
  };
  for (const stratum of strata) {
    const own: UnitKey = `project:${stratum.project ?? ""}`;
    for (const column of ["region", "region_current"] as const) {
      const above = regionOf(stratum, column, unmoved);
      put(`${WHOLE} ${column}`, WHOLE, above);
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
    return at === undefined || numbers.length === 0
      ? []
      : [{ whole: at, parts: numbers, additive: true, system: `node ${node}` }];
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

/** What a node is made of where it is read for a phase, with weights; parts without one have no say in it. */
function partsOf(
  definition: IndexDefinition,
  node: IndexNode,
  phase: OwnerPhase | undefined,
): readonly { readonly id: string; readonly weight: number }[] {
  const own =
    phase !== undefined && node.id === definition.tree.id ? definition.phaseWeights?.[phase] : undefined;
  return [
    ...(node.combine ?? []).map((child) => ({ id: child.id, weight: own?.[child.id] ?? child.weight ?? 0 })),
    ...Object.entries({ ...node.items, ...node.measures }).map(([id, weight]) => ({ id, weight })),
  ].filter(({ weight }) => weight > 0);
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
  const tree = nodesBelow(definition.tree);
  return [
    ...nodes.flatMap((node) => alongUnits(families, units, cell, node)),
    ...[...seen.values()].flatMap((place) => {
      const phase = place.phase ?? onlyPhase(place.unit);
      return tree.flatMap((node): CellRelation[] => {
        const whole = cell(place, node.id);
        const parts = partsOf(definition, node, phase).flatMap(({ id, weight }) => {
          const number = cell(place, id);
          return number === undefined ? [] : [{ number, weight }];
        });
        if (whole === undefined || parts.length === 0) return [];
        const [numbers, weights] = [parts.map(({ number }) => number), parts.map(({ weight }) => weight)];
        return [{ whole, parts: numbers, weights, additive: false, system: `place ${placeKey(place)}` }];
      });
    }),
  ];
}
