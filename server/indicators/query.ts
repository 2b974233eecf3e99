import { z } from "zod";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";

const id = z.int().positive();

/** What every indicator question has in common. All of it can stand in an address; none of it widens a scope. */
export const indicatorQuery = z.strictObject({
  unit: id,
  /** The newest wave with answers when left out. */
  wave: id.optional(),
  phase: z.enum(OWNER_PHASES).optional(),
  mode: z.enum(["web", "phone", "visit"]).optional(),
  /** The wave to compare with; the one before when left out, none when null. */
  compare: id.nullable().optional(),
  /** Regions as they stood on the cut-off day, or with today's projects. */
  organisation: z.enum(["then", "now"]).default("then"),
  /** A published version all waves are read under; each wave under that of its time when left out. */
  rule: id.optional(),
});
export type IndicatorQuery = z.infer<typeof indicatorQuery>;

export const heatQuery = indicatorQuery.extend({
  /** What the unit is divided into: the units below it, or owner phases. */
  by: z.enum(["unit", "phase"]).default("unit"),
});
export type HeatQuery = z.infer<typeof heatQuery>;

export const cellQuery = indicatorQuery.extend({ node: z.string().min(1).max(40) });
export type CellQuery = z.infer<typeof cellQuery>;
