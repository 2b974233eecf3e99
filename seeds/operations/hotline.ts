import { addDays, addMonths, type CalendarDate, daysBetween } from "#surveys/calendar-date.ts";
import { type Draw, drawStream } from "../draw.ts";
import type { SeedHome } from "../homes.ts";
import type { Effects } from "../truth/effects.ts";

export type SeedCall = {
  readonly callNo: string;
  readonly project: string;
  /** Not every caller says where he lives. */
  readonly home: SeedHome | undefined;
  readonly startedAt: Date;
  readonly queueSeconds: number;
  readonly answered: boolean;
  readonly talkSeconds: number | undefined;
  readonly category: "inquiry" | "repair" | "complaint" | "suggestion" | "other";
};

/** What owners call about, with its share and the seconds such a talk takes. */
const CATEGORIES = [
  { name: "inquiry", share: 45, talk: 110 },
  { name: "repair", share: 35, talk: 170 },
  { name: "complaint", share: 5, talk: 320 },
  { name: "suggestion", share: 3, talk: 150 },
  { name: "other", share: 12, talk: 70 },
] as const;

const HISTORY_MONTHS = 38;
/** Calls of an average home in a year, and those its handover brings. */
const RATE = 1.08;
const AROUND_HANDOVER = 0.7;
/** Some homes call again and again; the mean stays 1. */
const HOME_SD = 0.7;
const HOME_KNOWN = 0.88;

/** When owners call: the day, the evening after work, the night. */
const SPANS = [
  { from: 8, hours: 10, share: 74, logit: 2.75, wait: 16 },
  { from: 18, hours: 4, share: 22, logit: 1.55, wait: 31 },
  { from: 22, hours: 10, share: 4, logit: 0.7, wait: 22 },
] as const;

/** The house answers a little better every year. */
const LOGIT_A_YEAR = 0.12;
/** A project whose line got worse, as its owners' marks for complaints did (`truth/effects.ts`). */
const WORSE = { project: "SC03", months: 24, logit: -0.9, wait: 1.6 } as const;

function logistic(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function drawCall(
  draw: Draw,
  home: SeedHome,
  defectRate: number,
  {
    day,
    yearsAgo,
    callNo,
  }: { readonly day: CalendarDate; readonly yearsAgo: number; readonly callNo: string },
): SeedCall {
  const kind = CATEGORIES[draw.weighted(CATEGORIES.map(({ share }) => share))] ?? CATEGORIES[0];
  const span = SPANS[draw.weighted(SPANS.map(({ share }) => share))] ?? SPANS[0];
  const worse = home.project === WORSE.project && yearsAgo * 12 < WORSE.months;
  const hour = (span.from + draw.uniform() * span.hours) % 24;
  const startedAt = new Date(Date.parse(`${day}T00:00:00+08:00`) + Math.floor(hour * 3600) * 1000);
  const answered = draw.chance(
    logistic(span.logit - 0.6 * Math.log(defectRate) - LOGIT_A_YEAR * yearsAgo + (worse ? WORSE.logit : 0)),
  );
  const wait = span.wait * Math.sqrt(defectRate) * (worse ? WORSE.wait : 1);
  // whoever gives up has waited longer than those who were answered
  const queueSeconds = Math.round(answered ? draw.lognormal(wait, 0.9) : draw.lognormal(2 * wait, 0.7));
  return {
    callNo,
    project: home.project,
    home: draw.chance(HOME_KNOWN) ? home : undefined,
    startedAt,
    queueSeconds,
    answered,
    talkSeconds: answered ? Math.max(1, Math.round(draw.lognormal(kind.talk, 0.6))) : undefined,
    category: kind.name,
  };
}

/**
 * Calls to the hotline in the last three years: as many as the home is owned for, more where its project has defects, about its
 * handover and in homes that call often. A project with many defects answers fewer of them and lets them wait.
 */
export function drawCalls(
  seed: number,
  homes: readonly SeedHome[],
  effects: Effects,
  asOf: CalendarDate,
): readonly SeedCall[] {
  const draw = drawStream(seed, "hotline");
  const from = addMonths(asOf, -HISTORY_MONTHS);
  const numbers = new Map<string, number>();
  return homes.flatMap((home) => {
    const { signedOn, handedOverOn, project } = home;
    if (signedOn === undefined) return [];
    const defectRate = effects.defectRate(project);
    const often = draw.lognormal(Math.exp(-(HOME_SD ** 2) / 2), HOME_SD);
    const first = signedOn > from ? signedOn : from;
    const days = daysBetween(first, asOf);
    const usual = draw.poisson((RATE * often * (0.6 + 0.4 * defectRate) * days) / 365.25);
    const around = handedOverOn === undefined ? 0 : draw.poisson(AROUND_HANDOVER * often);
    return [
      ...Array.from({ length: usual }, () => addDays(first, Math.floor(draw.uniform() * days))),
      ...Array.from({ length: around }, () => addDays(handedOverOn ?? asOf, draw.integer(-21, 90))),
    ]
      .filter((day) => day >= first && day < asOf)
      .map((day) => {
        const number = (numbers.get(project) ?? 0) + 1;
        numbers.set(project, number);
        const callNo = `RX${day.slice(0, 4)}${String(number).padStart(6, "0")}`;
        return drawCall(draw, home, defectRate, { day, yearsAgo: daysBetween(day, asOf) / 365.25, callNo });
      });
  });
}
