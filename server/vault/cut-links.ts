import type { Statements } from "../database/statements.ts";

/** How many of each kind were destroyed of what leads from answers to somebody, or from somebody to answers. */
export type CutKind =
  | "links"
  | "invitations"
  | "drafts"
  | "lateAnswers"
  | "conflicts"
  | "words"
  | "reports"
  | "notes"
  | "messages"
  | "marks";
export type Cut = Readonly<Record<CutKind, number>>;

const KEYS = "(select respondent_key from cut_key)";

/** A random hash, which no link has. */
const NO_TOKEN = "sha256(convert_to(gen_random_uuid()::text, 'UTF8'))";

/** What is destroyed, by kind. Frozen data stay as they were hashed: codes, choices, outcomes and masked words are not touched. */
const DEEDS: Readonly<Record<CutKind, string>> = {
  drafts: `delete from response_draft where respondent_key in ${KEYS}`,
  lateAnswers: `delete from late_answer where respondent_key in ${KEYS}`,
  conflicts: `delete from response_conflict where respondent_key in ${KEYS}`,
  words: `update open_answer t set raw = t.masked from response r
    where r.respondent_key in ${KEYS} and t.response_id = r.id and t.raw <> t.masked`,
  reports: `update interference_report set raw = masked where respondent_key in ${KEYS} and raw <> masked`,
  notes: `update attempt set note = null where respondent_key in ${KEYS} and note is not null`,
  messages: `update message set address_hash = ${NO_TOKEN}, state = case state when 'waiting' then 'left_out' else state end,
      reason = case state when 'waiting' then 'opted_out' else reason end where respondent_key in ${KEYS}`,
  invitations: `update invitation set token_hash = ${NO_TOKEN} where respondent_key in ${KEYS}`,
  marks: `update response set device_hash = null, network_hash = null, consent_followup = false where respondent_key in ${KEYS}
      and (device_hash is not null or network_hash is not null or consent_followup)`,
  links: `delete from vault.respondent where respondent_key in ${KEYS}`,
};

/** Nobody calls or visits them any more, and no import that is taken back brings the link again. */
const LOOSE_ENDS = [
  `update appointment set state = 'dropped' where state = 'open' and respondent_key in ${KEYS}`,
  `delete from field_case where respondent_key in ${KEYS}`,
  `delete from import_journal where relation = 'vault.respondent' and before is not null
     and key in (select jsonb_build_object('respondent_key', respondent_key) from cut_key)`,
] as const;

/**
 * Destroys whatever leads from the answers of some homes to the people in them, and back; the answers stay and belong to nobody.
 * Inside a transaction.
 * @param keys SQL that selects `respondent_key`, e.g. of a wave or of a person, with its values
 */
export async function cutLinks(run: Statements, keys: string, values: readonly unknown[]): Promise<Cut> {
  await run("drop table if exists cut_key");
  await run("create temp table cut_key (respondent_key uuid primary key) on commit drop");
  await run(`insert into cut_key ${keys} on conflict do nothing`, values);
  await run("analyze cut_key");
  for (const deed of LOOSE_ENDS) await run(deed);
  const counts: Record<string, number> = {};
  for (const [kind, deed] of Object.entries(DEEDS)) {
    const [row] = await run<{ n: number }>(
      `with done as (${deed} returning 1) select count(*)::int as n from done`,
    );
    counts[kind] = row?.n ?? 0;
  }
  return counts as Cut;
}

/**
 * Ends the asking of the homes last cut off where their wave still runs: whoever wants to be forgotten takes no part. What has an
 * outcome keeps it.
 */
export async function endAsking(run: Statements, at: Date): Promise<void> {
  await run(
    `with ended as (
       update frame_member m set disposition = 'R'
       from wave w where w.id = m.wave_id and w.state in ('locked', 'field') and m.respondent_key in ${KEYS}
         and m.disposition is null and m.exclusion is null
         and not exists (select from wave_close c where c.wave_id = m.wave_id and c.reopened_at is null)
       returning m.respondent_key)
     insert into attempt (respondent_key, at, mode, disposition)
     select respondent_key, $1, 'web', 'do_not_contact' from ended`,
    [at],
  );
}
