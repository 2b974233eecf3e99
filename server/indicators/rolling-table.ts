import { basesOfDefinition, columnsOfDefinition, nodesOf } from "#analytics/columns-of-definition.ts";
import { evaluate } from "#analytics/evaluate.ts";
import { frameVersion } from "#analytics/frame-version.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Moments } from "#analytics/moments.ts";
import { protectCells } from "#analytics/protect-cells.ts";
import type { Reading } from "#analytics/reading.ts";
import { PRIVACY_FLOOR, screenReading } from "#analytics/screen-reading.ts";
import type { CellRelation } from "#analytics/sums-of-cells.ts";
import { npsDefinition } from "./nodes.ts";
import { type UnitKey, WHOLE } from "./place.ts";
import type { Sources } from "./sources.ts";

/** A stretch of whole months: a quarter of a year, or the four quarters up to its end. */
export type Period = {
  readonly name: string;
  readonly length: 3 | 12;
  /** Months as YYYY-MM, oldest first. */
  readonly months: readonly string[];
};

const QUARTERS = 8;

function monthBefore(month: string, back: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const at = 12 * year + number - 1 - back;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
}

/** The last eight quarters that end with a month, oldest first, and every run of four of them. */
export function periodsUpTo(month: string): readonly Period[] {
  const quarters = Array.from({ length: QUARTERS }, (_, place): Period => {
    const end = monthBefore(month, 3 * (QUARTERS - 1 - place));
    return { name: `3|${end}`, length: 3, months: [2, 1, 0].map((back) => monthBefore(end, back)) };
  });
  const years = quarters.slice(3).map((last, place): Period => {
    const months = quarters.slice(place, place + 4).flatMap((quarter) => quarter.months);
    return { name: `12|${last.months.at(-1)}`, length: 12, months };
  });
  return [...quarters, ...years];
}

/** What a callback says over time: by unit (`whole`, `region_current:7`, `project:12`), period and node. */
export type RollingTable = {
  readonly dataVersion: string;
  readonly asOf: string;
  /** Version of the owners' frames of all its years. */
  readonly frame: string | undefined;
  readonly periods: readonly Period[];
  readonly shown: ReadonlyMap<string, Reading>;
};

/** Key of a reading in the table. */
export function rollingKey(unit: UnitKey, period: string, node: string): string {
  return `${unit} ${period} ${node}`;
}

const LEVELS = [[], ["region_current"], ["project"]] as const;

function unitOf(group: Readonly<Record<string, string>>): UnitKey | undefined {
  for (const column of ["region_current", "project"] as const) {
    const id = group[column];
    if (id !== undefined) return id === "" ? undefined : `${column}:${id}`;
  }
  return WHOLE;
}

function readPeriods(
  definitions: readonly IndexDefinition[],
  moments: Moments,
  periods: readonly Period[],
): ReadonlyMap<string, Reading> {
  const found = new Map<string, Reading>();
  for (const { name, months } of periods) {
    const wanted = new Set(months);
    const own = { ...moments, cells: moments.cells.filter(({ group }) => wanted.has(group.month ?? "")) };
    for (const by of LEVELS)
      for (const definition of definitions)
        for (const reading of evaluate(definition, own, { by, inference: "process" })) {
          const unit = unitOf(reading.group);
          if (unit === undefined) continue;
          const key = rollingKey(unit, name, reading.node);
          // the second definition reads an item of the first under another rule
          if (!found.has(key)) found.set(key, reading);
        }
  }
  return found;
}

