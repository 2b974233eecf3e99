import { type Interval, requireConfidence } from "./interval.ts";
import { normalCriticalValue } from "./normal-critical-value.ts";
import { twoSidedPValue } from "./two-sided-p-value.ts";

/** Events over an exposure, e.g. complaints over owners. */
export type EventCount = { readonly events: number; readonly exposure: number };

function requireEvents({ events, exposure }: EventCount): void {
  if (!(events >= 0 && exposure > 0))
    throw new RangeError(`a rate needs events ≥ 0 and an exposure > 0, got ${events} over ${exposure}`);
}

/**
 * Score interval of a Poisson rate: the rates λ with |x − λt| ≤ z √(λt), that is (x + z²/2 ± z √(x + z²/4)) / t.
 * Has width at 0 events. Rao's score; Barker, The American Statistician 56 (2002) 85.
 * @throws RangeError without exposure
 */
export function rateInterval(count: EventCount, confidence = 0.95): Interval {
  requireConfidence(confidence);
  requireEvents(count);
  const { events, exposure } = count;
  const z = normalCriticalValue(confidence);
  const middle = events + z ** 2 / 2;
  const half = z * Math.sqrt(events + z ** 2 / 4);
  return { low: events === 0 ? 0 : (middle - half) / exposure, high: (middle + half) / exposure };
}

/**
 * Two-sided p value of two Poisson rates being equal: given all events, those of the first are binomial with the share of its
 * exposure; the score statistic of that (Przyborowski, Wilenski, Biometrika 31 (1940) 313, in its normal form).
 * 1 where nothing happened at all.
 */
export function compareRates(first: EventCount, second: EventCount): number {
  requireEvents(first);
  requireEvents(second);
  const all = first.events + second.events;
  if (all === 0) return 1;
  const share = first.exposure / (first.exposure + second.exposure);
  return twoSidedPValue((first.events - all * share) / Math.sqrt(all * share * (1 - share)));
}
