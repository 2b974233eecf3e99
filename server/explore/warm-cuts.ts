import { type CutWave, cutWaves } from "#server/indicators/cut-wave.ts";
import {
  type PublishedDefinition,
  publishedVersion,
  publishedVersions,
  type VersionYear,
  versionInForce,
} from "#server/indicators/definitions.ts";
import { readSettings } from "#server/indicators/settings.ts";
import type { Sources } from "#server/indicators/sources.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { wavesWithNumbers } from "#server/indicators/waves.ts";
import { processSingleton } from "#server/process-singleton.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import { answersAtOnce } from "./answers-at-once.ts";
import type { CutTable } from "./cut-part.ts";
import type { CutTableRequest } from "./cut-table.ts";
import { everyTable } from "./every-table.ts";
import { isKept } from "./kept-tables.ts";
import { isTooLarge, steadyRequest } from "./steady-request.ts";
import { hasRoom, letGo } from "./table-shelf.ts";
import { tableStore } from "./table-store.ts";
import { aheadOf, dropAhead, keepAhead, type TablesAhead, tableName } from "./tables-ahead.ts";
import { wordsInWave } from "./words-in-wave.ts";

/** What every wave's tables are made with. */
type Making = {
  readonly sources: Sources;
  readonly today: CalendarDate;
  readonly versions: readonly VersionYear[];
  readonly fullFrom: number;
};

async function makingOf(sources: Sources, today: CalendarDate): Promise<Making> {
  const [versions, settings] = await Promise.all([publishedVersions(sources.db), readSettings(sources.db)]);
  return { sources, today, versions, fullFrom: settings["display.full_from"] };
}

function waveUnder(
  { sources, today, versions, fullFrom }: Making,
  published: PublishedDefinition,
  wave: WaveOption,
  from: Sources = sources,
): Promise<CutWave> {
  const plain = { mode: undefined, measure: "mean", estimand: "owner-weighted", fullFrom } as const;
  return cutWaves(from, today, { versions, published, ...plain })(wave);
}

async function ruleOf({ sources, versions }: Making, year: number): Promise<PublishedDefinition | undefined> {
  const inForce = versionInForce(versions, year);
  return inForce && publishedVersion(sources.db, inForce.version);
}

/** What filters may say is asked of every table. */
async function findWords(asked: CutTableRequest): Promise<void> {
  for (const cut of ["product_type", "batch"] as const) await wordsInWave(asked, cut);
}

function askedOf(
  making: Making,
  published: PublishedDefinition,
  now: CutWave,
  least: number,
): CutTableRequest {
  return {
    sources: making.sources,
    published,
    request: { waveId: now.wave.id, questionnaire: now.wording.questionnaire },
    whole: now.asked,
    classMinimum: least,
  };
}

/** Tables of a wave in the field, all of one moment. Who comes before the first are there waits for just these. */
async function warmField(making: Making, wave: WaveOption): Promise<void> {
  const published = await ruleOf(making, wave.year);
  if (published === undefined) return;
  const { version, minimumAnswers } = published.definition;
  const live = await waveUnder(making, published, wave);
  const before = aheadOf(wave.id);
  const isOfNow = before?.today === making.today && before.version === version;
  const isMade = isOfNow && before.of === live.asked.id;
  if (isMade || isTooLarge(live.asked)) return;
  try {
    const { request } = askedOf(making, published, live, minimumAnswers);
    const sources = await answersAtOnce(making.sources, published, request);
    const now = await waveUnder(making, published, wave, sources);
    const tables = new Map<string, CutTable>();
    const ahead: TablesAhead = {
      ...{ of: live.asked.id, now, sources, version, today: making.today, tables },
      madeAt: performance.now(),
    };
    if (!isOfNow) keepAhead(ahead);
    const asked = { ...askedOf(making, published, now, minimumAnswers), sources };
    await everyTable(asked, (cuts, phases, table) => tables.set(tableName(cuts, phases), table));
    await findWords(asked);
    keepAhead({ ...ahead, madeAt: performance.now() });
    if (before) for (const kind of ["cut", "sums"]) letGo(`${kind}|${before.now.asked.id}|`);
  } catch (failure) {
    dropAhead(wave.id);
    throw failure;
  }
}

/** Names of waves' numbers, by wave and version, whose tables were all made. */
function madeAhead(): Map<string, string> {
  return processSingleton("cuts-made-ahead", () => new Map<string, string>());
}

/**
 * Tables of a wave that no longer changes. Where there is no room to hold them, those on disk are left there, and read when somebody asks.
 * @param published the rule they are made under
 */
async function warmSettled(making: Making, wave: WaveOption, published: PublishedDefinition): Promise<void> {
  const own = (await ruleOf(making, wave.year)) ?? published;
  const now = await waveUnder(making, published, wave);
  const name = `${wave.id}|${published.definition.version}`;
  if (madeAhead().get(name) === now.asked.id || isTooLarge(now.asked)) return;
  dropAhead(wave.id);
  const asked = await steadyRequest(
    askedOf(making, published, now, own.definition.minimumAnswers),
    wave.state,
  );
  await everyTable(
    asked,
    () => undefined,
    async (cuts, phases) => {
      return !hasRoom() && (await isKept(asked.whole, tableName(cuts, phases)));
    },
  );
  await findWords(asked);
  madeAhead().set(name, now.asked.id);
}

let turn: Promise<unknown> = Promise.resolve();

/** One wave at a time: whoever asks for something meanwhile has a thread that decides for him. */
function inTurn(work: () => Promise<void>): Promise<void> {
  const done = turn.then(work);
  turn = done.catch(() => undefined);
  return done;
}

/**
 * Makes ahead the tables of the newest annual wave by free cuts, and of all that are in the field, under the rule of their time: deciding
 * what they hide takes seconds, and the finest many. What is made already of the same answers costs nothing.
 */
export async function warmCuts(sources: Sources, today: CalendarDate): Promise<void> {
  const making = await makingOf(sources, today);
  for (const [place, wave] of (await wavesWithNumbers(sources.db, "annual")).entries()) {
    if (wave.state === "field") await inTurn(() => warmField(making, wave));
    else if (place === 0) {
      const published = await ruleOf(making, wave.year);
      if (published) await inTurn(() => warmSettled(making, wave, published));
    }
  }
}

/**
 * The same for the older annual waves, the newest of them first: under the rule of their time, then under that of the newest wave, which
 * they are restated by. What is kept on disk of waves that are no more, or are in the field again, is destroyed.
 */
export async function warmOlderCuts(sources: Sources, today: CalendarDate): Promise<void> {
  const making = await makingOf(sources, today);
  const waves = await wavesWithNumbers(sources.db, "annual");
  const settled = waves.filter(({ state }) => state !== "field");
  await tableStore()?.only(settled.map(({ id }) => id));
  const newest = await ruleOf(making, waves[0]?.year ?? 0);
  const older = settled.filter((wave) => wave !== waves[0]);
  const rules = await Promise.all(older.map(({ year }) => ruleOf(making, year)));
  for (const [at, wave] of older.entries()) {
    const own = rules[at];
    if (own) await inTurn(() => warmSettled(making, wave, own));
  }
  for (const [at, wave] of older.entries())
    if (newest && rules[at] && rules[at].definition.version !== newest.definition.version)
      await inTurn(() => warmSettled(making, wave, newest));
}
