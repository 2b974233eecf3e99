import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Stratum } from "#analytics/moments.ts";
import type { CellProtection } from "#analytics/protect-cells.ts";
import type { Reading } from "#analytics/reading.ts";
import { screenReading } from "#analytics/screen-reading.ts";
import type { CellRelation } from "#analytics/sums-of-cells.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { type OwnersBehind, weightOf } from "./owners-behind.ts";
import { type Place, placeKey, type UnitKey, WHOLE } from "./place.ts";
import { relationsOf, unitsOf, unmovedRegions } from "./table-relations.ts";

/** Readings by place and node. */
export type ReadingMap = ReadonlyMap<string, ReadonlyMap<string, Reading>>;

export type ProtectionScheme = {
  readonly definition: IndexDefinition;
  readonly strata: readonly Stratum[];
  readonly places: ReadonlyMap<string, Place>;
  /** Of readings without phases: by part, the owners behind them. */
  readonly owners?: ReadonlyMap<string, OwnersBehind>;
  /** Of such: by part, the phase that a unit's answers in it all come from. */
  readonly onlyPhases?: ReadonlyMap<string, ReadonlyMap<UnitKey, OwnerPhase>>;
};

/** The readings of a table as cells, numbered one after the other. */
export type Cells = {
  readonly n: number[];
  readonly owners: number[];
  /** Means times owners; 0 where there is none. */
  readonly totals: number[];
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

/** By place and node, the owners its answers stand for: those of the strata it sums. */
function ownersOf(strata: readonly Stratum[], readings: ReadingMap): OwnersBehind {
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

export function cellsOf(
  { definition, strata, places, owners: known }: ProtectionScheme,
  readings: ReadingMap,
  first: number,
  part = "",
): Cells {
  const cells = { n: [] as number[], owners: [] as number[], totals: [] as number[], cost: [] as number[] };
  const owners = known?.get(part) ?? ownersOf(strata, readings);
  const nodeCost = nodeCosts(definition);
  const at = new Map<string, ReadonlyMap<string, number>>();
  for (const [key, nodes] of readings) {
    const place = places.get(key);
    const own = new Map<string, number>();
    for (const [node, { n = 0, value = 0 }] of nodes) {
      const behind = owners.get(key)?.get(node) ?? n;
      own.set(node, first + cells.n.length);
      cells.n.push(n);
      cells.owners.push(behind);
      cells.totals.push(behind * value);
      cells.cost.push(n + (place ? placeCost(place) : 0) * (nodeCost.get(node) ?? 1));
    }
    at.set(key, own);
  }
  return { ...cells, at };
}

/** Difference of two sums, beside their size, that is rounding. */
const ROUNDING = 1e-9;

/** Whether totals of parts add up to that of their whole: where owners differ from item to item those of an index do not. */
export function addsUp(parts: readonly number[], whole: number): boolean {
  const size = parts.reduce((sum, each) => sum + Math.abs(each), Math.abs(whole));
  return Math.abs(parts.reduce((sum, each) => sum + each, -whole)) <= ROUNDING * (1 + size);
}

export function relationsIn(
  { definition, strata, places, onlyPhases }: ProtectionScheme,
  cells: Cells,
  readings: ReadingMap,
  first = 0,
  part = "",
): CellRelation[] {
  const answered = (place: Place) => (readings.get(placeKey(place))?.get(definition.tree.id)?.n ?? 0) > 0;
  const nodes = [...new Set([...readings.values()].flatMap((each) => [...each.keys()]))];
  const relations = relationsOf(
    definition,
    strata,
    [...places.values()],
    nodes,
    (place, node) => cells.at.get(placeKey(place))?.get(node),
    (unit: UnitKey) => {
      if (onlyPhases) return onlyPhases.get(part)?.get(unit);
      const phases = OWNER_PHASES.filter((phase) => answered({ unit, phase }));
      return phases.length === 1 ? phases[0] : undefined;
    },
  );
  const total = (cell: number) => cells.totals[cell - first] ?? 0;
  return relations.map((relation) =>
    relation.additive
      ? { ...relation, holds: addsUp(relation.parts.map(total), total(relation.whole)) }
      : relation,
  );
}

export function apply(
  readings: ReadingMap,
  cells: Cells,
  protections: readonly CellProtection[],
  minimum: number,
): ReadingMap {
  return new Map(
    [...readings].map(([key, nodes]) => [
      key,
      new Map(
        [...nodes].map(([node, reading]) => {
          const cell = cells.at.get(key)?.get(node) ?? -1;
          return [node, screenReading(reading, protections[cell] ?? "hidden", minimum)];
        }),
      ),
    ]),
  );
}
