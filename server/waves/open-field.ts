import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { Problem } from "#surveys/problem.ts";
import { moveWave, needReason, noteWaveDeed, type StepResult } from "./move-wave.ts";
import { holdWave, needState } from "./wave-facts.ts";
import type { WaveManager } from "./wave-manager.ts";

/** Begins the asking: from here on the wave can only be closed. */
export async function openField(
  db: Database,
  by: WaveManager,
  waveId: number,
  today: CalendarDate,
): Promise<StepResult> {
  return await db.transaction().execute(async (tx): Promise<StepResult> => {
    const wave = await holdWave(tx, waveId);
    needState(wave, ["locked"], "beginning to ask");
    const sample = await tx
      .selectFrom("wave_sample")
      .select(["draw", "drawn"])
      .where("wave_id", "=", waveId)
      .orderBy("draw", "desc")
      .limit(1)
      .executeTakeFirst();
    const problems: Problem[] = [];
    if (sample === undefined || sample.drawn === 0)
      problems.push({
        code: "sample-missing",
        item: "sample",
        zh: "还没有抽样：请先全访或按项目×阶段抽取",
        en: "Nobody was drawn yet: take everybody, or draw by project and phase.",
      });
    if (today < wave.opensOn)
      problems.push({
        code: "opening-ahead",
        item: "opensOn",
        zh: `开放日 ${wave.opensOn} 还没有到：到那天再开始`,
        en: `The wave opens on ${wave.opensOn}: begin on that day.`,
      });
    if (today > wave.closesOn)
      problems.push({
        code: "closing-past",
        item: "closesOn",
        zh: `结束日 ${wave.closesOn} 已经过去：请退回草稿改日期`,
        en: `The last day ${wave.closesOn} has passed: take the wave back to a draft and move it.`,
      });
    if (problems.length > 0) return { ok: false, problems };
    await moveWave(tx, by, wave, "field", { detail: { drawn: sample?.drawn } });
    return { ok: true };
  });
}

/** Moves the last day of a wave in the field. Everybody who is asked gets the same days. */
export async function moveLastDay(
  db: Database,
  by: WaveManager,
  waveId: number,
  closesOn: CalendarDate,
  reason: string,
  today: CalendarDate,
): Promise<void> {
  const why = needReason(reason);
  await db.transaction().execute(async (tx) => {
    const wave = await holdWave(tx, waveId);
    needState(wave, ["field"], "moving its last day");
    if (closesOn < today || closesOn < wave.opensOn)
      throw new AppError(
        "invalid",
        "The last day must be today or later: choose another, or close the wave.",
      );
    await tx.updateTable("wave").set({ closes_on: closesOn }).where("id", "=", waveId).execute();
    await noteWaveDeed(tx, by, waveId, "last-day-moved", { from: wave.closesOn, to: closesOn });
    await tx
      .insertInto("wave_step")
      .values({ wave_id: waveId, from_state: "field", to_state: "field", by_id: by.userId, reason: why })
      .execute();
  });
}
