import { z } from "zod";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";

/** What a crosstab can be divided by. `node` lists indicators instead of dividing the answers. */
export const DIMENSIONS = ["node", "region", "project", "phase", "mode", "product_type", "batch"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

const UNIT_DIMENSIONS: readonly string[] = ["region", "project"];

const word = z.string().min(1).max(60);

/** A question of the free analysis. Every filter takes one value: a union of values could be subtracted from the whole. */
export const crosstabQuery = z
  .strictObject({
    unit: z.int().positive(),
    /** The newest wave with answers when left out. */
    wave: z.int().positive().optional(),
    rows: z.enum(DIMENSIONS).default("phase"),
    columns: z.enum(DIMENSIONS).exclude(["node"]).optional(),
    /** The index when left out. */
    node: z.string().min(1).max(40).optional(),
    /** The rule's own mean, or the share of answers in the two best steps of each item, weighted alike. */
    measure: z.enum(["mean", "top2"]).default("mean"),
    phase: z.enum(OWNER_PHASES).optional(),
    mode: z.enum(["web", "phone", "visit"]).optional(),
    productType: word.optional(),
    batch: word.optional(),
  })
  .refine(({ rows, columns }) => rows !== columns, { path: ["columns"], error: "rows and columns are alike" })
  .refine(
    ({ rows, columns = "" }) => !(UNIT_DIMENSIONS.includes(rows) && UNIT_DIMENSIONS.includes(columns)),
    {
      path: ["columns"],
      error: "regions are made of projects",
    },
  );
export type CrosstabQuery = z.infer<typeof crosstabQuery>;
