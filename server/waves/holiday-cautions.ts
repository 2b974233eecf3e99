import type { Problem } from "#surveys/problem.ts";
import { yearsWithoutHolidays } from "#surveys/public-holidays.ts";
import type { WaveSettings } from "./settings.ts";
import type { WaveFacts } from "./wave-facts.ts";

/** What to mend in the settings before owners are called on a holiday: years of the field of which none is entered. Nothing once it is over. */
export function holidayCautions(
  { state, opensOn, closesOn }: Pick<WaveFacts, "state" | "opensOn" | "closesOn">,
  { "contact.holidays": holidays }: Pick<WaveSettings, "contact.holidays">,
): readonly Problem[] {
  if (state === "closed" || state === "published") return [];
  return yearsWithoutHolidays(opensOn, closesOn, holidays).map((year) => ({
    code: "holidays-missing",
    item: String(year),
    zh: `设置里没有 ${year} 年的节假日：请按国务院通知填好“不打扰的日子”，否则节假日也会联系业主`,
    en: `No holidays of ${year} are set: enter those of the State Council's notice in the settings, or owners are contacted on them.`,
  }));
}
