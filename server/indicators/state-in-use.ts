import type { Analysis } from "#server/analysis/analysis.ts";
import { AppError } from "#server/app-error.ts";
import type { Sources } from "./sources.ts";

/** Milliseconds; with the second that loading may take, a screen is at most three seconds behind the record. */
export const STEADY_MS = 1_500;

type Held = { readonly version: string; readonly since: number };

const HELD = new WeakMap<Analysis, Held>();

/**
 * The state of the data that answers are made from. While owners answer, it changes every second, and every change costs a
 * wave's tables; so a state is kept for `steadyFor` before the next one is taken, however many came in between.
 * @throws AppError `analysis_unavailable` before the first load
 */
export function stateInUse({ analysis, steadyFor = 0 }: Sources): string {
  const { dataVersion } = analysis.freshness();
  if (dataVersion === undefined)
    throw new AppError("analysis_unavailable", "The numbers are being loaded: try again in a moment.");
  const now = performance.now();
  const held = HELD.get(analysis);
  if (held && (held.version === dataVersion || now - held.since < steadyFor)) return held.version;
  HELD.set(analysis, { version: dataVersion, since: now });
  return dataVersion;
}
