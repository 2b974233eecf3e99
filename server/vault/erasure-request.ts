import { type CalendarDate, shanghaiDate } from "#surveys/calendar-date.ts";
import { addWorkingDays } from "#surveys/working-days.ts";
import { writeAudit } from "../audit/write-audit.ts";
import type { Database } from "../database/connection.ts";
import { type Statements, statementsOf } from "../database/statements.ts";
import { retentionSettings } from "../retention/settings.ts";
import { waveSettingsOn } from "../waves/settings.ts";

/** Ways in which owners ask to be forgotten: by their link, on the phone, in writing, in person. */
export const ERASURE_CHANNELS = ["link", "phone", "letter", "counter"] as const;
export type ErasureChannel = (typeof ERASURE_CHANNELS)[number];

/** Whom a wish is about: an owner on record, or whoever stands behind an answer of whom no owner is known. */
export type ErasureTarget = { readonly ownerId: string } | { readonly respondentKey: string };

/** A wish that waits. */
export type ErasureWish = { readonly id: number; readonly dueOn: CalendarDate };

/** What a request is called on paper and on the phone: `SC-000042`. */
export function requestNumber(id: number): string {
  return `SC-${String(id).padStart(6, "0")}`;
}

/** The last day on which a wish of today may be carried out. */
export async function erasureDueOn(run: Statements, today: CalendarDate): Promise<CalendarDate> {
  const { "privacy.erasure_days": days } = await retentionSettings(run);
  const { "contact.holidays": holidays } = await waveSettingsOn(run);
  return addWorkingDays(today, days, holidays);
}

const OPEN = `
  select e.id, e.due_on as "dueOn" from vault.erasure_request e
  where e.state = 'open' and (e.respondent_key = $1 or e.owner_id = $2
    or e.owner_id = (select r.owner_id from vault.respondent r where r.respondent_key = $1))
  order by e.id limit 1`;

/** The wish about a person that waits already; undefined when there is none. */
export async function openWish(run: Statements, target: ErasureTarget): Promise<ErasureWish | undefined> {
  const [open] = await run<ErasureWish>(OPEN, [
    "respondentKey" in target ? target.respondentKey : null,
    "ownerId" in target ? target.ownerId : null,
  ]);
  return open;
}

/**
 * Writes down that somebody wants to be forgotten; asking again is the same wish. It is logged without naming anybody.
 * @param askedBy who wrote it down; null for the owner's own hand
 */
export async function askErasure(
  db: Database,
  target: ErasureTarget,
  { channel, askedBy }: { readonly channel: ErasureChannel; readonly askedBy: string | null },
  now: Date,
): Promise<ErasureWish> {
  return db.transaction().execute(async (transaction) => {
    const run = statementsOf(transaction);
    const known = await openWish(run, target);
    if (known) return known;
    const dueOn = await erasureDueOn(run, shanghaiDate(now));
    const [made] = await run<ErasureWish>(
      `insert into vault.erasure_request (respondent_key, owner_id, channel, asked_at, due_on, asked_by)
       select $1::uuid, coalesce($2::uuid, (select owner_id from vault.respondent where respondent_key = $1)), $3, $4, $5, $6
       on conflict do nothing returning id, due_on as "dueOn"`,
      [
        "respondentKey" in target ? target.respondentKey : null,
        "ownerId" in target ? target.ownerId : null,
        channel,
        now,
        dueOn,
        askedBy,
      ],
    );
    // two presses at once: the other one wrote it
    const wish = made ?? (await openWish(run, target));
    if (wish === undefined) throw new Error("a wish met another one that is not there");
    if (made)
      await writeAudit(transaction, {
        action: "erasure.asked",
        actorId: askedBy,
        subject: `erasure:${wish.id}`,
        detail: { channel, dueOn: wish.dueOn },
      });
    return wish;
  });
}
