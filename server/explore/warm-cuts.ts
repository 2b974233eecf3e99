import { setImmediate as nextTurn } from "node:timers/promises";
import { RESPONSE_CUTS } from "#server/analysis/selection.ts";
import { AppError } from "#server/app-error.ts";
import { cutWaves } from "#server/indicators/cut-wave.ts";
import { publishedVersion, publishedVersions, versionInForce } from "#server/indicators/definitions.ts";
import { readSettings } from "#server/indicators/settings.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { wavesWithNumbers } from "#server/indicators/waves.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import { answersAtOnce } from "./answers-at-once.ts";
import type { CutTable } from "./cut-part.ts";
import { type CutTableRequest, cutTable } from "./cut-table.ts";
import { COARSER, type FreeCut } from "./merged-classes.ts";
import { aheadOf, dropAhead, keepAhead, tableName } from "./tables-ahead.ts";
import { wordsInWave } from "./words-in-wave.ts";

/** Larger groups wait for the table they ask for: all of theirs together would take the memory of the server. */
const MOST_STRATA = 1_000;

type Table = readonly [cuts: readonly FreeCut[], phases: boolean];

const COMBINATIONS = Array.from({ length: 2 ** RESPONSE_CUTS.length }, (_, bits) =>
  RESPONSE_CUTS.filter((_, at) => (bits >> at) % 2 === 1),
);

const fineness = ([cuts, phases]: Table) => cuts.length + Number(phases);

/** Every table that screens ask for, the quick ones first: all combinations of cuts, with phases or not, and merged classes alone. */
const EVERY: readonly Table[] = [
  ...COMBINATIONS.flatMap((cuts) => [false, true].map((phases): Table => [cuts, phases])),
  ...Object.values(COARSER).map((cut): Table => [[cut], false]),
].toSorted((a, b) => fineness(a) - fineness(b));

async function tablesOf(request: CutTableRequest): Promise<ReadonlyMap<string, CutTable>> {
  const tables = new Map<string, CutTable>();
  for (const [cuts, phases] of EVERY) {
    await nextTurn();
    try {
      tables.set(tableName(cuts, phases), await cutTable(request, cuts, phases));
    } catch (failure) {
      // divided too finely: whoever asks for it is told so
      if (!(failure instanceof AppError && failure.code === "too_large")) throw failure;
    }
  }
  return tables;
}

/**
 * Makes ahead the tables of the newest annual wave by free cuts, under the rule of its time: deciding what they hide takes seconds, and
 * the finest many. What is made already of the same answers costs nothing.
 */
export async function warmCuts(sources: Sources, today: CalendarDate): Promise<void> {
  const { db } = sources;
  const [[wave], versions] = await Promise.all([wavesWithNumbers(db, "annual"), publishedVersions(db)]);
  const inForce = wave && versionInForce(versions, wave.year);
  if (wave === undefined || inForce === undefined) return;
  const published = await publishedVersion(db, inForce.version);
  const settings = await readSettings(db);
  const plain = {
    ...({ mode: undefined, measure: "mean", estimand: "owner-weighted" } as const),
    fullFrom: settings["display.full_from"],
  };
  const waveFrom = (from: Sources) => cutWaves(from, today, { versions, published, ...plain })(wave);
  const live = await waveFrom(sources);
  const { moments } = live.asked;
  const before = aheadOf(wave.id);
  const isMade = before?.of === live.asked.id && before.today === today;
  if (isMade || moments.strata.length > MOST_STRATA) return;
  const request = { waveId: wave.id, questionnaire: live.wording.questionnaire };
  try {
    const steady = wave.state === "field" ? await answersAtOnce(sources, published, request) : sources;
    const now = steady === sources ? live : await waveFrom(steady);
    const classMinimum = published.definition.minimumAnswers;
    const asked = { sources: steady, published, request, whole: now.asked, classMinimum };
    const tables = await tablesOf(asked);
    // what filters may say is asked of every table
    for (const cut of ["product_type", "batch"] as const) await wordsInWave(asked, cut);
    const madeAt = performance.now();
    keepAhead({ of: live.asked.id, now, version: inForce.version, today, madeAt, tables });
  } catch (failure) {
    dropAhead(wave.id);
    throw failure;
  }
}
