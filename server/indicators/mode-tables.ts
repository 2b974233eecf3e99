import { randomUUID } from "node:crypto";
import { decidedWhole } from "./decided-whole.ts";
import type { PublishedDefinition } from "./definitions.ts";
import { onlyPhases } from "./only-phase.ts";
import { ownersBehind } from "./owners-behind.ts";
import { LEVELS, type Place } from "./place.ts";
import { protectDivision } from "./protect-division.ts";
import type { OpenMap } from "./protect-readings.ts";
import type { Sources } from "./sources.ts";
import {
  definitionsOf,
  momentsOfWave,
  readLevels,
  samplesOf,
  type TableRequest,
  type WaveTable,
  withAliases,
  withLevelAliases,
} from "./wave-table.ts";

const MODES = ["web", "phone", "visit"] as const;
export type Mode = (typeof MODES)[number];

/** A mode's table with what it leaves open to its readers, for finer tables. */
export type ModeTable = WaveTable & { readonly open: OpenMap };

/** A mode is not divided by phases too: nearly every such cell would be too small, and take larger ones with it. */
export const MODE_LEVELS = LEVELS.filter(({ phases }) => !phases);

/**
 * The tables of a wave's modes, one each, beside the table of all. What one mode shows never lets another's, or the
 * rest's, be worked out from the whole.
 */
export async function makeModeTables(
  sources: Sources,
  published: PublishedDefinition,
  request: TableRequest,
  whole: WaveTable,
): Promise<ReadonlyMap<Mode, ModeTable>> {
  const definitions = definitionsOf(published);
  const { moments, dataVersion, asOf } = await momentsOfWave(sources, definitions, request, ["mode"]);
  const places = new Map<string, Place>();
  const found = new Map(
    MODES.map((mode) => {
      const own = {
        ...moments,
        cells: moments.cells.filter(({ group }) => group.mode === mode),
        whole: moments.cells,
      };
      const finite = readLevels(definitions, own, MODE_LEVELS, "finite");
      for (const [key, place] of finite.places) places.set(key, place);
      return [mode, { own, finite }] as const;
    }),
  );
  const { open } = await decidedWhole(published, whole);
  const decided = await protectDivision(
    {
      definition: published.definition,
      strata: moments.strata,
      places,
      owners: new Map([...found].map(([mode, { own }]) => [mode, ownersBehind(definitions, own)])),
      onlyPhases: new Map([...found].map(([mode, { own }]) => [mode, onlyPhases(own.cells)])),
    },
    [{ open, divides: (place) => MODES.map((part) => ({ part, place })) }],
    new Map([...found].map(([mode, { finite }]) => [mode, finite.readings])),
  );
  return new Map(
    [...found].map(([mode, { own, finite }]) => [
      mode,
      {
        id: randomUUID(),
        waveId: request.waveId,
        dataVersion,
        asOf,
        definitions,
        moments: own,
        levels: MODE_LEVELS,
        levelOf: withLevelAliases(finite.levelOf, own),
        shown: withAliases(decided.get(mode)?.shown ?? new Map(), own),
        open: decided.get(mode)?.open ?? new Map(),
        samples: samplesOf(definitions, own, MODE_LEVELS),
      },
    ]),
  );
}
