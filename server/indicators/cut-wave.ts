import type { CalendarDate } from "#surveys/calendar-date.ts";
import { type WaveWording, wordingOf } from "./breaks.ts";
import {
  type PublishedDefinition,
  publishedVersion,
  type VersionYear,
  versionInForce,
} from "./definitions.ts";
import { estimandTable } from "./estimand-table.ts";
import { fullFrom } from "./full-from.ts";
import { topTwoTable } from "./measure-table.ts";
import { type Mode, makeModeTables } from "./mode-tables.ts";
import { operationsVersion } from "./operation-records.ts";
import type { Measure, ShownEstimand } from "./query.ts";
import { restatedTable } from "./restated-table.ts";
import type { Sources } from "./sources.ts";
import { stateInUse } from "./state-in-use.ts";
import { remembered } from "./table-cache.ts";
import type { WaveOption } from "./wave-option.ts";
import { makeWaveTable, type WaveTable } from "./wave-table.ts";

/** A wave of the cut with its numbers and how it asked. */
export type CutWave = {
  readonly wave: WaveOption;
  /** Under the rule of the cut. */
  readonly table: WaveTable;
  readonly wording: WaveWording;
  /** Version in force for the wave, and its numbers under it. */
  readonly version: number;
  readonly inForce: WaveTable;
  /** Its numbers under the rule of the cut by themselves, before what two rules together would tell is taken out. */
  readonly asked: WaveTable;
};

export type CutRule = {
  /** Published versions, the newest first. */
  readonly versions: readonly VersionYear[];
  /** The rule all waves of the cut are read under. */
  readonly published: PublishedDefinition;
  readonly mode: Mode | undefined;
  readonly measure: Measure;
  readonly estimand: ShownEstimand;
  /** Answers from which a value is told in full. */
  readonly fullFrom: number;
};

type Request = { readonly waveId: number; readonly questionnaire: string };

/**
 * Reads waves for a cut, each table made once for a state of the data. A wave of another time is restated under the rule of
 * the cut, so that two rules never solve for what is hidden.
 * @param today on which regions of today are those of
 */
export function cutWaves(
  sources: Sources,
  today: CalendarDate,
  { versions, published, mode, measure, estimand, fullFrom: from }: CutRule,
) {
  const { db } = sources;
  const tableUnder = async (rule: PublishedDefinition, request: Request): Promise<WaveTable> => {
    const operations = await operationsVersion(db, rule.definition);
    const state = `${stateInUse(sources)}|${operations}|${rule.hash}|${today}`;
    const whole = await remembered(
      `table|${state}|${request.waveId}`,
      (known: WaveTable | undefined) => makeWaveTable(sources, rule, request, known),
      `table|${rule.hash}|${request.waveId}`,
    );
    const means = mode === undefined ? whole : await modeTable(rule, request, whole, mode);
    if (measure === "mean") return means;
    return remembered(`top-two|${means.id}`, () => topTwoTable(sources, rule, request, means, mode));
  };
  const modeTable = async (
    rule: PublishedDefinition,
    request: Request,
    whole: WaveTable,
    mode: Mode,
  ): Promise<WaveTable> => {
    const modes = await remembered(`modes|${whole.id}`, () => makeModeTables(sources, rule, request, whole));
    const table = modes.get(mode);
    if (!table) throw new Error(`there is no table for mode ${mode}`);
    return table;
  };
  const standFor = async (table: WaveTable): Promise<WaveTable> =>
    fullFrom(
      estimand === "owner-weighted"
        ? table
        : await remembered(`${estimand}|${table.id}`, () => estimandTable(table, estimand)),
      from,
    );
  return async (wave: WaveOption): Promise<CutWave> => {
    const wording = await wordingOf(db, wave.id);
    const request = { waveId: wave.id, questionnaire: wording.questionnaire };
    const { version } = published.definition;
    const own = versionInForce(versions, wave.year)?.version ?? version;
    const asked = await tableUnder(published, request);
    if (own === version) {
      const table = await standFor(asked);
      return { wave, table, wording, version, inForce: table, asked: table };
    }
    const inForce = await tableUnder(await publishedVersion(db, own), request);
    const table = await remembered(`restated|${inForce.id}|${asked.id}`, () => restatedTable(inForce, asked));
    return {
      ...{ wave, wording, version: own },
      table: await standFor(table),
      inForce: await standFor(inForce),
      asked: await standFor(asked),
    };
  };
}
