import type { Statements } from "../database/statements.ts";

/** What a vendor or a printer needs to know of a home beside its link: nothing of the people in it. */
export type HomeToInvite = {
  readonly key: string;
  readonly code: string;
  readonly project: string;
  readonly phase: string;
};

export type InviteesWanted = {
  /** Every project when left out. */
  readonly projectIds?: readonly number[];
  readonly limit?: number;
  readonly atOnce: number;
};

// laid down whole before the first is invited: read while invitations are being written, it would walk over all of them
// again and again
const STAGE = `
  insert into home_to_invite
  select m.respondent_key, h.code, p.name, m.phase
  from frame_member m
  join vault.respondent r using (respondent_key)
  join home h on h.id = r.home_id
  join org_unit p on p.id = m.project_id
  where m.wave_id = $1 and m.sampled and m.exclusion is null and m.disposition is null
    and ($2::bigint[] is null or m.project_id = any($2))
    and not exists (select from invitation i
      where i.respondent_key = m.respondent_key and i.state not in ('failed', 'revoked'))
  order by m.project_id, h.code limit $3`;

/**
 * Homes of a wave that are asked and have neither an outcome nor an invitation that could still be answered, in the order
 * of projects and codes, some thousands at once: as they were at the beginning. Must run inside a transaction.
 */
export async function* homesToInvite(
  run: Statements,
  waveId: number,
  { projectIds, limit, atOnce }: InviteesWanted,
): AsyncGenerator<readonly HomeToInvite[]> {
  await run("drop table if exists home_to_invite");
  await run(
    "create temp table home_to_invite (key uuid, code text, project text, phase text) on commit drop",
  );
  await run(STAGE, [waveId, projectIds ?? null, limit ?? null]);
  await run("declare staged_home no scroll cursor for select key, code, project, phase from home_to_invite");
  try {
    for (;;) {
      const homes = await run<HomeToInvite>(`fetch ${Math.trunc(atOnce)} from staged_home`);
      if (homes.length === 0) return;
      yield homes;
    }
  } finally {
    await run("close staged_home");
  }
}
