import type { Statements } from "../database/statements.ts";

/**
 * Answers of homes whose owners share a phone number with owners of other homes that answered. Numbers are compared by
 * their keyed hash; none is opened, and who they belong to stays here.
 * @param fewest homes that must share a number
 */
export async function answersSharingPhones(
  run: Statements,
  waveId: number,
  fewest: number,
): Promise<readonly { readonly id: string; readonly homes: number }[]> {
  return run<{ id: string; homes: number }>(
    `with answered as (
       select r.id, v.home_id, v.owner_id from response r join vault.respondent v using (respondent_key)
       where r.wave_id = $1 and not ('break-off' = any(r.quality_reasons)) and v.owner_id is not null
     ), shared as (
       select p.hash, count(distinct a.home_id) as homes from answered a join vault.phone p on p.owner_id = a.owner_id
       group by p.hash having count(distinct a.home_id) >= $2
     )
     select a.id, max(s.homes)::int as homes
     from shared s join vault.phone p on p.hash = s.hash join answered a on a.owner_id = p.owner_id group by a.id order by a.id`,
    [waveId, fewest],
  );
}
