import { randomUUID } from "node:crypto";
import { basesOfDefinition, columnsOfDefinition } from "#analytics/columns-of-definition.ts";
import { evaluate } from "#analytics/evaluate.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Moments, Stratum } from "#analytics/moments.ts";
import type { Estimand, Inference, Reading } from "#analytics/reading.ts";
import type { MomentsRequest, ResponseCut } from "#server/analysis/selection.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import type { PublishedDefinition } from "./definitions.ts";
import { npsDefinition } from "./nodes.ts";
import { operationRecords } from "./operation-records.ts";
import { LEVELS, type Level, type Place, placeKey, placeOfGroup } from "./place.ts";
import { protectReadings } from "./protect-readings.ts";
import type { ShownEstimand } from "./query.ts";
import type { ReadingMap } from "./reading-cells.ts";
import type { Sources } from "./sources.ts";
import { unmovedRegions } from "./table-relations.ts";

/**
 * Every number of one wave under one definition: each unit, each phase, each node. Screens, exports and comparisons
 * take their numbers from here and nowhere else.
 */
export type WaveTable = {
  /** Names these numbers: the same as long as none of them changes, whatever else does in the record. */
  readonly id: string;
  readonly waveId: number;
  readonly dataVersion: string;
  readonly asOf: string;
  /** The index first; then what reads its items under another rule. */
  readonly definitions: readonly IndexDefinition[];
  readonly moments: Moments;
  readonly levels: readonly Level[];
  /** By place, the name of its level. */
  readonly levelOf: ReadonlyMap<string, string>;
  /** What may be shown, about the owners of the frame's day (finite). */
  readonly shown: ReadingMap;
  /** Readings of a level for tests of differences only, about performance (process): nothing is hidden here. */
  readonly samples: (level: string) => ReadingMap;
  /** Whom the numbers stand for; owners when left out. */
  readonly estimand?: ShownEstimand;
  /**
   * Of a wave read under another rule than that of its time: by place and node, how far what may be told lies from what the
   * rule gives, where leaves are hidden.
   */
  readonly withheld?: ReadonlyMap<string, ReadonlyMap<string, number>>;
};

export type TableRequest = {
  readonly waveId: number;
  readonly questionnaire: string;
};

type Found = {
  readonly readings: Map<string, Map<string, Reading>>;
  readonly places: Map<string, Place>;
  readonly levelOf: Map<string, string>;
};

/** Readings of every place and node of some levels, nothing hidden. */
export function readLevels(
  definitions: readonly IndexDefinition[],
  moments: Moments,
  levels: readonly Level[],
  inference: Inference,
  estimand: Estimand = "owner-weighted",
): Found {
  const found: Found = { readings: new Map(), places: new Map(), levelOf: new Map() };
  const unmoved = unmovedRegions(moments.strata);
  const hasMoved = moments.strata.some(({ group }) => !unmoved.has(group?.region_current ?? ""));
  for (const { name, by, phases } of levels) {
    // within one phase there is no mix to standardise
    const own = phases && estimand === "phase-standardised" ? "owner-weighted" : estimand;
    if (by.includes("region_current") && !hasMoved) continue;
    for (const definition of definitions) {
      for (const reading of evaluate(definition, moments, { by, inference, estimand: own })) {
        const place = placeOfGroup(reading.group);
        if (!place || unmoved.has(reading.group.region_current ?? "")) continue;
        const key = placeKey(place);
        const nodes = found.readings.get(key) ?? new Map<string, Reading>();
        // the second definition reads an item of the first under another rule; only its own node is wanted
        if (!nodes.has(reading.node)) nodes.set(reading.node, reading);
        found.readings.set(key, nodes);
        found.places.set(key, place);
        found.levelOf.set(key, name);
      }
    }
  }
  return found;
}

/** The numbers of the regions of today that are those of the cut-off day, under their other name too. */
export function withAliases<Value>(
  byPlace: ReadonlyMap<string, Value>,
  moments: Moments,
  renamed: (value: Value) => Value = (value) => value,
): ReadonlyMap<string, Value> {
  const all = new Map(byPlace);
  for (const id of unmovedRegions(moments.strata)) {
    for (const phase of [undefined, ...OWNER_PHASES]) {
      const then = byPlace.get(placeKey({ unit: `region:${id}`, phase }));
      if (then !== undefined) all.set(placeKey({ unit: `region_current:${id}`, phase }), renamed(then));
    }
  }
  return all;
}

