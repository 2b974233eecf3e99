import { z } from "zod";

const figure = z.number().nullable();

/** A number as a screen opened it (the answer of `indicators.cell`): what of it says where it comes from. */
export const screenNumber = z.object({
  unit: z.object({ code: z.string(), kind: z.enum(["group", "region", "project"]) }),
  phase: z.string().nullable(),
  node: z.object({ id: z.string() }),
  wave: z.object({ year: z.int(), kind: z.enum(["annual", "signing", "residence"]) }),
  reading: z.object({ value: figure, low: figure, high: figure, n: figure }),
  passport: z.object({
    definition: z.object({ id: z.string(), version: z.int(), hash: z.string() }),
    data: z.object({ version: z.string(), asOf: z.string() }),
    frame: z.object({ version: z.string() }).nullable().optional(),
    filters: z.record(z.string(), z.string()),
    organisation: z.enum(["then", "now"]),
    /** Left out by older files: means. */
    measure: z.enum(["mean", "top2"]).default("mean"),
    estimand: z.enum(["owner-weighted", "phase-standardised", "unweighted", "shrunken"]),
    inference: z.enum(["finite", "process"]),
    confidence: z.number(),
  }),
});
export type ScreenNumber = z.infer<typeof screenNumber>;
