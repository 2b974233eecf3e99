import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Stratum } from "#analytics/moments.ts";
import { type CellProtection, type CellRelation, protectCells } from "#analytics/protect-cells.ts";
import type { Reading } from "#analytics/reading.ts";
import { PRIVACY_FLOOR, screenReading } from "#analytics/screen-reading.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { type Place, placeKey, type UnitKey, WHOLE } from "./place.ts";
import { relationsOf, unitsOf, unmovedRegions } from "./table-relations.ts";

/** Readings by place and node. */
export type ReadingMap = ReadonlyMap<string, ReadonlyMap<string, Reading>>;

export type ProtectionScheme = {
  readonly definition: IndexDefinition;
  readonly strata: readonly Stratum[];
  readonly places: ReadonlyMap<string, Place>;
};

/** The readings of a table as cells, numbered one after the other. */
type Cells = {
  readonly n: number[];
  readonly owners: number[];
  readonly cost: number[];
  readonly at: ReadonlyMap<string, ReadonlyMap<string, number>>;
};

/** Hiding costs more the more people look at a number: a region's index more than a phase of a project's. */
function placeCost({ unit, phase }: Place): number {
  const level = unit === WHOLE ? 1e8 : unit.startsWith("project") ? 1e4 : 1e6;
  return phase === undefined ? level : level / 1e3;
}

function nodeCosts({ tree }: IndexDefinition): ReadonlyMap<string, number> {
  const costs = new Map<string, number>([[tree.id, 30]]);
  const walk = (nodes: typeof tree.combine) => {
    for (const node of nodes ?? []) {
      costs.set(node.id, node.combine ? 10 : 3);
      walk(node.combine);
    }
  };
  walk(tree.combine);
  return costs;
}

/** Owners a respondent of a stratum stands for; 1 where no population is known. */
function weightOf({ population, respondents }: Stratum): number {
  return population === undefined || respondents === 0 ? 1 : population / respondents;
}

/** By place and node, the owners its answers stand for: those of the strata it sums. */
function ownersOf(
  strata: readonly Stratum[],
  readings: ReadingMap,
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const owners = new Map<string, Map<string, number>>();
  const unmoved = unmovedRegions(strata);
  for (const stratum of strata) {
    const phase = stratum.phase as OwnerPhase | undefined;
    const own = readings.get(placeKey({ unit: `project:${stratum.project ?? ""}`, phase }));
    for (const [node, { n = 0 }] of own ?? []) {
      const weighed = n * weightOf(stratum);
      for (const unit of unitsOf(stratum, unmoved)) {
        for (const place of [
          { unit, phase: undefined },
          { unit, phase },
        ]) {
          const key = placeKey(place);
          const nodes = owners.get(key) ?? new Map<string, number>();
          nodes.set(node, (nodes.get(node) ?? 0) + weighed);
          owners.set(key, nodes);
        }
      }
    }
  }
  return owners;
}

function cellsOf(
  { definition, strata, places }: ProtectionScheme,
  readings: ReadingMap,
  first: number,
): Cells {
  const cells = { n: [] as number[], owners: [] as number[], cost: [] as number[] };
  const owners = ownersOf(strata, readings);
  const nodeCost = nodeCosts(definition);
  const at = new Map<string, ReadonlyMap<string, number>>();
  for (const [key, nodes] of readings) {
    const place = places.get(key);
    const own = new Map<string, number>();
    for (const [node, { n = 0 }] of nodes) {
      own.set(node, first + cells.n.length);
      cells.n.push(n);
      cells.owners.push(owners.get(key)?.get(node) ?? n);
      cells.cost.push(n + (place ? placeCost(place) : 0) * (nodeCost.get(node) ?? 1));
    }
    at.set(key, own);
  }
  return { ...cells, at };
}

function relationsIn(
  { definition, strata, places }: ProtectionScheme,
  cells: Cells,
  readings: ReadingMap,
): CellRelation[] {
  const answered = (place: Place) => (readings.get(placeKey(place))?.get(definition.tree.id)?.n ?? 0) > 0;
  const nodes = [...new Set([...readings.values()].flatMap((each) => [...each.keys()]))];
  return relationsOf(
    definition,
    strata,
    [...places.values()],
    nodes,
    (place, node) => cells.at.get(placeKey(place))?.get(node),
    (unit: UnitKey) => {
      const phases = OWNER_PHASES.filter((phase) => answered({ unit, phase }));
      return phases.length === 1 ? phases[0] : undefined;
    },
  );
}

