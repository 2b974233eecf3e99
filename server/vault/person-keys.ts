/**
 * SQL that selects `respondent_key` of everything a person was asked: by the owner ($1) in every home that is or was theirs, where no
 * other owner is named, and by one key ($2). Either may be null. By wave and home there is an index; by owner there is none.
 */
export const PERSON_KEYS = `
  select r.respondent_key from vault.respondent r
  where r.wave_id in (select id from wave) and r.home_id in (select home_id from ownership where owner_id = $1::uuid)
    and (r.owner_id = $1::uuid or r.owner_id is null)
  union
  select r.respondent_key from vault.respondent r where r.respondent_key = $2::uuid`;
