import {
  compareRates,
  type EventCount,
  eventDispersion,
  rateInterval,
} from "#analytics/statistics/event-rate.ts";
import type { Interval } from "#analytics/statistics/interval.ts";
import { wilsonInterval } from "#analytics/statistics/proportion-interval.ts";
import { type Counted, compareShares } from "#analytics/statistics/two-shares.ts";
import { MEASURE_FACTS, type MeasureKey } from "./measures.ts";
import type { RecordBases } from "./record-bases.ts";
import type { RecordCounts } from "./record-counts.ts";

/** Records below which no figure is shown. */
export const FEWEST_RECORDS = 5;

/** A measure of a unit and period. Per cent, days, seconds, or events per 100 owners. */
export type FigureView = {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Records it is made of; null where fewer than five. */
  readonly n: number | null;
  /** `few`: fewer than five records. `hidden`: enough, but with it one that has few would follow. */
  readonly state: "shown" | "few" | "hidden" | "none";
};

function shareOf(key: MeasureKey, counts: RecordCounts): Counted | undefined {
  switch (key) {
    case "repairs-on-time":
      return { successes: counts.onTime, n: counts.judged };
    case "repairs-reopened":
      return { successes: counts.reopened, n: counts.repairs };
    case "complaints-overdue":
      return { successes: counts.overdue, n: counts.due };
    case "complaints-solved":
      return { successes: counts.solved, n: counts.settled };
    case "calls-answered":
      return { successes: counts.answered, n: counts.calls };
    default:
      return undefined;
  }
}

function medianOf(key: MeasureKey, counts: RecordCounts) {
  switch (key) {
    case "repairs-median-days":
      return { value: counts.days, low: counts.daysLow, high: counts.daysHigh };
    case "calls-median-wait":
      return { value: counts.wait, low: counts.waitLow, high: counts.waitHigh };
    default:
      return undefined;
  }
}

/** Events of a unit over its owners. Who calls, calls again: of calls the homes say how far they come in bunches. */
function eventsOf(key: MeasureKey, counts: RecordCounts, owners: number): EventCount | undefined {
  switch (key) {
    case "complaints-per-100":
      return { events: counts.complaints, exposure: owners };
    case "calls-per-100":
      return {
        events: counts.calls,
        exposure: owners,
        dispersion: eventDispersion(counts.calls, counts.callSquares, owners),
      };
    default:
      return undefined;
  }
}

/** Records a measure is made of. */
export function baseOf(key: MeasureKey, counts: RecordBases): number {
  return counts[MEASURE_FACTS[key].base];
}

function timesHundred({ low, high }: Interval): Interval {
  return { low: 100 * low, high: 100 * high };
}

/**
 * A figure with its 95 % interval about the process that made the records: Wilson for shares, Rao's score for a rate (of calls with
 * their dispersion between homes), ranks for a median. Nothing is told of fewer than five records but that there are few.
 * @param owners of the unit in the frame; a rate needs them
 * @param shown whether it may be seen beside the others (`shownFigures`)
 */
export function figureOf(key: MeasureKey, counts: RecordCounts, owners: number, shown: boolean): FigureView {
  const n = baseOf(key, counts);
  const nothing = { value: null, low: null, high: null, n: null } as const;
  const events = eventsOf(key, counts, owners);
  if (events ? owners === 0 : n === 0) return { ...nothing, state: "none" };
  if (n < FEWEST_RECORDS) return { ...nothing, state: "few" };
  if (!shown) return { ...nothing, state: "hidden" };
  const share = shareOf(key, counts);
  if (share)
    return {
      value: (100 * share.successes) / share.n,
      ...timesHundred(wilsonInterval(share.successes, share.n)),
      n,
      state: "shown",
    };
  if (events) return { value: (100 * n) / owners, ...timesHundred(rateInterval(events)), n, state: "shown" };
  return { ...nothing, ...medianOf(key, counts), n, state: "shown" };
}

/** The figure a unit's records of a period make. */
export function figureFrom(key: MeasureKey, { counts, owners, shown }: Standing): FigureView {
  return figureOf(key, counts, owners, shown(key));
}

/** A figure of two periods; `p` is null where either is not shown or there is no test. */
export type FigureChange = { readonly difference: number; readonly p: number | null };

/** A unit's records of a period, and what of them may be seen. */
export type Standing = {
  readonly counts: RecordCounts;
  readonly owners: number;
  readonly shown: (key: MeasureKey) => boolean;
};

/** What became of a measure; undefined where either is not shown. Two medians are held apart by their intervals. */
export function figureChange(key: MeasureKey, now: Standing, before: Standing): FigureChange | undefined {
  const [new_, old] = [figureFrom(key, now), figureFrom(key, before)];
  if (new_.value === null || old.value === null) return undefined;
  const difference = new_.value - old.value;
  const [a, b] = [shareOf(key, now.counts), shareOf(key, before.counts)];
  if (a && b) return { difference, p: compareShares(a, b).p };
  const rates = [eventsOf(key, now.counts, now.owners), eventsOf(key, before.counts, before.owners)] as const;
  if (rates[0] && rates[1]) return { difference, p: compareRates(rates[0], rates[1]) };
  const apart = (new_.low ?? 0) > (old.high ?? 0) || (new_.high ?? 0) < (old.low ?? 0);
  return { difference, p: apart ? 0 : 1 };
}

/** Whether a change is for the better. */
export function isBetter(key: MeasureKey, difference: number): boolean {
  return difference > 0 === MEASURE_FACTS[key].moreIsBetter;
}
