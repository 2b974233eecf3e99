import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Stratum } from "#analytics/moments.ts";
import { type CellProtection, type CellRelation, protectCells } from "#analytics/protect-cells.ts";
import type { Reading, ReadingState } from "#analytics/reading.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { type Place, placeKey, type UnitKey } from "./place.ts";
import { relationsOf } from "./table-relations.ts";

/** Readings by place and node. */
export type ReadingMap = ReadonlyMap<string, ReadonlyMap<string, Reading>>;

/** Fewer answers than that: not even their number is told. */
const FLOOR = 5;
/** Fewer answers than that: a score is indicative. */
const FULL = 30;

function stateOf(protection: CellProtection, n: number): ReadingState {
  switch (protection) {
    case "hidden":
    case "n-only":
      return protection;
    case "empty":
      return "undefined";
    case "shown":
      return n < FULL ? "indicative" : "full";
  }
}

/** What of a reading is left to be seen. */
function screened(reading: Reading, protection: CellProtection): Reading {
  const state =
    reading.value === undefined && protection === "shown" ? "undefined" : stateOf(protection, reading.n ?? 0);
  if (state === "full" || state === "indicative") return { ...reading, state };
  const nothing = { value: undefined, se: undefined, df: undefined, low: undefined, high: undefined };
  const n = state === "n-only" ? reading.n : undefined;
  return { ...reading, ...nothing, neff: undefined, coverage: undefined, n, state };
}

type Cells = {
  readonly n: number[];
  readonly at: ReadonlyMap<string, ReadonlyMap<string, number>>;
};

function cellsOf(readings: ReadingMap, first: number): Cells {
  const n: number[] = [];
  const at = new Map(
    [...readings].map(([key, nodes]) => [
      key,
      new Map(
        [...nodes].map(([node, reading]) => {
          n.push(reading.n ?? 0);
          return [node, first + n.length - 1] as const;
        }),
      ),
    ]),
  );
  return { n, at };
}

export type ProtectionScheme = {
  readonly definition: IndexDefinition;
  readonly strata: readonly Stratum[];
  readonly places: readonly Place[];
};

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
    places,
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
          return [node, screened(reading, protections[cell] ?? "hidden")];
        }),
      ),
    ]),
  );
}

/** What of a wave's readings may be seen, so that nothing hidden follows from what is shown, by whatever sums. */
export function protectReadings(scheme: ProtectionScheme, readings: ReadingMap): ReadingMap {
  const cells = cellsOf(readings, 0);
  const rule = { floor: FLOOR, minimum: scheme.definition.minimumAnswers };
  return apply(readings, cells, protectCells(cells.n, relationsIn(scheme, cells, readings), rule));
}

/**
 * What may be seen of readings that each count a part of the respondents, such as those of one mode, beside the whole
 * that is shown already. All parts are decided together, whichever is asked for.
 * @param raw the whole's readings as they are, `whole` as they are shown
 */
export function protectParts<Part extends string>(
  scheme: ProtectionScheme,
  raw: ReadingMap,
  whole: ReadingMap,
  parts: ReadonlyMap<Part, ReadingMap>,
): ReadonlyMap<Part, ReadingMap> {
  const base = cellsOf(raw, 0);
  const n = [...base.n];
  const relations: CellRelation[] = [];
  const cells = new Map<Part, Cells>();
  for (const [part, readings] of parts) {
    const own = cellsOf(readings, n.length);
    n.push(...own.n);
    cells.set(part, own);
    relations.push(...relationsIn(scheme, own, readings));
  }
  const shown: (CellProtection | undefined)[] = [];
  for (const [key, nodes] of base.at) {
    for (const [node, cell] of nodes) {
      const state = whole.get(key)?.get(node)?.state;
      shown[cell] = state === "hidden" || state === "n-only" ? state : "shown";
      const own = [...cells.values()].flatMap(({ at }) => at.get(key)?.get(node) ?? []);
      if (own.length > 0) relations.push({ whole: cell, parts: own, additive: true });
    }
  }
  const rule = { floor: FLOOR, minimum: scheme.definition.minimumAnswers };
  const known = Array.from(n, (_, cell) => shown[cell] ?? "shown");
  const protections = protectCells(n, relations, rule, (cell) => cell < base.n.length, known);
  return new Map(
    [...parts].map(([part, readings]) => [
      part,
      apply(readings, cells.get(part) ?? { n: [], at: new Map() }, protections),
    ]),
  );
}
