import type { AgeCut } from "#surveys/tenure.ts";
import type { Statements } from "../../database/statements.ts";
import { type FrameRules, frameRules, waveSettingsOn } from "../settings.ts";

type Row = {
  readonly ageBy: AgeCut;
  readonly runInMonths: number | null;
  readonly stableMonths: number | null;
  readonly tenureLimits: readonly number[] | null;
};

/**
 * The rules by which homes of further projects join a wave: those its frame was fixed by, today's where it never was. Classes by two
 * rules in one wave could be subtracted from each other.
 */
export async function rulesOfFrame(run: Statements, waveId: number): Promise<FrameRules> {
  const [wave] = await run<Row>(
    `select w.age_by as "ageBy", f.run_in_months as "runInMonths", f.stable_months as "stableMonths", f.tenure_limits as "tenureLimits"
     from wave w left join wave_frame f on f.wave_id = w.id where w.id = $1`,
    [waveId],
  );
  if (wave?.runInMonths != null && wave.stableMonths !== null) {
    const { runInMonths, stableMonths, tenureLimits } = wave;
    return { boundaries: { runInMonths, stableMonths }, tenureLimits };
  }
  return frameRules(await waveSettingsOn(run), wave?.ageBy ?? "batch");
}
