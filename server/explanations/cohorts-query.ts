import { z } from "zod";

/** Which handover batches to lay beside one another, by their age and by the calendar. */
export const cohortsQuery = z.strictObject({
  unit: z.int().positive(),
  /** The newest wave that is looked at; the newest with answers when left out. */
  wave: z.int().positive().optional(),
  /** The index when left out. */
  node: z.string().min(1).max(40).optional(),
  /** Whose projects a region's are: those of the cut-off day, or today's. */
  organisation: z.enum(["then", "now"]).default("then"),
  rule: z.int().positive().optional(),
});
export type CohortsQuery = z.infer<typeof cohortsQuery>;
