import type { InterviewerFigures } from "#analytics/interviewer-figures.ts";
import {
  type InterviewerLimits,
  type JudgedInterviewer,
  markInterviewers,
} from "#analytics/interviewer-marks.ts";
import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { readWaveSettings, type WaveSettings } from "../settings.ts";
import { readWave } from "../wave-facts.ts";
import type { WaveManager } from "../wave-manager.ts";

/** An interviewer in one mode, as the last screening of the wave found him. */
export type InterviewerRow = JudgedInterviewer & {
  /** Null for somebody who is not known any more. */
  readonly name: string | null;
};

export type InterviewersView = {
  /** When the wave was screened last; null before it was. */
  readonly screenedAt: string | null;
  readonly limits: InterviewerLimits;
  readonly rows: readonly InterviewerRow[];
};

function limitsOf(settings: WaveSettings): InterviewerLimits {
  return {
    fewest: settings["quality.interviewer_fewest"],
    tail: settings["quality.interviewer_tail"],
    anHour: { phone: settings["quality.calls_an_hour"], visit: settings["quality.visits_an_hour"] },
    pace: settings["quality.interviewer_pace"],
    oddShare: settings["quality.interviewer_odd_share"],
  };
}

type Row = {
  readonly interviewer: string;
  readonly mode: "phone" | "visit";
  readonly facts: Omit<InterviewerFigures, "interviewer" | "mode">;
  readonly name: string | null;
};

const ROWS = `
  select q.interviewer, q.mode, q.facts, u.name from interviewer_quality q left join "user" u on u.id = q.interviewer
  where q.wave_id = $1 order by q.interviewer, q.mode`;

const SCREENED = `
  select greatest((select max(screened_at) from project_quality where wave_id = $1),
                  (select max(screened_at) from interviewer_quality where wave_id = $1)) as at`;

/**
 * How each interviewer of a wave asks beside the others (methodology 13), marked by the limits in force now. For those who run the
 * wave, never for those it rates: it says who asked whom how, and nothing of what was answered but how often all was best.
 * @throws AppError `not_found`
 */
export async function interviewersView(
  db: Database,
  _by: WaveManager,
  waveId: number,
): Promise<InterviewersView> {
  const wave = await readWave(db, waveId);
  const limits = limitsOf(await readWaveSettings(db, wave.id));
  const rows = await statementsOf(db)<Row>(ROWS, [wave.id]);
  const [screened] = await statementsOf(db)<{ at: Date | null }>(SCREENED, [wave.id]);
  const judged = markInterviewers(
    rows.map(({ interviewer, mode, facts }) => ({ ...facts, interviewer, mode })),
    limits,
  );
  return {
    screenedAt: screened?.at?.toISOString() ?? null,
    limits,
    rows: judged.map((row, place) => ({ ...row, name: rows[place]?.name ?? null })),
  };
}
