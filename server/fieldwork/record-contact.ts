import type { Transaction } from "kysely";
import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import type { Tables } from "#server/database/tables.ts";
import { optOutWithin } from "#server/vault/opt-out.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { type ContactTimes, hourWords, isContactTime } from "#surveys/contact-hours.ts";
import { DISPOSITION_MEANINGS, type Disposition, dispositionGroup } from "#surveys/disposition.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { contactTimes, readWaveSettings } from "../waves/settings.ts";
import type { FieldAgent } from "./field-agent.ts";
import { momentOf } from "./moment-of.ts";

/** How a call or visit without an interview can end, and in which mode. */
export const CONTACT_OUTCOMES = {
  appointment: ["phone", "visit"],
  no_answer: ["phone"],
  locked: ["visit"],
  hung_up: ["phone"],
  refused: ["phone", "visit"],
  do_not_contact: ["phone", "visit"],
  unable: ["phone", "visit"],
  tenant: ["phone", "visit"],
  not_owner: ["phone", "visit"],
  wrong_number: ["phone"],
  vacant: ["visit", "phone"],
} as const satisfies Readonly<Partial<Record<Disposition, readonly ("phone" | "visit")[]>>>;
export type ContactOutcome = keyof typeof CONTACT_OUTCOMES;

const outcomes = Object.keys(CONTACT_OUTCOMES) as [ContactOutcome, ...ContactOutcome[]];

export const contactReport = z
  .strictObject({
    respondentKey: z.uuid(),
    mode: z.enum(["phone", "visit"]),
    outcome: z.enum(outcomes),
    /** Made by the interviewer's page, so that a second sending is known as one. */
    reportId: z.uuid().optional(),
    /** When it happened, if it is reported later; the server's clock otherwise. */
    at: z.coerce.date().optional(),
    /** Only with `appointment`. */
    appointmentAt: z.coerce.date().optional(),
    note: z.string().trim().max(500).default(""),
  })
  .refine(({ mode, outcome }) => (CONTACT_OUTCOMES[outcome] as readonly string[]).includes(mode), {
    path: ["outcome"],
    message: "this outcome does not go with the mode",
  })
  .refine(({ outcome, appointmentAt }) => (outcome === "appointment") === (appointmentAt !== undefined), {
    path: ["appointmentAt"],
    message: "an appointment has a time, and nothing else has",
  });
export type ContactReport = z.infer<typeof contactReport>;

type Member = {
  readonly wave_id: number;
  readonly phase: OwnerPhase;
  readonly state: string;
  readonly closes_on: string;
  readonly disposition: string | null;
  readonly contacts: number;
  readonly awaited: boolean;
};

const HOLD = `
  select m.wave_id, m.phase, m.disposition, w.state, w.closes_on,
         (select count(*)::int from attempt a where a.respondent_key = m.respondent_key and a.mode <> 'web') as contacts,
         exists (select from appointment p where p.respondent_key = m.respondent_key and p.state = 'open') as awaited
  from frame_member m join wave w on w.id = m.wave_id
  where m.respondent_key = $1 and m.sampled and m.exclusion is null for update of m`;

/** The member, held, if it may still be contacted. */
async function holdMember(tx: Transaction<Tables>, key: string, most: number): Promise<Member> {
  const [member] = await statementsOf(tx)<Member>(HOLD, [key]);
  if (!member) throw new AppError("not_found", "This home is not to be asked: take another from the list.");
  if (member.state !== "field")
    throw new AppError("conflict", "The wave is not in the field: nothing more is recorded of its contacts.");
  if (member.disposition !== null)
    throw new AppError("conflict", "This home has answered or declined: take another from the list.");
  if (member.contacts >= most && !member.awaited)
    throw new AppError(
      "conflict",
      `This home was contacted ${most} times, which is the most: leave it in peace.`,
    );
  return member;
}

function needAppointmentTime(at: Date, now: Date, member: Member, times: ContactTimes): void {
  if (at <= now) throw new AppError("invalid", "The appointment lies in the past: choose a later time.");
  if (shanghaiDate(at) > member.closes_on)
    throw new AppError("invalid", `The wave ends on ${member.closes_on}: choose an earlier time.`);
  if (!isContactTime(at, times))
    throw new AppError(
      "invalid",
      `Owners are called at ${hourWords(times)} only, never on a holiday: choose such a time.`,
    );
}

async function isKnown(tx: Transaction<Tables>, reportId: string): Promise<boolean> {
  const row = await tx
    .selectFrom("attempt")
    .select("id")
    .where("report_id", "=", reportId)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Records a call or a visit that gave no interview. An outcome that closes the case is its final one; "do not contact"
 * ends every survey invitation to the person at once. Words belong to the case and are read by interviewers only.
 * @throws AppError `conflict` once the home has an outcome, was contacted often enough, or the wave is over; `not_found`;
 * `invalid` for an appointment outside the hours
 */
export async function recordContact(
  db: Database,
  agent: FieldAgent,
  report: ContactReport,
  now: Date,
): Promise<void> {
  const settings = await readWaveSettings(db);
  await db.transaction().execute(async (tx) => {
    if (report.reportId && (await isKnown(tx, report.reportId))) return;
    const at = momentOf(report.at, now);
    const member = await holdMember(tx, report.respondentKey, settings["contact.most"]);
    if (report.appointmentAt) needAppointmentTime(report.appointmentAt, at, member, contactTimes(settings));
    await tx
      .insertInto("attempt")
      .values({
        respondent_key: report.respondentKey,
        at,
        report_id: report.reportId ?? null,
        mode: report.mode,
        disposition: report.outcome,
        actor: agent.userId,
        note: report.note === "" ? null : report.note,
      })
      .execute();
    const closes = DISPOSITION_MEANINGS[report.outcome].closes;
    // whoever kept an appointment was reached; who was not is called again at no other time than agreed anew
    await tx
      .updateTable("appointment")
      .set({ state: report.outcome === "no_answer" || report.outcome === "locked" ? "dropped" : "kept" })
      .where("respondent_key", "=", report.respondentKey)
      .where("state", "=", "open")
      .execute();
    if (report.appointmentAt)
      await tx
        .insertInto("appointment")
        .values({
          respondent_key: report.respondentKey,
          mode: report.mode,
          due_at: report.appointmentAt,
          wished_by: "interviewer",
          made_by: agent.userId,
        })
        .execute();
    if (closes)
      await tx
        .updateTable("frame_member")
        .set({ disposition: dispositionGroup(report.outcome, member.phase) })
        .where("respondent_key", "=", report.respondentKey)
        .execute();
    if (report.outcome === "do_not_contact")
      await optOutWithin(tx, report.respondentKey, member.wave_id, agent.userId);
    await tx.deleteFrom("field_case").where("respondent_key", "=", report.respondentKey).execute();
  });
}
