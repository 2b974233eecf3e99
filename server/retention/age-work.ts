import type { Statements } from "#server/database/statements.ts";

/** Traces of the asking of a wave, by kind; none of them is part of the closed data. */
const DEEDS = {
  drafts: `delete from response_draft where respondent_key in (select respondent_key from frame_member where wave_id = $1)`,
  lateAnswers: "delete from late_answer where wave_id = $1",
  conflicts: `delete from response_conflict where respondent_key in (select respondent_key from frame_member where wave_id = $1)`,
  notes: "update attempt set note = null where wave_id = $1 and note is not null",
  messages: `update message m set address_hash = sha256(convert_to(gen_random_uuid()::text, 'UTF8'))
    from mailing g where g.id = m.mailing_id and g.wave_id = $1`,
  marks: `update response set device_hash = null, network_hash = null
    where wave_id = $1 and (device_hash is not null or network_hash is not null)`,
} as const;

/** How many of each kind were destroyed. */
export type WorkAged = Readonly<Record<keyof typeof DEEDS, number>>;

/**
 * Destroys what the asking of a wave left behind: drafts, late and second answers, notes of calls, traces of addresses, devices and
 * networks. Inside a transaction.
 */
export async function ageWork(run: Statements, waveId: number, at: Date): Promise<WorkAged> {
  const counts: Record<string, number> = {};
  for (const [kind, deed] of Object.entries(DEEDS)) {
    const [row] = await run<{ n: number }>(
      `with done as (${deed} returning 1) select count(*)::int as n from done`,
      [waveId],
    );
    counts[kind] = row?.n ?? 0;
  }
  await run(
    `insert into retention_done (wave_id, kind, done_at) values ($1, 'work', $2)
     on conflict (wave_id, kind) do update set done_at = excluded.done_at`,
    [waveId, at],
  );
  return counts as WorkAged;
}
