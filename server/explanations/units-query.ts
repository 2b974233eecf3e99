import { z } from "zod";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";

/** Which units to hold against each other, and how alike they are made first. */
export const unitsQuery = z.strictObject({
  unit: z.int().positive(),
  wave: z.int().positive().optional(),
  phase: z.enum(OWNER_PHASES).optional(),
  /** The index when left out. */
  node: z.string().min(1).max(40).optional(),
  /** The units directly below, or all projects. */
  level: z.enum(["parts", "projects"]).default("projects"),
  /** With the common mix of phases where that is possible, or with the owners each has. */
  mix: z.enum(["standard", "own"]).default("standard"),
  /** All in one wave, or each in the newest wave in which it had owners of the phase: then all are of an age. */
  age: z.enum(["calendar", "same"]).default("calendar"),
  /** Regions as they stood on the cut-off day, or with today's projects. */
  organisation: z.enum(["then", "now"]).default("then"),
  rule: z.int().positive().optional(),
});
export type UnitsQuery = z.infer<typeof unitsQuery>;
