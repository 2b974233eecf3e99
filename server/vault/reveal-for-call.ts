import { sql } from "kysely";
import { AppError } from "../app-error.ts";
import { writeAudit } from "../audit/write-audit.ts";
import type { Database } from "../database/connection.ts";
import { statementsOf } from "../database/statements.ts";
import type { FieldAgent } from "../fieldwork/field-agent.ts";
import { needContactTime } from "../fieldwork/need-contact-time.ts";
import { type IdentitySeal, identitySeal } from "./identity-seal.ts";
import { maskName, maskPhone } from "./mask.ts";

/** Whom an interviewer is about to call. */
export type CallContact = {
  /** Looks left today. */
  readonly left: number;
  readonly homeCode: string;
  readonly name?: string | undefined;
  readonly phones: readonly string[];
};

/** Homes an interviewer may look up in a day: more than anybody calls. */
const A_DAY = 150;

/** Why an interviewer looks; it is written down with the look. */
export const REVEAL_REASONS = ["call", "visit", "verify"] as const;
export type RevealReason = (typeof REVEAL_REASONS)[number];

/** Looks left today, this one not yet counted. @throws AppError `too_many_requests` */
export async function needQuota(db: Database, agent: FieldAgent): Promise<number> {
  const seen = await looksToday(db, agent);
  if (seen >= A_DAY)
    throw new AppError(
      "too_many_requests",
      `You have looked up ${A_DAY} homes within a day, which is the most: go on tomorrow, or ask the custodian.`,
    );
  return A_DAY - seen;
}

async function looksToday(db: Database, agent: FieldAgent): Promise<number> {
  const { seen } = await db
    .selectFrom("audit_log")
    .select(({ fn }) => fn.countAll<number>().as("seen"))
    .where("actor_id", "=", agent.userId)
    .where("action", "=", "identity.viewed")
    .where("at", ">", sql<Date>`now() - interval '24 hours'`)
    .executeTakeFirstOrThrow();
  return seen;
}

/**
 * Opens name and numbers of the one home an interviewer has in hand. Purpose: holding the interview. Each look is logged
 * with who and when, without what was seen.
 * @throws AppError `forbidden` unless the case is in the interviewer's hands, `too_many_requests` beyond a day's quota,
 *   `conflict` outside the hours in which owners may be met
 */
export async function revealForCall(
  db: Database,
  agent: FieldAgent,
  { respondentKey, reason }: { readonly respondentKey: string; readonly reason: RevealReason },
  now: Date,
  seal: IdentitySeal = identitySeal(),
): Promise<CallContact> {
  const waveId = await heldWave(db, agent, respondentKey, now);
  await needContactTime(db, respondentKey, now);
  const left = await needQuota(db, agent);
  await writeAudit(db, {
    action: "identity.viewed",
    actorId: agent.userId,
    subject: `wave:${waveId}`,
    detail: { purpose: "interview", reason },
  });
  const person = await personBehind(db, respondentKey, seal);
  return { ...person, left: left - 1 };
}

/** The wave of a case the interviewer has in hand. @throws AppError `forbidden` when it is not */
export async function heldWave(
  db: Database,
  agent: FieldAgent,
  respondentKey: string,
  now: Date,
): Promise<number> {
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
  return held.wave_id;
}

/** Whoever wants no surveys is nobody's to call, unless they asked for this call themselves. */
async function personBehind(
  db: Database,
  respondentKey: string,
  seal: IdentitySeal,
): Promise<Omit<CallContact, "left">> {
  const [person] = await statementsOf(db)<{
    code: string;
    name: Buffer | null;
    phones: readonly Buffer[] | null;
  }>(
    `select h.code, o.name_sealed as name,
            (select array_agg(p.sealed order by p.position) from vault.phone p where p.owner_id = o.id) as phones
     from vault.respondent r join home h on h.id = r.home_id left join vault.owner o on o.id = r.owner_id and (o.opted_out_at is null
       or exists (select from appointment a where a.respondent_key = $1 and a.state = 'open' and a.wished_by = 'owner'))
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

/** Whom a case is about as its screen shows it unasked: the first character of the name, the ends of the numbers. */
export type MaskedContact = {
  readonly name?: string | undefined;
  readonly phones: readonly string[];
  readonly left: number;
};

/**
 * The masked person of a case in the interviewer's hands. Nothing here leads to anybody, so no look is counted.
 * @throws AppError `forbidden` unless the case is in the interviewer's hands
 */
export async function maskedForCall(
  db: Database,
  agent: FieldAgent,
  respondentKey: string,
  now: Date,
  seal: IdentitySeal = identitySeal(),
): Promise<MaskedContact> {
  await heldWave(db, agent, respondentKey, now);
  const { name, phones } = await personBehind(db, respondentKey, seal);
  return {
    name: name === undefined ? undefined : maskName(name),
    phones: phones.map(maskPhone),
    left: A_DAY - (await looksToday(db, agent)),
  };
}
