import { addDays, addMonths, type CalendarDate, daysBetween } from "#surveys/calendar-date.ts";
import { type Draw, drawStream } from "../draw.ts";
import type { SeedHome } from "../homes.ts";
import type { Effects } from "../truth/effects.ts";

export type SeedRepair = {
  readonly orderNo: string;
  readonly home: SeedHome;
  readonly category: string;
  readonly reportedAt: Date;
  readonly dispatchedAt: Date;
  readonly arrivedAt: Date | undefined;
  readonly closedAt: Date | undefined;
  readonly status: "open" | "closed" | "force_closed" | "void";
  readonly inWarranty: boolean;
  readonly reopened: number;
  readonly onTime: boolean | undefined;
  readonly channel: string;
};

/** Kinds of defect with their share, and how much slower and more often reopened than the rest. */
const CATEGORIES = [
  { name: "渗漏", defect: "leak", share: 20, days: 12, reopened: 0.17 },
  { name: "门窗", defect: "door_window", share: 16, days: 4, reopened: 0.08 },
  { name: "开裂", defect: "crack", share: 13, days: 5, reopened: 0.07 },
  { name: "给排水", defect: "plumbing", share: 11, days: 3, reopened: 0.09 },
  { name: "空鼓", defect: "hollow", share: 10, days: 6, reopened: 0.06 },
  { name: "电气智能", defect: "electrical", share: 9, days: 3, reopened: 0.08 },
  { name: "五金", defect: "hardware", share: 8, days: 3, reopened: 0.05 },
  { name: "木作地板", defect: "flooring", share: 6, days: 6, reopened: 0.07 },
  { name: "公区", defect: "other", share: 4, days: 7, reopened: 0.06 },
  { name: "其他", defect: "other", share: 3, days: 4, reopened: 0.05 },
] as const;

/** The questionnaire's option for a repair category. */
export function defectOf(category: string): string {
  return CATEGORIES.find(({ name }) => name === category)?.defect ?? "other";
}

const HISTORY_MONTHS = 38;
const DAY = 86_400_000;

function instant(day: CalendarDate, draw: Draw): Date {
  return new Date(Date.parse(`${day}T08:30:00+08:00`) + Math.round(draw.uniform() * 10 * 3_600_000));
}

/** Orders expected in a month of a home's life. */
function monthlyRate(monthsSinceHandover: number): number {
  if (monthsSinceHandover < 3) return 1.6 / 4.5;
  if (monthsSinceHandover < 6) return 1.6 / 9;
  if (monthsSinceHandover < 24) return 0.5 / 12;
  return 0.1 / 12;
}

function drawRepair(draw: Draw, home: SeedHome, day: CalendarDate, orderNo: string, asOf: Date): SeedRepair {
  const wet = /-(0[4-9])-/.test(day) && /^(EC|SC)/.test(home.project);
  const kind =
    CATEGORIES[
      draw.weighted(CATEGORIES.map(({ name, share }) => (name === "渗漏" && wet ? share * 2 : share)))
    ] ?? CATEGORIES[0];
  const reportedAt = instant(day, draw);
  const days = draw.lognormal(kind.days * (home.project === "EC05" ? 1.5 : 1), 0.9);
  const reopened = draw.chance(kind.reopened * (home.project === "EC05" ? 2 : 1)) ? 1 : 0;
  const closing = new Date(reportedAt.getTime() + days * (1 + reopened) * DAY);
  const fate = draw.uniform();
  const done = closing <= asOf;
  const status = fate < 0.015 ? "void" : !done ? "open" : fate < 0.04 ? "force_closed" : "closed";
  const arrivedAt = new Date(reportedAt.getTime() + draw.lognormal(1.1, 0.7) * DAY);
  return {
    orderNo,
    home,
    category: kind.name,
    reportedAt,
    dispatchedAt: new Date(
      Math.min(reportedAt.getTime() + draw.lognormal(0.15, 0.8) * DAY, closing.getTime()),
    ),
    arrivedAt: arrivedAt <= asOf ? new Date(Math.min(arrivedAt.getTime(), closing.getTime())) : undefined,
    closedAt: status === "closed" || status === "force_closed" ? closing : undefined,
    status,
    inWarranty:
      home.handedOverOn !== undefined && day < addMonths(home.handedOverOn, kind.name === "渗漏" ? 60 : 24),
    reopened,
    onTime: done ? days <= kind.days * 3 : undefined,
    channel: draw.pick(["热线", "管家", "微信小程序", "前台"]),
  };
}

/** Repair orders of the last three years, as many as the age of each home and its project's defects make likely. */
export function drawRepairs(
  seed: number,
  homes: readonly SeedHome[],
  effects: Effects,
  asOf: CalendarDate,
): readonly SeedRepair[] {
  const draw = drawStream(seed, "repairs");
  const now = new Date(`${asOf}T00:00:00+08:00`);
  const from = addMonths(asOf, -HISTORY_MONTHS);
  const numbers = new Map<string, number>();
  return homes.flatMap((home) => {
    if (home.handedOverOn === undefined) return [];
    const repairs: SeedRepair[] = [];
    const first = home.handedOverOn > from ? home.handedOverOn : from;
    const months = Math.floor(daysBetween(first, asOf) / 30.44);
    const age = Math.floor(daysBetween(home.handedOverOn, first) / 30.44);
    for (let month = 0; month <= months; month++) {
      const count = draw.poisson(monthlyRate(age + month) * effects.defectRate(home.project));
      for (let order = 0; order < count; order++) {
        const day = addDays(first, Math.floor((month + draw.uniform()) * 30.44));
        if (day >= asOf) continue;
        const number = (numbers.get(home.project) ?? 0) + 1;
        numbers.set(home.project, number);
        repairs.push(
          drawRepair(draw, home, day, `BX${day.slice(0, 4)}${String(number).padStart(6, "0")}`, now),
        );
      }
    }
    return repairs;
  });
}
