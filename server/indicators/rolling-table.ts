import { basesOfDefinition, columnsOfDefinition, nodesOf } from "#analytics/columns-of-definition.ts";
import { evaluate } from "#analytics/evaluate.ts";
import { frameVersion } from "#analytics/frame-version.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Moments } from "#analytics/moments.ts";
import { type CellProtection, protectCells } from "#analytics/protect-cells.ts";
import type { Reading } from "#analytics/reading.ts";
import { PRIVACY_FLOOR, screenReading } from "#analytics/screen-reading.ts";
import type { CellRelation } from "#analytics/sums-of-cells.ts";
import { endedPeriods, type Period } from "./calendar-periods.ts";
import { npsDefinition } from "./nodes.ts";
import { type UnitKey, WHOLE } from "./place.ts";
import type { ReadingMap } from "./reading-cells.ts";
import type { Sources } from "./sources.ts";

/** What a callback says over time: by unit (`whole`, `region_current:7`, `project:12`), period and node. */
export type RollingTable = {
  readonly dataVersion: string;
  readonly asOf: string;
  /** Version of the owners' frames of all its years. */
  readonly frame: string | undefined;
  readonly periods: readonly Period[];
  readonly shown: ReadingMap;
};

/** Key of a place in the table. */
export function rollingKey(unit: UnitKey, period: string): string {
  return `${unit} ${period}`;
}

const LEVELS = [[], ["region_current"], ["project"]] as const;

function unitOf(group: Readonly<Record<string, string>>): UnitKey | undefined {
  for (const column of ["region_current", "project"] as const) {
    const id = group[column];
    if (id !== undefined) return id === "" ? undefined : `${column}:${id}`;
  }
  return WHOLE;
}

/** Readings of one period by unit and node, nothing hidden. */
function readPeriod(
  definitions: readonly IndexDefinition[],
  moments: Moments,
  { months }: Period,
): ReadonlyMap<UnitKey, ReadonlyMap<string, Reading>> {
  const found = new Map<UnitKey, Map<string, Reading>>();
  const wanted = new Set(months);
  const own = { ...moments, cells: moments.cells.filter(({ group }) => wanted.has(group.month ?? "")) };
  for (const by of LEVELS)
    for (const definition of definitions)
      for (const reading of evaluate(definition, own, { by, inference: "process" })) {
        const unit = unitOf(reading.group);
        if (unit === undefined) continue;
        const nodes = found.get(unit) ?? new Map<string, Reading>();
        // the second definition reads an item of the first under another rule
        if (!nodes.has(reading.node)) nodes.set(reading.node, reading);
        found.set(unit, nodes);
      }
  return found;
}

/** What each unit divides into: the whole into regions, a region into projects. */
function partsOf(moments: Moments): ReadonlyMap<UnitKey, ReadonlySet<UnitKey>> {
  const parts = new Map<UnitKey, Set<UnitKey>>();
  const put = (whole: UnitKey, part: UnitKey) => parts.set(whole, (parts.get(whole) ?? new Set()).add(part));
  for (const { group } of moments.cells) {
    const project: UnitKey = `project:${group.project ?? ""}`;
    const region = group.region_current ?? "";
    const above: UnitKey = region === "" ? project : `region_current:${region}`;
    put(WHOLE, above);
    if (above !== project) put(above, project);
  }
  return parts;
}

type Cell = {
  readonly unit: UnitKey;
  readonly period: Period;
  readonly node: string;
  readonly reading: Reading;
};

/** Every sum a reader can form: years of quarters, the whole of regions, regions of projects, nodes of their parts. */
function relationsOf(
  definition: IndexDefinition,
  parts: ReturnType<typeof partsOf>,
  periods: readonly Period[],
  cells: readonly Cell[],
): readonly CellRelation[] {
  const keyOf = (unit: UnitKey, period: string, node: string) => `${rollingKey(unit, period)} ${node}`;
  const numbers = new Map(cells.map(({ unit, period, node }, at) => [keyOf(unit, period.name, node), at]));
  const numberOf = (unit: UnitKey, period: string, node: string) => numbers.get(keyOf(unit, period, node));
  const relation = (
    whole: number | undefined,
    of: readonly (number | undefined)[],
    rest: Pick<CellRelation, "additive" | "system" | "weights">,
  ): CellRelation[] => {
    const known = of.flatMap((part, at) => (part === undefined ? [] : [{ part, at }]));
    if (whole === undefined || known.length === 0) return [];
    const weights = rest.weights && known.map(({ at }) => rest.weights?.[at] ?? 0);
    return [{ ...rest, whole, parts: known.map(({ part }) => part), ...(weights && { weights }) }];
  };
  const quarters = periods.filter(({ length }) => length === 3);
  const made = new Map(
    nodesOf(definition.tree).map((node) => [
      node.id,
      [
        ...(node.combine ?? []).map((child) => [child.id, child.weight ?? 0] as const),
        ...Object.entries(node.items ?? {}),
      ].filter(([, weight]) => weight > 0),
    ]),
  );
  return cells.flatMap(({ unit, period: { name, length }, node }, whole) => {
    const additive = { additive: true, system: `node ${node}` };
    const children = made.get(node) ?? [];
    return [
      ...(length === 3
        ? []
        : relation(
            whole,
            quarters.map((quarter) => numberOf(unit, quarter.name, node)),
            additive,
          )),
      ...relation(
        whole,
        [...(parts.get(unit) ?? [])].map((part) => numberOf(part, name, node)),
        additive,
      ),
      ...relation(
        whole,
        children.map(([id]) => numberOf(unit, name, id)),
        { additive: false, system: `place ${unit} ${name}`, weights: children.map(([, weight]) => weight) },
      ),
    ];
  });
}

