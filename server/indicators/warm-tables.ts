import { setImmediate as nextTurn } from "node:timers/promises";
import { type LoadingLoop, loadingLoop } from "#server/analysis/loading-loop.ts";
import { type CalendarDate, shanghaiDate } from "#surveys/calendar-date.ts";
import { breaksOf, changesOfLevel, gapsOfLevel } from "./cut.ts";
import { cutWaves } from "./cut-wave.ts";
import { publishedVersion, publishedVersions, versionInForce } from "./definitions.ts";
import { askedOtherwise } from "./mode-mix.ts";
import { nodeInfos } from "./nodes.ts";
import { LEVELS, type Level } from "./place.ts";
import { readSettings } from "./settings.ts";
import type { Sources } from "./sources.ts";
import { wavesWithNumbers } from "./waves.ts";

/** Waves whose units are compared ahead; of all others only the numbers are made, for trends. */
const RECENT = 2;

/** A pass is followed by this many times its own length of rest: while owners answer, every second brings new numbers. */
const REST = 20;

/** Levels of the organisation as it stood: how it stands today is asked for less, and made when it is. */
const COMPARED: readonly Level[] = LEVELS.filter(({ by }) => !by.includes("region_current"));

/**
 * Makes ahead what the first to look after a load would wait for: the numbers of all annual waves under the rules of their time,
 * and for the newest two the changes and gaps of their units. What is made already costs nothing; other work gets its turn
 * between any two steps.
 */
export async function warmTables(sources: Sources, today: CalendarDate): Promise<void> {
  const { db } = sources;
  const [waves, settings, versions] = await Promise.all([
    wavesWithNumbers(db, "annual"),
    readSettings(db),
    publishedVersions(db),
  ]);
  const newest = versionInForce(versions, waves[0]?.year ?? 0);
  for (const [place, wave] of waves.entries()) {
    const inForce = versionInForce(versions, wave.year);
    if (inForce === undefined || newest === undefined) continue;
    const published = await publishedVersion(db, place < RECENT ? inForce.version : newest.version);
    const plain = {
      ...({ mode: undefined, measure: "mean", estimand: "owner-weighted" } as const),
      fullFrom: settings["display.full_from"],
    };
    const waveOf = cutWaves(sources, today, { versions, published, ...plain });
    const now = await waveOf(wave);
    await nextTurn();
    if (place >= RECENT) continue;
    const older = waves[place + 1];
    const before = older && (await waveOf(older));
    const infos = nodeInfos(published.definition, now.wording.questions);
    const compared = { now, infos, settings };
    if (before) await askedOtherwise(sources, before, now, settings["comparison.mode_points"]);
    for (const { name } of COMPARED) {
      await nextTurn();
      if (before) {
        const breaks = breaksOf(infos, before, now, settings);
        await changesOfLevel(sources, { ...compared, before, breaks }, name);
      }
      await nextTurn();
      await gapsOfLevel(compared, name);
    }
  }
}

/**
 * Makes something ahead whenever the data changed, and rests in between.
 * @param make what is made of a state of the data
 * @param isBusy whether the machine has other things to do, so that it is put off
 */
export function warmingLoop(
  sources: Sources,
  make: (sources: Sources, today: CalendarDate) => Promise<void>,
  isBusy: () => boolean = () => false,
  clock: () => Date = () => new Date(),
): LoadingLoop {
  let [made, resting] = ["", 0];
  return loadingLoop(async () => {
    const { dataVersion } = sources.analysis.freshness();
    const today = shanghaiDate(clock());
    const wanted = `${dataVersion}|${today}`;
    const start = performance.now();
    if (dataVersion === undefined || wanted === made || start < resting || isBusy()) return;
    try {
      await make(sources, today);
      made = wanted;
    } finally {
      resting = performance.now() + REST * (performance.now() - start);
    }
  }, "tables could not be made ahead");
}
