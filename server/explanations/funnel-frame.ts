import type { Reading } from "#analytics/reading.ts";
import {
  type FunnelState,
  funnelMeanLimits,
  funnelOverdispersion,
  funnelShareLimit,
  funnelShareState,
} from "#analytics/statistics/funnel-limits.ts";
import { normalCriticalValue } from "#analytics/statistics/normal-critical-value.ts";

/** Limits of a funnel at one number of answers; scores lie inside them by chance and ordinary differences. */
export type FunnelLimit = {
  readonly n: number;
  /** 95 % and 99.8 %. */
  readonly warning: readonly [number, number];
  readonly alarm: readonly [number, number];
};

/** What a funnel is drawn with. */
export type FunnelFrame = {
  /** The common mean all units are held against. */
  readonly target: number;
  readonly limits: readonly FunnelLimit[];
};

const STEPS = 40;
const [WARNING, ALARM] = [0.95, 0.998];

type Known = { readonly value: number; readonly se: number; readonly neff: number };

function knownOf(units: readonly Reading[]): readonly Known[] {
  return units.map(({ value = Number.NaN, se = 0, neff = 0 }) => ({ value, se, neff }));
}

function targetOf(known: readonly Known[]): number {
  const weight = known.reduce((sum, { neff }) => sum + neff, 0);
  return known.reduce((sum, { value, neff }) => sum + value * neff, 0) / weight;
}

function spreadOf(known: readonly Known[], target: number) {
  const usable = known.filter(({ se }) => se > 0);
  return usable.length < 2 ? undefined : funnelOverdispersion(usable, target);
}

/** Flags of units about their common mean: exact tails for shares, limits with overdispersion for means. */
export function funnelStates(units: readonly Reading[], asShare: boolean): readonly (FunnelState | null)[] {
  const known = knownOf(units);
  const target = targetOf(known);
  if (asShare)
    return known.map(({ value, neff }) => {
      const n = Math.round(neff);
      if (n < 1 || target <= 0 || target >= 100) return null;
      return funnelShareState(Math.min(n, Math.max(0, Math.round((value / 100) * n))), n, target / 100);
    });
  const spread = spreadOf(known, target);
  return known.map(({ value, se }) => {
    if (!(se > 0) || !spread) return null;
    const z = Math.abs(value - target) / Math.sqrt(se * se + spread.between);
    return z > normalCriticalValue(ALARM) ? "alarm" : z > normalCriticalValue(WARNING) ? "warning" : "inside";
  });
}

/** The funnel about the units' common mean, over the numbers of answers they have; undefined where nothing spreads. */
export function funnelFrame(units: readonly Reading[], asShare: boolean): FunnelFrame | undefined {
  const known = knownOf(units).filter(({ neff }) => neff >= 1);
  if (known.length < 3) return undefined;
  const target = targetOf(known);
  const spread = spreadOf(known, target);
  // answers of a unit like the others scatter as those of all together do
  const variance = known.reduce((sum, { se, neff }) => sum + se * se * neff * neff, 0) / sumOf(known);
  if (asShare ? target <= 0 || target >= 100 : spread === undefined || !(variance > 0)) return undefined;
  const sizes = known.map(({ neff }) => neff);
  const [least, most] = [Math.max(2, Math.min(...sizes) * 0.8), Math.max(...sizes) * 1.1];
  const at = (n: number, confidence: number): readonly [number, number] => {
    if (!asShare) {
      const { low, high } = funnelMeanLimits(n, target, variance, confidence, spread?.between);
      return [low, high];
    }
    const tail = (1 - confidence) / 2;
    const share = (probability: number) => funnelShareLimit(Math.round(n), target / 100, probability) * 100;
    return [Math.max(0, share(tail)), Math.min(100, share(1 - tail))];
  };
  const limits = Array.from({ length: STEPS + 1 }, (_, step): FunnelLimit => {
    // evenly on the scale of the error, which is where the funnel bends
    const n = (1 / Math.sqrt(least) + (step / STEPS) * (1 / Math.sqrt(most) - 1 / Math.sqrt(least))) ** -2;
    return { n, warning: at(n, WARNING), alarm: at(n, ALARM) };
  });
  return { target, limits };
}

function sumOf(known: readonly Known[]): number {
  return known.reduce((sum, { neff }) => sum + neff, 0);
}
