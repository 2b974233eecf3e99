import type { HomeView, PhaseRow } from "#server/indicators/views.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";

/** A line of Home's trends: the unit as a whole (no phase), or one phase of its owners. */
export type TrendLine = Omit<PhaseRow, "phase"> & { readonly phase: OwnerPhase | null };

/** The trends of a unit: of all its owners, where there are several phases, and of each phase. */
export function trendLines({ index, trend, phases }: HomeView): readonly TrendLine[] {
  const whole = {
    phase: null,
    reading: index.reading,
    reference: index.reference,
    change: index.change,
    trend,
  };
  return phases.length > 1 ? [whole, ...phases] : phases;
}
