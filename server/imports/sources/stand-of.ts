import type { CalendarDate } from "#surveys/calendar-date.ts";
import { readDateTime } from "../normalise/date-time.ts";
import { plainText } from "../normalise/plain-text.ts";

/**
 * The day a file tells of, when its title says so: 数据截至2026年9月20日 · 截止日期：2026-09-20. What happened later it cannot know.
 */
export function standOf(titles: readonly string[]): CalendarDate | undefined {
  for (const title of titles) {
    const written = /截[至止](?:日期|时间)?[:为]?\s*(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2})/.exec(
      plainText(title),
    )?.[1];
    const reading = written === undefined ? "empty" : readDateTime(written);
    if (typeof reading !== "string") return reading.date;
  }
  return undefined;
}
