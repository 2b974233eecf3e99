import type { Reading } from "#analytics/reading.ts";
import { empiricalBayes } from "#analytics/statistics/empirical-bayes.ts";
import { normalCriticalValue } from "#analytics/statistics/normal-critical-value.ts";
import type { ReadingMap } from "./protect-readings.ts";
import type { WaveTable } from "./wave-table.ts";

const NONE = { value: undefined, se: undefined, low: undefined, high: undefined } as const;

/**
 * Readings drawn towards the others of their level as far as chance may have put them there (empirical Bayes), made of what is shown
 * and nothing else. A level of fewer than five shown units has none, as too few tell how far units differ; the whole is itself.
 */
export function shrunkenReadings({ shown, levelOf }: WaveTable): ReadingMap {
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
  return { ...reading, value, se, intervalSe: se, low: value - z * se, high: value + z * se };
}
