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

const DECLARE = `
  declare home_to_invite no scroll cursor for
  select m.respondent_key as key, h.code, p.name as project, m.phase
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
 * of projects and codes, some thousands at once: as they were when the first were read. Must run inside a transaction.
 */
export async function* homesToInvite(
  run: Statements,
  waveId: number,
  { projectIds, limit, atOnce }: InviteesWanted,
): AsyncGenerator<readonly HomeToInvite[]> {
  await run(DECLARE, [waveId, projectIds ?? null, limit ?? null]);
  try {
    for (;;) {
      const homes = await run<HomeToInvite>(`fetch ${Math.trunc(atOnce)} from home_to_invite`);
      if (homes.length === 0) return;
      yield homes;
    }
  } finally {
    await run("close home_to_invite");
  }
}
