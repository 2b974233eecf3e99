import { createHash } from "node:crypto";
import type { Statements } from "../database/statements.ts";
import { PERSON_KEYS } from "./person-keys.ts";

/** What an erasure destroys, by kind. */
export const DESTROYED_KINDS = [
  "names",
  "phones",
  "emails",
  "links",
  "invitations",
  "drafts",
  "lateAnswers",
  "conflicts",
  "words",
  "reports",
  "notes",
  "messages",
  "marks",
] as const;
export type DestroyedKind = (typeof DESTROYED_KINDS)[number];

/** What stays: answers without a way back, homes as homes, marks against the next import. */
export type Kept = { readonly answers: number; readonly homes: number; readonly uploads: number };

/** What there is of a person, before anything is destroyed. */
export type ErasureFacts = {
  readonly destroyed: Readonly<Record<DestroyedKind, number>>;
  readonly kept: Kept;
};

const FACTS = `
  with person_key as (${PERSON_KEYS}), answer as (select r.id, r.device_hash, r.network_hash, r.consent_followup from response r join person_key using (respondent_key))
  select jsonb_build_object(
    'names', (select count(*) from vault.owner where id = $1 and forgotten_at is null),
    'phones', (select count(*) from vault.phone where owner_id = $1),
    'emails', (select count(*) from vault.email where owner_id = $1),
    'links', (select count(*) from person_key),
    'invitations', (select count(*) from invitation join person_key using (respondent_key)),
    'drafts', (select count(*) from response_draft join person_key using (respondent_key)),
    'lateAnswers', (select count(*) from late_answer join person_key using (respondent_key)),
    'conflicts', (select count(*) from response_conflict join person_key using (respondent_key)),
    'words', (select count(*) from open_answer t join answer a on a.id = t.response_id where t.raw <> t.masked),
    'reports', (select count(*) from interference_report join person_key using (respondent_key) where raw <> masked),
    'notes', (select count(*) from attempt join person_key using (respondent_key) where note is not null),
    'messages', (select count(*) from message join person_key using (respondent_key)),
    'marks', (select count(*) from answer where device_hash is not null or network_hash is not null or consent_followup)) as destroyed,
    jsonb_build_object(
      'answers', (select count(*) from answer),
      'homes', (select count(distinct home_id) from ownership where owner_id = $1),
      'uploads', (select count(*) from import_run where upload_path is not null and state = 'applied')) as kept`;

/** Counts what there is of a person: by the owner, or by the key of an answer whose home has no owner on record. */
export async function erasureFacts(
  run: Statements,
  ownerId: string | null,
  respondentKey: string | null,
): Promise<ErasureFacts> {
  const [facts] = await run<ErasureFacts>(FACTS, [ownerId, respondentKey]);
  if (facts === undefined) throw new Error("an aggregate gave no row");
  return facts;
}

/** A short name of what somebody was shown: an erasure of anything else is refused. */
export function factsSeen(facts: ErasureFacts): string {
  const counts = DESTROYED_KINDS.map((kind) => facts.destroyed[kind]);
  return createHash("sha256").update(JSON.stringify(counts)).digest("hex").slice(0, 16);
}
