import { z } from "zod";
import type { OwnerPhase } from "#surveys/owner-phase.ts";

/** How answers reach us. */
export const MODES = ["web", "phone", "visit"] as const;
export type Mode = (typeof MODES)[number];

const share = z.int().min(0).max(10_000);
const mix = z.strictObject({ web: share, phone: share, visit: share });

/**
 * The share of answers planned for each mode, in basis points, the same for every project: a project that may choose
 * its own mix chooses its own score.
 */
export const plannedModes = z.strictObject({ P: mix, R: mix, S: mix, O: mix });
export type PlannedModes = z.infer<typeof plannedModes>;

/** The plan stored with a wave; undefined when none was made (imported and generated waves). */
export function readPlannedModes(stored: unknown): PlannedModes | undefined {
  return plannedModes.safeParse(stored).data;
}

/** Sum of a phase's shares; 10000 when the plan is whole. */
export function plannedTotal(plan: PlannedModes, phase: OwnerPhase): number {
  return MODES.reduce((sum, mode) => sum + plan[phase][mode], 0);
}
