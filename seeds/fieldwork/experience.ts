import { addMonths, type CalendarDate } from "#surveys/calendar-date.ts";
import type { SeedComplaint } from "../operations/complaints.ts";
import { defectOf, type SeedRepair } from "../operations/repairs.ts";

/** What happened to a home in the twelve months before a day, as its owner would remember it. */
export type Experience = {
  readonly repaired: boolean;
  readonly reopened: number;
  readonly longestOpenWeeks: number;
  readonly recentRepair: boolean;
  readonly defects: readonly string[];
  readonly complaint: "none" | "solved" | "unsolved";
  readonly solvedFast: boolean;
};

export const NOTHING: Experience = {
  repaired: false,
  reopened: 0,
  longestOpenWeeks: 0,
  recentRepair: false,
  defects: [],
  complaint: "none",
  solvedFast: false,
};

const WEEK = 7 * 86_400_000;

/** Finds the experience of homes at a day quickly: records are grouped by home once. */
export function experienceFinder(
  repairs: readonly SeedRepair[],
  complaints: readonly SeedComplaint[],
): (home: number, day: CalendarDate) => Experience {
  const repairsOf = Map.groupBy(repairs, ({ home }) => home.id);
  const complaintsOf = Map.groupBy(complaints, ({ home }) => home.id);
  return (home, day) => {
    const end = Date.parse(`${day}T00:00:00+08:00`);
    const start = Date.parse(`${addMonths(day, -12)}T00:00:00+08:00`);
    const orders = (repairsOf.get(home) ?? []).filter(
      ({ reportedAt, status }) => status !== "void" && reportedAt.getTime() < end,
    );
    const recent = orders.filter(({ reportedAt }) => reportedAt.getTime() >= start);
    const cases = (complaintsOf.get(home) ?? []).filter(
      ({ submittedAt, status }) =>
        status !== "void" && submittedAt.getTime() >= start && submittedAt.getTime() < end,
    );
    if (orders.length === 0 && cases.length === 0) return NOTHING;
    const open = recent.filter(({ closedAt }) => closedAt === undefined || closedAt.getTime() > end);
    const solved =
      cases.length > 0 &&
      cases.every(
        (item) => item.solved === true && item.closedAt !== undefined && item.closedAt.getTime() <= end,
      );
    return {
      repaired: recent.length > 0,
      reopened: recent.reduce((sum, { reopened }) => sum + reopened, 0),
      longestOpenWeeks: Math.max(0, ...open.map(({ reportedAt }) => (end - reportedAt.getTime()) / WEEK)),
      recentRepair: recent.some(({ reportedAt }) => reportedAt.getTime() >= end - 90 * 86_400_000),
      defects: [...new Set(orders.map(({ category }) => defectOf(category)))],
      complaint: cases.length === 0 ? "none" : solved ? "solved" : "unsolved",
      solvedFast:
        solved &&
        cases.every(
          ({ submittedAt, closedAt }) =>
            closedAt !== undefined && closedAt.getTime() - submittedAt.getTime() < WEEK,
        ),
    };
  };
}
