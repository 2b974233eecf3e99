import type { Database } from "#server/database/connection.ts";
import { roomToSort } from "#server/database/room-to-sort.ts";
import { statementsOf } from "#server/database/statements.ts";
import { withoutRowChecks } from "#server/database/without-row-checks.ts";
import { hashStagedFrame, linkRespondents, unlinkRespondents } from "#server/vault/frame-links.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import { questionnaireSchema } from "#surveys/questionnaires/schema.ts";
import { draftProblems } from "./draft-problems.ts";
import { formProblems } from "./form-problems.ts";
import { leaveInPeace } from "./frame/leave-in-peace.ts";
import { stageFrame, writeFrame } from "./frame/stage-frame.ts";
import { moveWave, needReason, type StepResult } from "./move-wave.ts";
import { frameRules, readWaveSettings } from "./settings.ts";
import { holdWave, needState } from "./wave-facts.ts";
import type { WaveManager } from "./wave-manager.ts";
import type { Tell } from "./work/wave-work.ts";

/**
 * Fixes who a wave is about: the owned homes of its cut-off day, their strata, and who of them must be left in peace.
 * Afterwards no change to homes, owners or handovers changes the wave.
 * @param tell hears how far it is: a frame of a million homes takes half a minute
 */
export async function lockWave(
  db: Database,
  by: WaveManager,
  waveId: number,
  today: CalendarDate,
  tell: Tell = async () => undefined,
): Promise<StepResult> {
  const settings = await readWaveSettings(db, waveId);
  return await db.transaction().execute(async (tx): Promise<StepResult> => {
    const wave = await holdWave(tx, waveId);
    needState(wave, ["draft"], "fixing its frame");
    const { status, definition } = await tx
      .selectFrom("questionnaire")
      .select(["status", "definition"])
      .where("id", "=", wave.questionnaireId)
      .where("version", "=", wave.questionnaireVersion)
      .executeTakeFirstOrThrow();
    const problems = [
      ...draftProblems(wave, status, today),
      ...formProblems(questionnaireSchema.parse(definition), settings),
    ];
    if (problems.length > 0) return { ok: false, problems };

    const run = statementsOf(tx);
    await roomToSort(run);
    const rules = frameRules(settings, wave.ageBy);
    await tell("homes");
    // homes, owners and projects stay as they are until the frame that points to them stands
    await run("lock table org_unit, home, vault.owner in share mode");
    const owners = await stageFrame(run, wave, rules);
    if (owners === 0)
      return {
        ok: false,
        problems: [
          {
            code: "frame-empty",
            item: "cutoffOn",
            zh: `${wave.cutoffOn} 没有已签约的房屋：请先导入业主台账，或改截止日`,
            en: `No home had an owner on ${wave.cutoffOn}: import the owner ledger first, or choose another cut-off day.`,
          },
        ],
      };
    await tell("peace");
    await leaveInPeace(run, wave, settings["contact.days"]);
    await tell("writing");
    await withoutRowChecks(run, async () => {
      await writeFrame(run, waveId);
      await linkRespondents(run, waveId);
    });
    await tell("hashing");
    const hash = await hashStagedFrame(run);
    await tx
      .insertInto("wave_frame")
      .values({
        wave_id: waveId,
        cutoff_on: wave.cutoffOn,
        run_in_months: rules.boundaries.runInMonths,
        stable_months: rules.boundaries.stableMonths,
        tenure_limits: rules.tenureLimits === null ? null : [...rules.tenureLimits],
        contact_days: settings["contact.days"],
        owners,
        hash,
        built_by: by.userId,
      })
      .execute();
    await moveWave(tx, by, wave, "locked", { detail: { owners, frame: hash.toString("hex") } });
    return { ok: true };
  });
}

/** Takes a frame back as long as nobody has heard of it. Keys, draws and wishes to be left out go with it. */
export async function unlockWave(
  db: Database,
  by: WaveManager,
  waveId: number,
  reason: string,
): Promise<StepResult> {
  const why = needReason(reason);
  return await db.transaction().execute(async (tx): Promise<StepResult> => {
    const wave = await holdWave(tx, waveId);
    needState(wave, ["locked"], "taking its frame back");
    const run = statementsOf(tx);
    const [met] = await run<{ invited: boolean; spoken: boolean }>(
      `select exists (select from invitation where wave_id = $1) as invited,
              exists (select from attempt a join frame_member m using (respondent_key) where m.wave_id = $1) as spoken`,
      [waveId],
    );
    if (met?.invited || met?.spoken)
      return {
        ok: false,
        problems: [
          {
            code: "owners-invited",
            item: "",
            zh: "已经有业主收到邀请或接到电话，名单不能再撤回：请继续本次调查，或关闭后另建一次",
            en: "Owners were invited or called already, so the frame stays: go on with this wave, or close it and begin another.",
          },
        ],
      };
    await unlinkRespondents(run, waveId);
    for (const table of ["wave_sample", "wave_stratum", "wave_frame", "frame_member"] as const)
      await tx.deleteFrom(table).where("wave_id", "=", waveId).execute();
    await moveWave(tx, by, wave, "draft", { reason: why });
    return { ok: true };
  });
}
