import { answerLeaves } from "#analytics/columns-of-definition.ts";
import type { Reading } from "#analytics/reading.ts";
import {
  betaPriorByLikelihood,
  type PosteriorShare,
  posteriorOfShare,
} from "#analytics/statistics/beta-binomial.ts";
import { empiricalBayes } from "#analytics/statistics/empirical-bayes.ts";
import { normalCriticalValue } from "#analytics/statistics/normal-critical-value.ts";
import type { ReadingMap } from "./reading-cells.ts";
import type { WaveTable } from "./wave-table.ts";

/** Fewer tell too little of how far units differ. */
const FEWEST_UNITS = 5;

const NONE = { value: undefined, se: undefined, low: undefined, high: undefined, deff: undefined } as const;

/** Nodes that are shares of people, by any of a table's definitions. */
function shareNodes({ definitions }: Pick<WaveTable, "definitions">): ReadonlySet<string> {
  return new Set(
    definitions.flatMap((definition) =>
      answerLeaves(definition).flatMap(({ id, kind }) => (kind === "share" ? [id] : [])),
    ),
  );
}

/**
 * Shares of a level's units drawn towards each other by the beta-binomial model, which keeps them within 0–100 and knows what to
 * do where everybody agrees. Undefined for fewer than five units, and where shares vary no more than chance would make them.
 */
function drawnShares(readings: readonly Reading[]): readonly PosteriorShare[] | undefined {
  if (readings.length < FEWEST_UNITS) return undefined;
  const units = readings.map(({ value = 0, neff, n = 0 }) => ({
    share: Math.min(1, Math.max(0, value / 100)),
    n: Math.max(1, neff ?? n),
  }));
  const prior = betaPriorByLikelihood(
    units.map(({ share, n }) => ({ successes: Math.round(share * Math.round(n)), n: Math.round(n) })),
  );
  return prior && units.map((unit) => posteriorOfShare(prior, unit, 0.95));
}

/**
 * Readings drawn towards the others of their level as far as chance may have put them there (empirical Bayes), made of what is shown
 * and nothing else. A level of fewer than five shown units has none, as too few tell how far units differ; the whole is itself.
 */
export function shrunkenReadings({ shown, levelOf, definitions }: WaveTable): ReadingMap {
  const shares = shareNodes({ definitions });
  const found = new Map([...shown].map(([key, nodes]) => [key, new Map(nodes)]));
  const z = normalCriticalValue(0.95);
  const levels = Map.groupBy(
    [...shown.keys()].filter((key) => !key.startsWith("whole")),
    // phases of one level are families of their own
    (key) => `${levelOf.get(key) ?? ""} ${key.split("/")[1] ?? ""}`,
  );
  for (const places of levels.values()) {
    const nodes = new Set(places.flatMap((key) => [...(shown.get(key)?.keys() ?? [])]));
    for (const node of nodes) {
      const told = places.filter((key) => shown.get(key)?.get(node)?.value !== undefined);
      const posterior = shares.has(node)
        ? drawnShares(told.map((key) => shown.get(key)?.get(node) as Reading))
        : undefined;
      if (posterior) {
        for (const [at, key] of told.entries())
          found.get(key)?.set(node, drawnShare(shown.get(key)?.get(node) as Reading, posterior[at]));
        continue;
      }
      const units = places.flatMap((key) => {
        const reading = shown.get(key)?.get(node);
        const se = reading?.intervalSe ?? reading?.se;
        return reading?.value === undefined || se === undefined || !(se > 0)
          ? []
          : [{ key, reading, score: { value: reading.value, variance: se * se } }];
      });
      const scores = empiricalBayes(units.map(({ score }) => score));
      for (const key of places) {
        const reading = shown.get(key)?.get(node);
        if (reading?.value === undefined) continue;
        const at = units.findIndex((unit) => unit.key === key);
        const score = scores?.units[at];
        found
          .get(key)
          ?.set(node, score ? drawn(reading, score, z) : { ...reading, ...NONE, state: "undefined" });
      }
    }
  }
  return found;
}

function drawn(
  reading: Reading,
  { value, se }: { readonly value: number; readonly se: number },
  z: number,
): Reading {
  return {
    ...reading,
    value,
    se,
    intervalSe: se,
    deff: undefined,
    low: value - z * se,
    high: value + z * se,
  };
}

function drawnShare(reading: Reading, share: PosteriorShare | undefined): Reading {
  if (share === undefined) return { ...reading, ...NONE, state: "undefined" };
  const se = 100 * share.se;
  return {
    ...reading,
    value: 100 * share.value,
    se,
    intervalSe: se,
    deff: undefined,
    low: 100 * share.low,
    high: 100 * share.high,
  };
}
