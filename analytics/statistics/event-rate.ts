import { type Interval, requireConfidence } from "./interval.ts";
import { normalCriticalValue } from "./normal-critical-value.ts";
import { twoSidedPValue } from "./two-sided-p-value.ts";

/** Events over an exposure, e.g. complaints over owners. */
export type EventCount = {
  readonly events: number;
  readonly exposure: number;
  /** Variance of the number of events over its mean, at least 1: above it where they come in bunches. A Poisson count's, 1, when left out. */
  readonly dispersion?: number;
};

function requireEvents({ events, exposure, dispersion = 1 }: EventCount): void {
  if (!(events >= 0 && exposure > 0 && dispersion >= 1))
    throw new RangeError(
      `a rate needs events ≥ 0, an exposure > 0 and a dispersion ≥ 1, got ${events} over ${exposure} with ${dispersion}`,
    );
}

/**
 * Dispersion of events that members of a population have again and again, each at a rate of his own: the variance between
 * members over their mean, never below the Poisson count's 1, which is also what nothing at all has. The index of dispersion of
 * Fisher, Thornton, Mackenzie, Annals of Applied Biology 9 (1922) 325.
 * @param squares sum over members of their squared numbers of events
 * @param members with or without events
 */
export function eventDispersion(events: number, squares: number, members: number): number {
  return events > 0 && members > 0 ? Math.max(1, squares / events - events / members) : 1;
}

/**
 * Score interval of a rate whose count has variance φ times its mean: the rates λ with |x − λt| ≤ z √(φλt), that is
 * (x + φz²/2 ± z √φ √(x + φz²/4)) / t. Has width at 0 events. Rao's score; for φ = 1 Barker, The American Statistician 56 (2002) 85,
 * with φ as quasi-likelihood has it (McCullagh, Nelder, Generalized Linear Models, 2nd ed., 6.2).
 * @throws RangeError without exposure, or for a dispersion below 1
 */
export function rateInterval(count: EventCount, confidence = 0.95): Interval {
  requireConfidence(confidence);
  requireEvents(count);
  const { events, exposure, dispersion = 1 } = count;
  const z = Math.sqrt(dispersion) * normalCriticalValue(confidence);
  const middle = events + z ** 2 / 2;
  const half = z * Math.sqrt(events + z ** 2 / 4);
  return { low: events === 0 ? 0 : (middle - half) / exposure, high: (middle + half) / exposure };
}

/**
 * Two-sided p value of two rates being equal: given all events, those of the first are binomial with the share of its
 * exposure; the score statistic of that (Przyborowski, Wilenski, Biometrika 31 (1940) 313, in its normal form), its variance times
 * the dispersion of both, each weighted with its events. 1 where nothing happened at all.
 * @throws RangeError without exposure, or for a dispersion below 1
 */
export function compareRates(first: EventCount, second: EventCount): number {
  requireEvents(first);
  requireEvents(second);
  const all = first.events + second.events;
  if (all === 0) return 1;
  const share = first.exposure / (first.exposure + second.exposure);
  const dispersion =
    (first.events * (first.dispersion ?? 1) + second.events * (second.dispersion ?? 1)) / all;
  return twoSidedPValue((first.events - all * share) / Math.sqrt(dispersion * all * share * (1 - share)));
}