export function withLevelAliases(
  levelOf: ReadonlyMap<string, string>,
  moments: Moments,
): ReadonlyMap<string, string> {
  return withAliases(levelOf, moments, (name) => name.replace("region", "region_current"));
}

/** What the analysis is asked for a wave's sums, by all that its strata are told by and by further cuts. */
export function momentsRequestOf(
  definitions: readonly IndexDefinition[],
  { waveId, questionnaire }: TableRequest,
  more: readonly ResponseCut[],
): MomentsRequest {
  return {
    questionnaire,
    waveIds: [waveId],
    by: [...new Set(LEVELS.flatMap(({ by }) => by)), ...more],
    columns: definitions.flatMap(columnsOfDefinition),
    bases: definitions.flatMap(basesOfDefinition),
  };
}

/** The sums all readings of a wave are made from. */
export async function momentsOfWave(
  { db, analysis }: Sources,
  definitions: readonly IndexDefinition[],
  request: TableRequest,
  more: readonly ResponseCut[],
) {
  const answers = await analysis.moments(momentsRequestOf(definitions, request, more));
  const records = await operationRecords(db, definitions, request.waveId, answers.moments.strata);
  return records === undefined ? answers : { ...answers, moments: { ...answers.moments, records } };
}

/** The definition, and what reads its items under another rule beside it. */
export function definitionsOf({ definition }: PublishedDefinition): readonly IndexDefinition[] {
  const nps = npsDefinition(definition);
  return nps ? [definition, nps] : [definition];
}

/** Readings for tests, made level by level when they are first asked for. */
export function samplesOf(
  definitions: readonly IndexDefinition[],
  moments: Moments,
  levels: readonly Level[],
  estimand: Estimand = "owner-weighted",
): WaveTable["samples"] {
  const made = new Map<string, ReadingMap>();
  // regions nobody moved out of have their numbers under the name of then
  const sources = (name: string) => [name, name.replace("region_current", "region")];
  return (name) => {
    let level = made.get(name);
    if (level === undefined) {
      const wanted = levels.filter((each) => sources(name).includes(each.name));
      level = withAliases(readLevels(definitions, moments, wanted, "process", estimand).readings, moments);
      made.set(name, level);
    }
    return level;
  };
}

function sameStratum(a: Stratum, b: Stratum | undefined): boolean {
  return (
    a.key === b?.key &&
    a.population === b.population &&
    a.respondents === b.respondents &&
    a.region === b.region &&
    a.group?.region_current === b.group?.region_current
  );
}

/** Whether nothing changed: the analysis shares the arrays of cells that no new answer touched. */
function sameMoments(a: Moments, b: Moments): boolean {
  return (
    a.columns === b.columns &&
    a.strata.length === b.strata.length &&
    a.cells.length === b.cells.length &&
    JSON.stringify(a.records) === JSON.stringify(b.records) &&
    a.strata.every((stratum, at) => sameStratum(stratum, b.strata[at])) &&
    a.cells.every((cell, at) => cell.stratum === b.cells[at]?.stratum && cell.sumAB === b.cells[at]?.sumAB)
  );
}

/**
 * Makes the table of a wave from the analysis.
 * @param known the table of an earlier state of the record, kept when nothing of this wave changed since
 */
export async function makeWaveTable(
  sources: Sources,
  published: PublishedDefinition,
  request: TableRequest,
  known?: WaveTable,
): Promise<WaveTable> {
  const definitions = definitionsOf(published);
  const { moments, dataVersion, asOf } = await momentsOfWave(sources, definitions, request, []);
  if (known && sameMoments(known.moments, moments)) return { ...known, dataVersion, asOf };
  const { readings, places, levelOf } = readLevels(definitions, moments, LEVELS, "finite");
  const scheme = { definition: published.definition, strata: moments.strata, places };
  return {
    id: randomUUID(),
    waveId: request.waveId,
    dataVersion,
    asOf,
    definitions,
    moments,
    levels: LEVELS,
    levelOf: withLevelAliases(levelOf, moments),
    shown: withAliases(protectReadings(scheme, readings), moments),
    samples: samplesOf(definitions, moments, LEVELS),
  };
}
