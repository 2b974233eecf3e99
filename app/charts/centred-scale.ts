import type { ReadingUnit, ReadingView } from "#server/indicators/reading-view.ts";
import { fixedScale, type Scale } from "./scale.ts";

const SPAN: Readonly<Record<ReadingUnit, number>> = { points: 14, percent: 24, nps: 48 };

/**
 * The scale of one number with its references: their middle in the middle, and never so narrow that a difference of
 * no consequence looks large.
 */
export function centredScale(readings: readonly (ReadingView | null)[], unit: ReadingUnit): Scale {
  const values = readings
    .flatMap((reading) => (reading ? [reading.low, reading.value, reading.high] : []))
    .filter((value) => value !== null);
  if (values.length === 0) return fixedScale([0, 100]);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const half = Math.max(SPAN[unit], (high - low) * 1.2) / 2;
  const middle = (low + high) / 2;
  return fixedScale([middle - half, middle + half]);
}
