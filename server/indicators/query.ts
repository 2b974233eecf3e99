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

/** What a heat table's cells are held against: the group, the wave before, a target, or what others published. */
export const AGAINST = ["group", "previous", "target", "benchmark"] as const;
export type Against = (typeof AGAINST)[number];

/** What a number is made of: the mean score, or the share of answers in the two best steps. */
export const MEASURES = ["mean", "top2"] as const;
export type Measure = (typeof MEASURES)[number];

/**
 * Whom a number stands for: owners (each answer for N/n of them), owners under the common phase mix, those who answered alone,
 * or owners with the unit drawn towards the others as far as chance may have put it there.
 */
export const ESTIMANDS = ["owner-weighted", "phase-standardised", "unweighted", "shrunken"] as const;
export type ShownEstimand = (typeof ESTIMANDS)[number];

/** How the numbers of a table are read; means of owners when left out. */
const reading = { measure: z.enum(MEASURES).optional(), estimand: z.enum(ESTIMANDS).optional() };

export const heatQuery = indicatorQuery.extend({
  ...reading,
  /** What the unit is divided into: the units below it, all projects below it, or owner phases. */
  by: z.enum(["unit", "project", "phase"]).default("unit"),
  /** The group when left out. */
  against: z.enum(AGAINST).optional(),
});
export type HeatQuery = z.infer<typeof heatQuery>;

export const cellQuery = indicatorQuery.extend({ ...reading, node: z.string().min(1).max(40) });
export type CellQuery = z.infer<typeof cellQuery>;
