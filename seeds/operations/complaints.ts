import { addDays, type CalendarDate } from "#surveys/calendar-date.ts";
import { drawStream } from "../draw.ts";
import type { SeedHome } from "../homes.ts";
import type { Effects } from "../truth/effects.ts";

export type SeedComplaint = {
  readonly complaintNo: string;
  readonly home: SeedHome;
  readonly submittedAt: Date;
  readonly category: string;
  readonly port: string;
  readonly level: "general" | "hot" | "important" | "major";
  readonly isGroup: boolean;
  readonly people: number;
  readonly replyDueAt: Date;
  readonly firstReplyAt: Date;
  readonly closedAt: Date | undefined;
  readonly status: "open" | "closed" | "force_closed" | "void";
  readonly solved: boolean | undefined;
  readonly channel: string;
};

const CATEGORIES = [
  { name: "房屋质量", port: "engineering", share: 34 },
  { name: "物业服务", port: "property", share: 24 },
  { name: "维修与服务", port: "warranty", share: 15 },
  { name: "销售承诺", port: "sales", share: 11 },
  { name: "规划配套", port: "design", share: 9 },
  { name: "其他", port: "service", share: 7 },
] as const;

const YEARS = 3;
/** Complaints a home and year; handover doubles it for a while. */
const RATE = 0.03;
const DAY = 86_400_000;

/** Complaints of the last three years, denser in the weeks around a collective handover. */
export function drawComplaints(
  seed: number,
  homes: readonly SeedHome[],
  effects: Effects,
  asOf: CalendarDate,
): readonly SeedComplaint[] {
  const draw = drawStream(seed, "complaints");
  const now = new Date(`${asOf}T00:00:00+08:00`);
  const numbers = new Map<string, number>();
  return homes.flatMap((home) => {
    if (home.signedOn === undefined) return [];
    const count = draw.poisson(RATE * YEARS * Math.sqrt(effects.defectRate(home.project)));
    return Array.from({ length: count }, () => {
      const around = home.handedOverOn !== undefined && draw.chance(0.3);
      const day =
        around && home.handedOverOn !== undefined
          ? addDays(home.handedOverOn, draw.integer(-28, 45))
          : addDays(asOf, -draw.integer(1, YEARS * 365));
      return { day, kind: CATEGORIES[draw.weighted(CATEGORIES.map(({ share }) => share))] ?? CATEGORIES[0] };
    })
      .filter(
        ({ day }) =>
          home.signedOn !== undefined &&
          day > home.signedOn &&
          day < asOf &&
          day > addDays(asOf, -YEARS * 365),
      )
      .map(({ day, kind }): SeedComplaint => {
        const number = (numbers.get(home.project) ?? 0) + 1;
        numbers.set(home.project, number);
        const submittedAt = new Date(
          Date.parse(`${day}T09:00:00+08:00`) + Math.round(draw.uniform() * 9 * 3_600_000),
        );
        const closing = new Date(submittedAt.getTime() + draw.lognormal(7, 0.9) * DAY);
        const level =
          (["general", "hot", "important", "major"] as const)[draw.weighted([90.6, 3, 6, 0.4])] ?? "general";
        const isGroup = draw.chance(0.015);
        const fate = draw.uniform();
        const status =
          fate < 0.02 ? "void" : closing > now ? "open" : fate < 0.05 ? "force_closed" : "closed";
        return {
          complaintNo: `TS${day.slice(0, 4)}${String(number).padStart(5, "0")}`,
          home,
          submittedAt,
          category: kind.name,
          port: kind.port,
          level,
          isGroup,
          people: isGroup ? draw.integer(5, 60) : 1,
          replyDueAt: new Date(submittedAt.getTime() + DAY),
          firstReplyAt: new Date(
            Math.min(submittedAt.getTime() + draw.lognormal(0.5, 0.8) * DAY, closing.getTime()),
          ),
          closedAt: status === "closed" || status === "force_closed" ? closing : undefined,
          status,
          solved: status === "closed" ? draw.chance(0.62) : status === "open" ? undefined : false,
          channel: draw.pick(["热线", "管家", "微信小程序", "来访", "12345"]),
        };
      });
  });
}
