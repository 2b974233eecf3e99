import { setImmediate as nextTurn } from "node:timers/promises";
import { cutWaves } from "#server/indicators/cut-wave.ts";
import { publishedVersion, publishedVersions, versionInForce } from "#server/indicators/definitions.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { wavesWithNumbers } from "#server/indicators/waves.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import { cutTable } from "./cut-table.ts";
import type { FreeCut } from "./merged-classes.ts";

/** What every crossing is decided beside, and what batches are followed by. */
const ALONE: readonly FreeCut[] = ["product_type", "product_class", "batch", "batch_class"];

/**
 * Makes ahead the tables of the newest annual wave by one cut, under the rule of its time: deciding what they hide takes seconds. Not
 * while the wave is in the field, when every minute brings other numbers.
 */
export async function warmCuts(sources: Sources, today: CalendarDate): Promise<void> {
  const { db } = sources;
  const [[wave], versions] = await Promise.all([wavesWithNumbers(db, "annual"), publishedVersions(db)]);
  const inForce = wave && versionInForce(versions, wave.year);
  if (wave === undefined || inForce === undefined || wave.state === "field") return;
  const published = await publishedVersion(db, inForce.version);
  const plain = { mode: undefined, measure: "mean", estimand: "owner-weighted" } as const;
  const { asked, wording } = await cutWaves(sources, today, { versions, published, ...plain })(wave);
  const request = { waveId: wave.id, questionnaire: wording.questionnaire };
  for (const cut of ALONE) {
    await nextTurn();
    await cutTable({ sources, published, request, whole: asked }, [cut], false);
  }
}
