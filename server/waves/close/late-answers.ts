import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { bodyHash } from "#server/submissions/body-hash.ts";
import type { Answers } from "#surveys/question.ts";
import type { WaveManager } from "../wave-manager.ts";

/** An answer that reached us after the wave had closed. */
export type LateAnswer = {
  readonly submissionId: string;
  readonly respondentKey: string;
  readonly mode: "web" | "phone" | "visit";
  /** Validated (`validate` of surveys/). */
  readonly answers: Answers;
};

/** A household that keeps sending fills no disk. */
const MOST_KEPT = 3;

/**
 * Keeps a late answer apart, once: it counts nowhere, closed data stay as they are, and headquarters sees how many there
 * are. Of a household at most a few are kept.
 * @returns whether it was kept now
 */
export async function keepLateAnswer(db: Database, late: LateAnswer): Promise<boolean> {
  const rows = await statementsOf(db)<{ submission_id: string }>(
    `insert into late_answer (submission_id, respondent_key, wave_id, mode, answers, body_hash)
     select $1, m.respondent_key, m.wave_id, $3, $4::jsonb, $5 from frame_member m
     where m.respondent_key = $2 and (select count(*) from late_answer l where l.respondent_key = $2) < ${MOST_KEPT}
     on conflict do nothing returning submission_id`,
    [late.submissionId, late.respondentKey, late.mode, JSON.stringify(late.answers), bodyHash(late.answers)],
  );
  return rows.length > 0;
}

export type LateDay = { readonly day: string; readonly mode: LateAnswer["mode"]; readonly answers: number };

/** How many late answers came on which day. What they say is not counted and not shown. */
export async function lateDays(db: Database, _by: WaveManager, waveId: number): Promise<readonly LateDay[]> {
  return statementsOf(db)<LateDay>(
    `select (received_at at time zone 'Asia/Shanghai')::date::text as day, mode, count(*) as answers
     from late_answer where wave_id = $1 group by 1, 2 order by 1, 2`,
    [waveId],
  );
}
