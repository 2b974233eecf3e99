import { sql } from "kysely";
import { AppError } from "../app-error.ts";
import { writeAudit } from "../audit/write-audit.ts";
import type { Database } from "../database/connection.ts";
import { statementsOf } from "../database/statements.ts";
import type { FieldAgent } from "../fieldwork/field-agent.ts";
import { type IdentitySeal, identitySeal } from "./identity-seal.ts";

/** Whom an interviewer is about to call. */
export type CallContact = {
  readonly homeCode: string;
  readonly name: string | undefined;
  readonly phones: readonly string[];
};

/** Homes an interviewer may look up in a day: more than anybody calls. */
const A_DAY = 150;

async function needQuota(db: Database, agent: FieldAgent): Promise<void> {
  const { seen } = await db
    .selectFrom("audit_log")
    .select(({ fn }) => fn.countAll<number>().as("seen"))
    .where("actor_id", "=", agent.userId)
    .where("action", "=", "identity.viewed")
    .where("at", ">", sql<Date>`now() - interval '24 hours'`)
    .executeTakeFirstOrThrow();
  if (seen >= A_DAY)
    throw new AppError(
      "too_many_requests",
      `You have looked up ${A_DAY} homes within a day, which is the most: go on tomorrow, or ask the custodian.`,
    );
}

/**
 * Opens name and numbers of the one home an interviewer has in hand. Purpose: holding the interview. Each look is logged
 * with who and when, without what was seen.
 * @throws AppError `forbidden` unless the case is in the interviewer's hands, `too_many_requests` beyond a day's quota
 */
export async function revealForCall(
  db: Database,
  agent: FieldAgent,
  respondentKey: string,
  now: Date,
  seal: IdentitySeal = identitySeal(),
): Promise<CallContact> {
  const held = await db
    .selectFrom("field_case")
    .innerJoin("frame_member", "frame_member.respondent_key", "field_case.respondent_key")
    .select("frame_member.wave_id")
    .where("field_case.respondent_key", "=", respondentKey)
    .where("taken_by", "=", agent.userId)
    .where("taken_until", ">", now)
    .where("frame_member.exclusion", "is", null)
    .executeTakeFirst();
  if (!held) throw new AppError("forbidden", "This case is not in your hands: take it first.");
  await needQuota(db, agent);
  await writeAudit(db, {
    action: "identity.viewed",
    actorId: agent.userId,
    subject: `wave:${held.wave_id}`,
    detail: { purpose: "interview" },
  });
  const [person] = await statementsOf(db)<{
    code: string;
    name: Buffer | null;
    phones: readonly Buffer[] | null;
  }>(
    `select h.code, o.name_sealed as name,
            (select array_agg(p.sealed order by p.position) from vault.phone p where p.owner_id = o.id) as phones
     from vault.respondent r join home h on h.id = r.home_id left join vault.owner o on o.id = r.owner_id and o.opted_out_at is null
     where r.respondent_key = $1`,
    [respondentKey],
  );
  if (!person)
    throw new AppError("not_found", "Who stands behind this case was erased: it cannot be called any more.");
  return {
    homeCode: person.code,
    name: person.name === null ? undefined : seal.open(person.name),
    phones: (person.phones ?? []).map((phone) => seal.open(phone)),
  };
}
