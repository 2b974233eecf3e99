import { sql } from "kysely";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { keepNumbers, numbersToKeep } from "#server/definitions/publish-readings.ts";
import type { Sources } from "#server/indicators/sources.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import { moveWave, needReason, type StepResult } from "../move-wave.ts";
import { screenInside } from "../quality/screen-responses.ts";
import { readWaveSettings } from "../settings.ts";
import { holdWave, needState } from "../wave-facts.ts";
import type { WaveManager } from "../wave-manager.ts";
import { waveQuestionnaire } from "../wave-questionnaire.ts";
import type { Tell } from "../work/wave-work.ts";
import { closeProblems } from "./close-problems.ts";
import { freezeWave } from "./freeze-wave.ts";
import { hashData } from "./hash-data.ts";
import { settleOutcomes, unsettleOutcomes } from "./settle-outcomes.ts";

/**
 * Ends a wave: answers are screened once more, so that none is published unseen, every home that was asked gets its one
 * final outcome, weights are made and listed, the sums are checked, and the data are frozen under a hash. What the
 * screening marks stays marked when it keeps the wave from being closed. Answers that come later are kept apart (late-answers.ts).
 * @param earlyReason why before its last day is over
 */
export async function closeWave(
  db: Database,
  by: WaveManager,
  waveId: number,
  today: CalendarDate,
  earlyReason?: string,
  tell: Tell = async () => undefined,
): Promise<StepResult> {
  const settings = await readWaveSettings(db, waveId);
  const compiled = await waveQuestionnaire(db, waveId);
  const reason = earlyReason === undefined ? undefined : needReason(earlyReason);
  return await db.transaction().execute(async (tx): Promise<StepResult> => {
    const run = statementsOf(tx);
    // answers that come in while others are counted wait, also those of other waves; readers do not
    await run("lock table response in share row exclusive mode");
    const wave = await holdWave(tx, waveId);
    needState(wave, ["field"], "closing it");
    const problems = await closeProblems(run, wave, today, reason !== undefined);
    if (problems.length > 0) return { ok: false, problems };
    await tell("screening");
    await screenInside(run, wave, { compiled, settings });
    const found = await closeProblems(run, wave, today, reason !== undefined);
    if (found.length > 0) return { ok: false, problems: found };
    await tell("outcomes");
    await settleOutcomes(run, waveId);
    const { hash, counted } = await freezeWave(
      run,
      {
        waveId,
        closedBy: by.userId,
        rule: { collapseBelow: settings["weights.collapse_below"], trim: settings["weights.trim"] },
      },
      tell,
    );
    await moveWave(tx, by, wave, "closed", {
      ...(reason !== undefined && { reason }),
      detail: { data: hash.toString("hex"), counted },
    });
    return { ok: true };
  });
}

/**
 * Takes a closing back, with a reason, while nothing was published: the data can change again, and the next closing makes
 * a new version of them.
 */
export async function reopenWave(
  db: Database,
  by: WaveManager,
  waveId: number,
  reason: string,
): Promise<StepResult> {
  const why = needReason(reason);
  return await db.transaction().execute(async (tx): Promise<StepResult> => {
    const wave = await holdWave(tx, waveId);
    needState(wave, ["closed"], "reopening it");
    const { numUpdatedRows } = await tx
      .updateTable("wave_close")
      .set({ reopened_by: by.userId, reopened_at: sql<Date>`now()` })
      .where("wave_id", "=", waveId)
      .where("reopened_at", "is", null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n)
      throw new AppError(
        "conflict",
        "This wave came with its answers (an import): undo the import to change them, there is no field to reopen.",
      );
    await unsettleOutcomes(statementsOf(tx), waveId);
    await moveWave(tx, by, wave, "field", { reason: why });
    return { ok: true };
  });
}

/**
 * Makes a closed wave final. The data are hashed again first: what is published is what was closed. A year-end wave's
 * numbers are kept with it, all or nothing: a published wave without them could not be recomputed. A callback goes on, and
 * has no numbers of its own.
 * @throws AppError `forbidden` for whoever closed it, and at the command line, where the rules want two people
 */
export async function publishWave(
  sources: Sources,
  by: WaveManager,
  waveId: number,
  reason?: string,
  tell: Tell = async () => undefined,
): Promise<StepResult> {
  const { db, analysis } = sources;
  const why = reason === undefined ? undefined : needReason(reason);
  const settings = await readWaveSettings(db, waveId);
  return await db.transaction().execute(async (tx): Promise<StepResult> => {
    const wave = await holdWave(tx, waveId);
    needState(wave, ["closed"], "publishing it");
    const standing = await tx
      .selectFrom("wave_close")
      .select(["number", "data_hash", "closed_by"])
      .where("wave_id", "=", waveId)
      .where("reopened_at", "is", null)
      .executeTakeFirst();
    if (
      settings["publish.two_people"] &&
      standing &&
      (by.userId === null || by.userId === standing.closed_by)
    )
      throw new AppError(
        "forbidden",
        "Publishing takes two people: have somebody else than who closed it do it.",
      );
    await tell("hashing");
    const hash = await hashData(statementsOf(tx), waveId);
    if (standing && !hash.equals(standing.data_hash))
      return {
        ok: false,
        problems: [
          {
            code: "data-changed",
            item: "",
            zh: "数据与关闭时不一致：请查明原因，重新打开后再次关闭",
            en: "The data are not those that were closed: find out why, reopen the wave and close it again.",
          },
        ],
      };
    if (wave.kind === "annual") {
      await tell("numbers");
      await analysis.load();
      await keepNumbers(tx, by, await numbersToKeep(sources, { waveId }));
    }
    await moveWave(tx, by, wave, "published", {
      ...(why !== undefined && { reason: why }),
      detail: { data: hash.toString("hex") },
    });
    return { ok: true };
  });
}