function apply(readings: ReadingMap, cells: Cells, protections: readonly CellProtection[]): ReadingMap {
  return new Map(
    [...readings].map(([key, nodes]) => [
      key,
      new Map(
        [...nodes].map(([node, reading]) => {
          const cell = cells.at.get(key)?.get(node) ?? -1;
          return [node, screenReading(reading, protections[cell] ?? "hidden")];
        }),
      ),
    ]),
  );
}

/** What of a wave's readings may be seen, so that nothing hidden follows from what is shown, by whatever sums. */
export function protectReadings(scheme: ProtectionScheme, readings: ReadingMap): ReadingMap {
  const cells = cellsOf(scheme, readings, 0);
  const rule = { floor: PRIVACY_FLOOR, minimum: scheme.definition.minimumAnswers };
  const { n, owners, cost } = cells;
  const protections = protectCells(n, relationsIn(scheme, cells, readings), rule, {
    owners,
    cost: (cell) => cost[cell] ?? 0,
  });
  return apply(readings, cells, protections);
}

/** Readings that are shown already and divide into parts, so that the parts must not tell what they hide. */
export type DecidedWhole<Part extends string> = {
  /** As they are. */
  readonly raw: ReadingMap;
  /** As they are shown. */
  readonly shown: ReadingMap;
  /** What the place divides into: parts, each with the place that its share of the answers has there. */
  readonly divides: (place: string) => readonly { readonly part: Part; readonly place: string }[];
};

/**
 * What may be seen of readings that each count a part of the respondents, such as those of one mode, beside the wholes
 * that are shown already. All parts are decided together, whichever is asked for; what is decided stays as it is.
 * @param never places whose parts are not shown at all. Parts there, and companions, may then follow from the others where enough
 * people answered: it is those with too few that must not.
 */
export function protectDivision<Part extends string>(
  scheme: ProtectionScheme,
  wholes: readonly DecidedWhole<Part>[],
  parts: ReadonlyMap<Part, ReadingMap>,
  never?: (place: string) => boolean,
): ReadonlyMap<Part, ReadingMap> {
  const [n, owners, cost]: [number[], number[], number[]] = [[], [], []];
  const relations: CellRelation[] = [];
  const own = new Map<Part, Cells>();
  for (const [part, readings] of parts) {
    const cells = cellsOf(scheme, readings, n.length);
    n.push(...cells.n);
    owners.push(...cells.owners);
    cost.push(...cells.cost);
    own.set(part, cells);
    for (const relation of relationsIn(scheme, cells, readings))
      relations.push(relation.additive ? relation : { ...relation, system: `${part} ${relation.system}` });
  }
  const before = n.map((): CellProtection => "shown");
  if (never)
    for (const { at } of own.values())
      for (const [place, nodes] of at)
        if (never(place)) for (const cell of nodes.values()) before[cell] = "hidden";
  const firstWhole = n.length;
  for (const { raw, shown, divides } of wholes) {
    const base = cellsOf(scheme, raw, n.length);
    n.push(...base.n);
    owners.push(...base.owners);
    for (const [key, nodes] of base.at) {
      const divided = divides(key);
      for (const [node, cell] of nodes) {
        const state = shown.get(key)?.get(node)?.state;
        const withheld = state === "hidden" || state === "n-only";
        before[cell] = withheld ? state : "shown";
        // what is shown stays shown; what is withheld must not lend that to a part which is all there is of it
        cost[cell] = withheld ? 0 : Number.POSITIVE_INFINITY;
        const cells = divided.flatMap(({ part, place }) => own.get(part)?.at.get(place)?.get(node) ?? []);
        if (cells.length > 0)
          relations.push({ whole: cell, parts: cells, additive: true, system: `node ${node}` });
      }
    }
  }
  const rule = { floor: PRIVACY_FLOOR, minimum: scheme.definition.minimumAnswers };
  // what an earlier table withholds must not follow from this one, however many answered: it may be what hides another there
  const secret = never && ((cell: number) => cell >= firstWhole || (n[cell] ?? 0) < rule.minimum);
  const protections = protectCells(n, relations, rule, {
    owners,
    cost: (cell) => cost[cell] ?? 0,
    before,
    ...(secret && { secret }),
  });
  const none: Cells = { n: [], owners: [], cost: [], at: new Map() };
  return new Map(
    [...parts].map(([part, readings]) => [part, apply(readings, own.get(part) ?? none, protections)]),
  );
}
