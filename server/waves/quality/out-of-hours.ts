import type { Statements } from "#server/database/statements.ts";
import { KEPT_AFTER_MINUTES, KEPT_BEFORE_MINUTES } from "#server/fieldwork/need-contact-time.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { type ContactTimes, clockTime, isContactTime, minuteOfDay } from "#surveys/contact-hours.ts";
import type { AskedAnswer } from "./find-patterns.ts";
import type { Finding } from "./screens.ts";

// an appointment an owner kept is an hour he chose himself
const AGREED = `
  select r.id from unnest($1::uuid[], $2::timestamptz[]) as c (id, at)
  join response r on r.id = c.id join appointment a on a.respondent_key = r.respondent_key and a.state = 'kept'
  where a.due_at >= c.at - make_interval(mins => ${KEPT_AFTER_MINUTES})
    and a.due_at <= c.at + make_interval(mins => ${KEPT_BEFORE_MINUTES})`;

/**
 * Interviews begun when owners are not to be called or visited (methodology 13), unless the owner had agreed to that very time. Where
 * nobody measured how long one took, its end is what is known. An owner may answer alone whenever he likes.
 */
export async function outOfHours(
  run: Statements,
  interviews: readonly AskedAnswer[],
  times: ContactTimes,
): Promise<readonly Finding[]> {
  const odd = interviews.flatMap(({ id, endedAt, seconds }) => {
    const at = new Date((endedAt - (seconds ?? 0)) * 1_000);
    return isContactTime(at, times) ? [] : [{ id, at }];
  });
  if (odd.length === 0) return [];
  const agreed = await run<{ id: string }>(AGREED, [odd.map(({ id }) => id), odd.map(({ at }) => at)]);
  const kept = new Set(agreed.map(({ id }) => id));
  return odd
    .filter(({ id }) => !kept.has(id))
    .map(({ id, at }) => {
      const detail = {
        clock: clockTime(minuteOfDay(at)),
        holiday: times.holidays.includes(shanghaiDate(at)),
      };
      return { id, code: "OUT_OF_HOURS", detail };
    });
}
