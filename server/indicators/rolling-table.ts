import { basesOfDefinition, columnsOfDefinition } from "#analytics/columns-of-definition.ts";
import { evaluate } from "#analytics/evaluate.ts";
import { frameVersion } from "#analytics/frame-version.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Moments } from "#analytics/moments.ts";
import type { Reading } from "#analytics/reading.ts";
import { screenReading } from "#analytics/screen-reading.ts";
import { endedPeriods, type Period } from "./calendar-periods.ts";
import { npsDefinition } from "./nodes.ts";
import { ownersBehind } from "./owners-behind.ts";
import { placeKey, type UnitKey, WHOLE } from "./place.ts";
import {
  decidedKey,
  type PartsOfUnits,
  type PeriodCell,
  protectPeriods,
  type RuleOf,
  rollingKey,
} from "./protect-periods.ts";
import type { ReadingMap } from "./reading-cells.ts";
import type { Sources } from "./sources.ts";
import type { WaveOption } from "./wave-option.ts";

/** What a callback says over time: by unit (`whole`, `region_current:7`, `project:12`), period and node. */
export type RollingTable = {
  readonly dataVersion: string;
  readonly asOf: string;
  /** Version of the owners' frames of all its years. */
  readonly frame: string | undefined;
  readonly periods: readonly Period[];
  readonly shown: ReadingMap;
};

/** Every year that periods of a callback may end in. */
export function yearsOf({
  waves,
  ended,
}: {
  readonly waves: readonly WaveOption[];
  readonly ended: string;
}): readonly number[] {
  const last = Number(ended.slice(0, 4));
  const first = Math.min(last, ...waves.map(({ year }) => year));
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

const LEVELS = [[], ["region_current"], ["project"]] as const;

function unitOf(group: Readonly<Record<string, string>>): UnitKey | undefined {
  for (const column of ["region_current", "project"] as const) {
    const id = group[column];
    if (id !== undefined) return id === "" ? undefined : `${column}:${id}`;
  }
  return WHOLE;
}

/** What is read of one period by unit and node, nothing hidden. */
function readPeriod(
  definitions: readonly IndexDefinition[],
  moments: Moments,
  parts: PartsOfUnits,
  period: Period,
): readonly PeriodCell[] {
  const found = new Map<UnitKey, Map<string, Reading>>();
  const wanted = new Set(period.months);
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
  const ofProjects = ownersBehind(definitions, own);
  const owners = (unit: UnitKey, node: string): number => {
    const into = parts.get(unit);
    if (into === undefined) return ofProjects.get(placeKey({ unit, phase: undefined }))?.get(node) ?? 0;
    return [...into].reduce((sum, part) => sum + owners(part, node), 0);
  };
  return [...found].flatMap(([unit, nodes]) =>
    [...nodes].map(([node, reading]) => ({ unit, period, node, reading, owners: owners(unit, node) })),
  );
}

function partsOf(moments: Moments): PartsOfUnits {
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

/**
 * Numbers of a callback over the calendar: its answers by month of submission, added up to the quarters that have ended and
 * the twelve months that ended with one, whatever is asked for. Nothing hidden follows from what is shown, through time, units
 * or the tree.
 * @param ruleOf the definition that numbers of a year are read under
 * @param request.ended newest month that is over (YYYY-MM)
 */
export async function makeRollingTable(
  { analysis }: Sources,
  ruleOf: RuleOf,
  request: { readonly questionnaire: string; readonly waves: readonly WaveOption[]; readonly ended: string },
): Promise<RollingTable> {
  const rules = yearsOf(request).map(ruleOf);
  const withScores = new Map(
    rules.map((definition) => {
      const nps = npsDefinition(definition);
      return [definition, nps ? [definition, nps] : [definition]] as const;
    }),
  );
  const all = [...withScores.values()].flat();
  const { moments, dataVersion, asOf } = await analysis.moments({
    questionnaire: request.questionnaire,
    waveIds: request.waves.map(({ id }) => id),
    by: ["region_current", "project", "phase", "month"],
    columns: all.flatMap(columnsOfDefinition),
    bases: all.flatMap(basesOfDefinition),
  });
  const months = moments.cells.map(({ group }) => group.month ?? "").filter((month) => month !== "");
  const [first = request.ended] = months.toSorted();
  const periods = endedPeriods(first, request.ended);
  const parts = partsOf(moments);
  const read = new Map<IndexDefinition, Map<string, readonly PeriodCell[]>>();
  const cellsOf = (definition: IndexDefinition, period: Period): readonly PeriodCell[] => {
    const own = read.get(definition) ?? new Map<string, readonly PeriodCell[]>();
    read.set(definition, own);
    const known = own.get(period.name);
    if (known) return known;
    const cells = readPeriod(withScores.get(definition) ?? [definition], moments, parts, period);
    own.set(period.name, cells);
    return cells;
  };
  const decided = await protectPeriods(ruleOf, parts, periods, cellsOf);
  const shown = new Map<string, Map<string, Reading>>();
  for (const period of periods) {
    const definition = ruleOf(period.year);
    for (const cell of cellsOf(definition, period)) {
      const key = rollingKey(cell.unit, period.name);
      const nodes = shown.get(key) ?? new Map<string, Reading>();
      const protection = decided.get(period.name)?.get(decidedKey(cell)) ?? "hidden";
      shown.set(
        key,
        nodes.set(cell.node, screenReading(cell.reading, protection, definition.minimumAnswers)),
      );
    }
  }
  return { dataVersion, asOf, frame: frameVersion(moments.strata), periods, shown };
}