/** Hiding a year costs more than hiding a quarter, a region more than a project. */
function costOf({ unit, period: { length }, reading: { n = 0 } }: Cell): number {
  return n + (unit === WHOLE ? 1e8 : unit.startsWith("project") ? 1e4 : 1e6) * (length === 12 ? 10 : 1);
}

/**
 * What may be shown of the periods of one year. Each quarter is decided by itself, as when it ended, and stays so; the year,
 * which ends last, gives way to its quarters. So a quarter that was shown once is not hidden for company later, and what two
 * looks at different times tell together is what the later one tells.
 */
function protectYear(
  definition: IndexDefinition,
  parts: ReturnType<typeof partsOf>,
  periods: readonly Period[],
  cellsOf: (period: Period) => readonly Cell[],
): readonly (readonly [Cell, CellProtection])[] {
  const rule = { floor: PRIVACY_FLOOR, minimum: definition.minimumAnswers };
  const decide = (over: readonly Period[], before: readonly CellProtection[]) => {
    const cells = over.flatMap(cellsOf);
    const protections = protectCells(
      cells.map(({ reading }) => reading.n ?? 0),
      relationsOf(definition, parts, over, cells),
      rule,
      {
        cost: (cell) => (cell < before.length ? Number.POSITIVE_INFINITY : costOf(cells[cell] as Cell)),
        ...(before.length > 0 && { before, mayShow: (cell) => cell >= before.length }),
      },
    );
    return cells.map((cell, at) => [cell, protections[at] ?? "hidden"] as const);
  };
  const quarters = periods.filter(({ length }) => length === 3).map((quarter) => decide([quarter], []));
  if (quarters.length === periods.length) return quarters.flat();
  return decide(
    periods,
    quarters.flat().map(([, protection]) => protection),
  );
}

/**
 * Numbers of a callback over the calendar: its answers by month of submission, added up to the quarters and the years that
 * have ended. Windows that overlap would tell by their differences what no window shows, so there are no others, whatever
 * is asked for. Nothing hidden follows from what is shown, through time, units or the tree.
 * @param request.ended newest month that is over (YYYY-MM)
 */
export async function makeRollingTable(
  { analysis }: Sources,
  definition: IndexDefinition,
  request: { readonly questionnaire: string; readonly waveIds: readonly number[]; readonly ended: string },
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
  const months = moments.cells.map(({ group }) => group.month ?? "").filter((month) => month !== "");
  const [first = request.ended] = months.toSorted();
  const periods = endedPeriods(first, request.ended);
  const parts = partsOf(moments);
  const cellsOf = (period: Period): Cell[] =>
    [...readPeriod(definitions, moments, period)].flatMap(([unit, nodes]) =>
      [...nodes].map(([node, reading]) => ({ unit, period, node, reading })),
    );
  const shown = new Map<string, Map<string, Reading>>();
  for (const own of Map.groupBy(periods, ({ year }) => year).values()) {
    const read = new Map(own.map((period) => [period, cellsOf(period)]));
    for (const [{ unit, period, node, reading }, protection] of protectYear(
      definition,
      parts,
      own,
      (each) => read.get(each) ?? [],
    )) {
      const key = rollingKey(unit, period.name);
      const nodes = shown.get(key) ?? new Map<string, Reading>();
      shown.set(key, nodes.set(node, screenReading(reading, protection, definition.minimumAnswers)));
    }
  }
  return { dataVersion, asOf, frame: frameVersion(moments.strata), periods, shown };
}
