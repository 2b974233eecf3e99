import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { hourWords, isContactTime } from "#surveys/contact-hours.ts";
import { contactTimes, readWaveSettings } from "../waves/settings.ts";

/** What was agreed with an owner may be kept so many minutes before its time and after. */
export const KEPT_BEFORE_MINUTES = 15;
export const KEPT_AFTER_MINUTES = 60;

/**
 * Owners are not disturbed outside the hours and on holidays, unless this one agreed to this very time.
 * @throws AppError `conflict` with `details.reason` "quietHours" and the hours in which one may
 */
export async function needContactTime(db: Database, respondentKey: string, now: Date): Promise<void> {
  const times = contactTimes(await readWaveSettings(db));
  if (isContactTime(now, times)) return;
  const minute = 60_000;
  const agreed = await db
    .selectFrom("appointment")
    .select("id")
    .where("respondent_key", "=", respondentKey)
    .where("state", "=", "open")
    .where("due_at", ">=", new Date(now.getTime() - KEPT_AFTER_MINUTES * minute))
    .where("due_at", "<=", new Date(now.getTime() + KEPT_BEFORE_MINUTES * minute))
    .executeTakeFirst();
  if (agreed) return;
  const hours = hourWords(times);
  throw new AppError(
    "conflict",
    `Owners are called and visited at ${hours} only, never on a holiday: wait, or keep a time agreed with them.`,
    { reason: "quietHours", hours },
  );
}
