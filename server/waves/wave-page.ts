import { sql } from "kysely";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import type { Problem } from "#surveys/problem.ts";
import { holidayCautions } from "./holiday-cautions.ts";
import { type WaveStep, waveSteps } from "./move-wave.ts";
import { readWaveSettings } from "./settings.ts";
import { readWave, type WaveFacts } from "./wave-facts.ts";
import { waveManager } from "./wave-manager.ts";

/** A wave as whoever opens its pages may see it. */
export type WavePage = {
  readonly wave: WaveFacts;
  /** Of the questionnaire it asks with, in the version it asks. */
  readonly questionnaireTitle: { readonly zh: string; readonly en: string };
  /** Whether the asker runs waves and may change this one. */
  readonly mayManage: boolean;
  /** Every step so far with who and why; for those who run waves, empty for others. */
  readonly steps: readonly WaveStep[];
  /** What keeps nothing from going on and should be looked at; for those who run waves, empty for others. */
  readonly cautions: readonly Problem[];
};

/**
 * A wave with its history.
 * @throws AppError `not_found` for a wave that does not exist, and, to those who do not run waves, for one that has not
 *   begun to ask
 */
export async function wavePage(db: Database, scope: Scope, id: number): Promise<WavePage> {
  need(scope, "readings.read");
  const wave = await readWave(db, id);
  const mayManage = scope.capabilities.has("waves.manage");
  if (!mayManage && (wave.state === "draft" || wave.state === "locked"))
    throw new AppError("not_found", "There is no such wave: choose one from the list.");
  const steps = mayManage ? await waveSteps(db, waveManager(scope), id) : [];
  const cautions = mayManage ? holidayCautions(wave, await readWaveSettings(db, id)) : [];
  const { title } = await db
    .selectFrom("questionnaire")
    .select(sql<WavePage["questionnaireTitle"]>`definition -> 'title'`.as("title"))
    .where("id", "=", wave.questionnaireId)
    .where("version", "=", wave.questionnaireVersion)
    .executeTakeFirstOrThrow();
  return { wave, questionnaireTitle: title, mayManage, steps, cautions };
}
