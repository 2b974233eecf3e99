import { addDays, type CalendarDate, daysBetween } from "#surveys/calendar-date.ts";

/** Where the days of a wave stand. Both ends count, so a wave that opens and closes on one day lasts one. */
export type FieldDays = {
  /** Days begun by now, at most `all`. */
  readonly begun: number;
  readonly all: number;
};

/** The days of a wave on a day. */
export function fieldDays(opensOn: CalendarDate, closesOn: CalendarDate, today: CalendarDate): FieldDays {
  const all = daysBetween(opensOn, closesOn) + 1;
  return { begun: Math.min(all, Math.max(0, daysBetween(opensOn, today) + 1)), all };
}

/** Answers that should have come by now if they came evenly. */
export function dueByNow(target: number, { begun, all }: FieldDays): number {
  return (target * begun) / all;
}

/** met: the target is reached · behind: a good part of what is due is missing · on-track: neither. */
export type Pace = "met" | "on-track" | "behind";

/** A stratum is behind when it has less than this of what is due. */
const BEHIND = 0.85;

/** How a stratum is getting on. @param target 0 means nothing is wanted of it: it is met */
export function paceOf(counted: number, target: number, days: FieldDays): Pace {
  if (counted >= target) return "met";
  return counted < BEHIND * dueByNow(target, days) ? "behind" : "on-track";
}

/** Counted answers up to and on a day. */
export type CurvePoint = { readonly day: CalendarDate; readonly counted: number };

/** The running total of a wave, a point for every day from the opening to today. */
export function runningTotal(
  perDay: ReadonlyMap<CalendarDate, number>,
  opensOn: CalendarDate,
  upTo: CalendarDate,
): readonly CurvePoint[] {
  const points: CurvePoint[] = [];
  // answers dated before the opening (an import) stand on its first day
  let counted = [...perDay].reduce((sum, [day, n]) => (day < opensOn ? sum + n : sum), 0);
  for (let day = opensOn; day <= upTo; day = addDays(day, 1)) {
    counted += perDay.get(day) ?? 0;
    points.push({ day, counted });
  }
  return points;
}

export type Forecast = {
  /** Answers a day over the last days. */
  readonly perDay: number;
  readonly days: number;
  /** Answers on the last day if they go on like that, never more than were asked. */
  readonly atClose: number;
  /** The day on which the target is reached at that pace; undefined when not before the end. */
  readonly targetOn: CalendarDate | undefined;
};

const LOOK_BACK = 7;

/**
 * What the wave will have at its end if answers keep coming as in the last seven days (fewer at the beginning): a line, not
 * a promise; reminders bend it. Undefined before the first whole day.
 */
export function forecast(
  curve: readonly CurvePoint[],
  {
    closesOn,
    target,
    asked,
  }: { readonly closesOn: CalendarDate; readonly target: number; readonly asked: number },
): Forecast | undefined {
  const last = curve.at(-1);
  const first = curve.at(-1 - LOOK_BACK) ?? curve[0];
  if (!last || !first || last.day === first.day) return undefined;
  const days = daysBetween(first.day, last.day);
  const perDay = (last.counted - first.counted) / days;
  const left = Math.max(0, daysBetween(last.day, closesOn));
  const needed = perDay > 0 ? Math.ceil((target - last.counted) / perDay) : Number.POSITIVE_INFINITY;
  const reached =
    last.counted >= target ? last.day : addDays(last.day, Number.isFinite(needed) ? needed : left + 1);
  return {
    perDay,
    days,
    atClose: Math.min(asked, Math.round(last.counted + perDay * left)),
    targetOn: reached <= closesOn ? reached : undefined,
  };
}