/** Every sum a reader can form: years of quarters, the whole of regions, regions of projects, nodes of their parts. */
function relationsOf(
  definition: IndexDefinition,
  moments: Moments,
  periods: readonly Period[],
  nodes: readonly string[],
  units: readonly UnitKey[],
  cellOf: (unit: UnitKey, period: string, node: string) => number | undefined,
): readonly CellRelation[] {
  const regions = new Map<UnitKey, Set<UnitKey>>();
  const put = (whole: UnitKey, part: UnitKey) =>
    regions.set(whole, (regions.get(whole) ?? new Set()).add(part));
  for (const { group } of moments.cells) {
    const project: UnitKey = `project:${group.project ?? ""}`;
    const region = group.region_current ?? "";
    const above: UnitKey = region === "" ? project : `region_current:${region}`;
    put(WHOLE, above);
    if (above !== project) put(above, project);
  }
  const relation = (
    whole: number | undefined,
    parts: readonly (number | undefined)[],
    rest: Pick<CellRelation, "additive" | "system"> & { readonly weights?: readonly number[] },
  ): CellRelation[] => {
    const known = parts.flatMap((part, at) => (part === undefined ? [] : [{ part, at }]));
    if (whole === undefined || known.length === 0) return [];
    const weights = rest.weights && known.map(({ at }) => rest.weights?.[at] ?? 0);
    return [{ ...rest, whole, parts: known.map(({ part }) => part), ...(weights && { weights }) }];
  };
  const names = periods.map(({ name }) => name);
  const quarters = periods.filter(({ length }) => length === 3);
  const alongTime = nodes.flatMap((node) =>
    units.flatMap((unit) =>
      periods
        .filter(({ length }) => length === 12)
        .flatMap((year) =>
          relation(
            cellOf(unit, year.name, node),
            quarters
              .filter(({ months }) => months.every((month) => year.months.includes(month)))
              .map(({ name }) => cellOf(unit, name, node)),
            { additive: true, system: `node ${node}` },
          ),
        ),
    ),
  );
  const alongUnits = nodes.flatMap((node) =>
    names.flatMap((name) =>
      [...regions].flatMap(([whole, parts]) =>
        relation(
          cellOf(whole, name, node),
          [...parts].map((part) => cellOf(part, name, node)),
          { additive: true, system: `node ${node}` },
        ),
      ),
    ),
  );
  const alongTree = units.flatMap((unit) =>
    names.flatMap((name) =>
      nodesOf(definition.tree).flatMap((node) => {
        const children = [
          ...(node.combine ?? []).map((child) => [child.id, child.weight ?? 0] as const),
          ...Object.entries(node.items ?? {}),
        ].filter(([, weight]) => weight > 0);
        return relation(
          cellOf(unit, name, node.id),
          children.map(([id]) => cellOf(unit, name, id)),
          { additive: false, system: `place ${unit} ${name}`, weights: children.map(([, weight]) => weight) },
        );
      }),
    ),
  );
  return [...alongTime, ...alongUnits, ...alongTree];
}

/** Hiding a year costs more than hiding a quarter, a region more than a project. */
function costOf(unit: UnitKey, { length }: Period): number {
  return (unit === WHOLE ? 1e8 : unit.startsWith("project") ? 1e4 : 1e6) * (length === 12 ? 10 : 1);
}

/**
 * Rolling numbers of a callback: its answers by month of submission, added up to the last eight quarters and to every run of
 * four of them. Nothing hidden follows from what is shown, through time, units or the tree.
 * @param upTo last month that counts (YYYY-MM)
 */
export async function makeRollingTable(
  { analysis }: Sources,
  definition: IndexDefinition,
  request: { readonly questionnaire: string; readonly waveIds: readonly number[]; readonly upTo: string },
): Promise<RollingTable> {
  const nps = npsDefinition(definition);
  const definitions = nps ? [definition, nps] : [definition];
  const { moments, dataVersion, asOf } = await analysis.moments({
    questionnaire: request.questionnaire,
    waveIds: request.waveIds,
    by: ["region_current", "project", "phase", "month"],
    columns: definitions.flatMap(columnsOfDefinition),
    bases: definitions.flatMap(basesOfDefinition),
  });
  const periods = periodsUpTo(request.upTo);
  const readings = readPeriods(definitions, moments, periods);
  const keys = [...readings.keys()];
  const numbers = new Map(keys.map((key, at) => [key, at]));
  const n = keys.map((key) => readings.get(key)?.n ?? 0);
  const units = [...new Set(keys.map((key) => key.split(" ")[0] as UnitKey))];
  const nodes = [...new Set([...readings.values()].map(({ node }) => node))];
  const periodOf = new Map(periods.map((period) => [period.name, period]));
  const relations = relationsOf(definition, moments, periods, nodes, units, (unit, period, node) =>
    numbers.get(rollingKey(unit, period, node)),
  );
  const rule = { floor: PRIVACY_FLOOR, minimum: definition.minimumAnswers };
  const protections = protectCells(n, relations, rule, {
    cost: (cell) => {
      const [unit, name] = (keys[cell] ?? "").split(" ");
      const period = periodOf.get(name ?? "");
      return (n[cell] ?? 0) + (period ? costOf(unit as UnitKey, period) : 0);
    },
  });
  return {
    dataVersion,
    asOf,
    frame: frameVersion(moments.strata),
    periods,
    shown: new Map(
      keys.map((key, at) => [key, screenReading(readings.get(key) as Reading, protections[at] ?? "hidden")]),
    ),
  };
}
