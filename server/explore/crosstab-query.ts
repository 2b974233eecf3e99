import { z } from "zod";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";

/** What a crosstab can be divided by. `node` lists indicators instead of dividing the answers. */
export const DIMENSIONS = [
  "node",
  "region",
  "project",
  "phase",
  "mode",
  "product_type",
  "product_class",
  "batch",
  "batch_class",
  "tenure",
  "tenure_class",
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Small groups merged: told of all answers, by unit or indicator, and crossed with nothing else. */
const CLASSES: readonly string[] = ["product_class", "batch_class", "tenure_class"];
const DIVIDING: readonly string[] = ["phase", "mode", "product_type", "batch", "tenure", ...CLASSES];

/** Dimensions of which one is made of the other: a table takes one of each. */
const KINSHIPS: readonly { readonly of: readonly string[]; readonly error: string }[] = [
  { of: ["region", "project"], error: "regions are made of projects" },
  { of: ["product_type", "product_class"], error: "classes are made of product types" },
  {
    of: ["batch", "batch_class", "tenure", "tenure_class"],
    error: "classes are made of batches or years, and a wave has one of them",
  },
];

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
    /** Of a wave that tells owners by handover batch. */
    batch: word.optional(),
    /** Of a wave that tells them by years since handover: a word of `surveys/tenure.ts`. */
    tenure: word.optional(),
    /** A published version the wave is read under; that of its time when left out. */
    rule: z.int().positive().optional(),
  })
  .refine(({ rows, columns }) => rows !== columns, { path: ["columns"], error: "rows and columns are alike" })
  .superRefine(({ rows, columns = "", ...filters }, context) => {
    const merged = [rows, columns].find((dimension) => CLASSES.includes(dimension));
    const beside = [rows, columns].some((dimension) => dimension !== merged && DIVIDING.includes(dimension));
    const { phase, mode, productType, batch, tenure } = filters;
    if (
      merged &&
      (beside || [phase, mode, productType, batch, tenure].some((filter) => filter !== undefined))
    )
      context.addIssue({
        code: "custom",
        path: ["rows"],
        message: `${merged} divides all answers, by unit or indicator alone: take other cuts and filters out`,
      });
  })
  .superRefine(({ rows, columns = "" }, context) => {
    const kin =
      rows === columns ? undefined : KINSHIPS.find(({ of }) => of.includes(rows) && of.includes(columns));
    if (kin) context.addIssue({ code: "custom", path: ["columns"], message: kin.error });
  });
export type CrosstabQuery = z.infer<typeof crosstabQuery>;
