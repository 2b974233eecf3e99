import { basesOfDefinition, columnsOfDefinition } from "#analytics/columns-of-definition.ts";
import { evaluate } from "#analytics/evaluate.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Moments } from "#analytics/moments.ts";
import type { Inference, Reading } from "#analytics/reading.ts";
import type { PublishedDefinition } from "./definitions.ts";
import { npsDefinition } from "./nodes.ts";
import { LEVELS, type Place, placeKey, placeOfGroup } from "./place.ts";
import { protectParts, protectReadings, type ReadingMap } from "./protect-readings.ts";
import type { Sources } from "./sources.ts";

export const MODES = ["web", "phone", "visit"] as const;
export type Mode = (typeof MODES)[number];

/**
 * Every number of one wave under one definition: each unit, each phase, each node. Screens, exports and comparisons
 * take their numbers from here and nowhere else.
 */
export type WaveTable = {
  readonly waveId: number;
  readonly dataVersion: string;
  readonly asOf: string;
  /** The index first; then what reads its items under another rule. */
  readonly definitions: readonly IndexDefinition[];
  readonly moments: Moments;
  /** By place, the name of its level. */
  readonly levelOf: ReadonlyMap<string, string>;
  /** What may be shown, about the owners of the frame's day (finite). */
  readonly shown: ReadingMap;
  /** For tests of differences only, about performance (process): nothing is hidden here. */
  readonly samples: ReadingMap;
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

function read(definitions: readonly IndexDefinition[], moments: Moments, inference: Inference): Found {
  const found: Found = { readings: new Map(), places: new Map(), levelOf: new Map() };
  for (const { name, by } of LEVELS) {
    for (const definition of definitions) {
      for (const reading of evaluate(definition, moments, { by, inference })) {
        const place = placeOfGroup(reading.group);
        if (!place) continue;
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

async function momentsFor(
  { analysis }: Sources,
  definitions: readonly IndexDefinition[],
  { waveId, questionnaire }: TableRequest,
  more: readonly "mode"[],
) {
  return analysis.moments({
    questionnaire,
    waveIds: [waveId],
    by: [...new Set(LEVELS.flatMap(({ by }) => by)), ...more],
    columns: definitions.flatMap(columnsOfDefinition),
    bases: definitions.flatMap(basesOfDefinition),
  });
}

function definitionsOf({ definition }: PublishedDefinition): readonly IndexDefinition[] {
  const nps = npsDefinition(definition);
  return nps ? [definition, nps] : [definition];
}

/** Makes the table of a wave from the analysis. */
export async function makeWaveTable(
  sources: Sources,
  published: PublishedDefinition,
  request: TableRequest,
): Promise<WaveTable> {
  const definitions = definitionsOf(published);
  const { moments, dataVersion, asOf } = await momentsFor(sources, definitions, request, []);
  const { readings, places, levelOf } = read(definitions, moments, "finite");
  const scheme = { definition: published.definition, strata: moments.strata, places: [...places.values()] };
  return {
    waveId: request.waveId,
    dataVersion,
    asOf,
    definitions,
    moments,
    levelOf,
    shown: protectReadings(scheme, readings),
    samples: read(definitions, moments, "process").readings,
  };
}

/**
 * The tables of a wave's modes, one each, beside the table of all. What one mode shows never lets another's, or the
 * rest's, be worked out from the whole.
 */
export async function makeModeTables(
  sources: Sources,
  published: PublishedDefinition,
  request: TableRequest,
  whole: WaveTable,
): Promise<ReadonlyMap<Mode, WaveTable>> {
  const definitions = definitionsOf(published);
  const { moments, dataVersion, asOf } = await momentsFor(sources, definitions, request, ["mode"]);
  const places = new Map<string, Place>();
  const found = new Map(
    MODES.map((mode) => {
      const own = { ...moments, cells: moments.cells.filter(({ group }) => group.mode === mode) };
      const finite = read(definitions, own, "finite");
      for (const [key, place] of finite.places) places.set(key, place);
      return [mode, { own, finite, samples: read(definitions, own, "process").readings }] as const;
    }),
  );
  const scheme = { definition: published.definition, strata: moments.strata, places: [...places.values()] };
  const shown = protectParts(
    scheme,
    read(definitions, whole.moments, "finite").readings,
    whole.shown,
    new Map([...found].map(([mode, { finite }]) => [mode, finite.readings])),
  );
  return new Map(
    [...found].map(([mode, { own, finite, samples }]) => [
      mode,
      {
        waveId: request.waveId,
        dataVersion,
        asOf,
        definitions,
        moments: own,
        levelOf: finite.levelOf,
        shown: shown.get(mode) ?? new Map(),
        samples,
      },
    ]),
  );
}
