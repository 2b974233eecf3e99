import { AppError } from "../app-error.ts";
import { writeAudit } from "../audit/write-audit.ts";
import type { Database } from "../database/connection.ts";
import { statementsOf } from "../database/statements.ts";
import type { FieldAgent } from "../fieldwork/field-agent.ts";
import { needContactTime } from "../fieldwork/need-contact-time.ts";
import { followupDaysOn } from "../followups/followup-days.ts";
import { type KeptAnswer, type Said, saidInAnswer } from "../followups/said-in-answer.ts";
import { waveQuestionnaire } from "../waves/wave-questionnaire.ts";
import { type IdentitySeal, identitySeal } from "./identity-seal.ts";
import { needQuota } from "./reveal-for-call.ts";

/** Why customer service looks an owner up; it is written down with the look. */
export const FOLLOWUP_REASONS = ["call", "arrange", "reply"] as const;
export type FollowupReason = (typeof FOLLOWUP_REASONS)[number];

/** Who said yes to being contacted, and everything they said. */
export type FollowupContact = {
  readonly name?: string | undefined;
  readonly phones: readonly string[];
  readonly homeCode: string;
  readonly said: readonly Said[];
  /** Looks left today. */
  readonly left: number;
};

type Row = KeptAnswer & {
  readonly key: string;
  readonly waveId: number;
  readonly code: string;
  readonly name: Buffer | null;
  readonly phones: readonly Buffer[] | null;
};

const CONSENTING = `
  select r.respondent_key as key, r.wave_id as "waveId", r.codes, r.choices, h.code, o.name_sealed as name,
    coalesce((select jsonb_object_agg(t.item, t.raw) from open_answer t where t.response_id = r.id), '{}') as words,
    (select array_agg(p.sealed order by p.position) from vault.phone p where p.owner_id = o.id) as phones
  from response r join vault.respondent v using (respondent_key) join home h on h.id = v.home_id left join vault.owner o on o.id = v.owner_id
  where r.id = $1 and r.consent_followup and r.quality <> 'void' and r.submitted_at > $2::timestamptz - make_interval(days => $3)`;

/**
 * Opens the one owner of an answer who said yes to being contacted, with all they said. Purpose: following their matter up; it counts
 * against the same quota as looks for interviews, and is logged with its reason, without what was seen.
 * @throws AppError `not_found` when the consent was taken back or the owner erased, `too_many_requests` beyond a day's quota,
 *   `conflict` outside the hours in which owners may be met
 */
export async function revealForFollowup(
  db: Database,
  agent: FieldAgent,
  { responseId, reason }: { readonly responseId: string; readonly reason: FollowupReason },
  now: Date,
  seal: IdentitySeal = identitySeal(),
): Promise<FollowupContact> {
  const run = statementsOf(db);
  const [person] = await run<Row>(CONSENTING, [responseId, now, await followupDaysOn(run)]);
  if (!person)
    throw new AppError(
      "not_found",
      "This owner does not want to be contacted, or not any more: reload the list.",
    );
  await needContactTime(db, person.key, now);
  const left = await needQuota(db, agent);
  await db.transaction().execute(async (transaction) => {
    await statementsOf(transaction)(
      `insert into followup (response_id, opened_by, opened_at) values ($1, $2, $3)
       on conflict (response_id) do update set opened_by = excluded.opened_by, opened_at = excluded.opened_at`,
      [responseId, agent.userId, now],
    );
    await writeAudit(transaction, {
      action: "identity.viewed",
      actorId: agent.userId,
      subject: `answer:${responseId}`,
      detail: { purpose: "followup", reason },
    });
  });
  return {
    name: person.name === null ? undefined : seal.open(person.name),
    phones: (person.phones ?? []).map((phone) => seal.open(phone)),
    homeCode: person.code,
    said: saidInAnswer(await waveQuestionnaire(db, person.waveId), person),
    left: left - 1,
  };
}
