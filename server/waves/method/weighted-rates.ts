import { type OutcomeRates, outcomeRates } from "#analytics/statistics/outcome-rates.ts";
import type { FrameCell } from "#server/analysis/frame-cells.ts";
import { DISPOSITION_GROUPS, type DispositionGroup } from "#surveys/disposition.ts";
import { dispositionsOf } from "../monitor/outcomes-and-modes.ts";

/** Sampling fractions closer than this are the same: whole homes cannot be drawn more evenly. */
const EVEN = 1e-9;

/**
 * AAPOR rates by base weights, the owners of a project and phase over those asked of them: what the rates would be had
 * everybody been asked alike. Undefined where that was so, since they are then the plain rates.
 */
export function weightedRates(frames: readonly FrameCell[]): OutcomeRates | undefined {
  const asked = frames.filter(({ invited }) => invited > 0);
  const weights = asked.map(({ owners, invited }) => owners / invited);
  if (Math.max(...weights) - Math.min(...weights) <= EVEN * Math.max(...weights) || asked.length === 0)
    return undefined;
  const sums = Object.fromEntries(DISPOSITION_GROUPS.map((group) => [group, 0])) as Record<
    DispositionGroup,
    number
  >;
  let open = 0;
  for (const [at, { dispositions, invited }] of asked.entries()) {
    const weight = weights[at] ?? 0;
    const ended = DISPOSITION_GROUPS.reduce((sum, group) => sum + dispositions[group], 0);
    for (const group of DISPOSITION_GROUPS) sums[group] += weight * dispositions[group];
    open += weight * Math.max(0, invited - ended);
  }
  return outcomeRates(dispositionsOf(sums, open));
}
