import { z } from "zod";

/** An index definition as plain, versioned data: see `definition.json` in the command line's contract. */

const scale = z
  .tuple([z.number(), z.number()])
  .refine(([low, high]) => low < high, "the scale's minimum must be below its maximum");
const basisPoints = z.int().min(0).max(1_000_000);
const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

export const scoringRule = z.enum(["min-max", "of-max", "top-box", "net"]);
export type ScoringRule = z.infer<typeof scoringRule>;

export const itemDefinition = z.strictObject({
  scale,
  score: scoringRule.default("min-max"),
  /** top-box: how many of the best answers count. */
  boxes: z.int().min(1).optional(),
  /** net: answers at or above are promoters, at or below detractors. */
  promoters: z.number().optional(),
  detractors: z.number().optional(),
  title: text.optional(),
  port: z.string().optional(),
});
export type ItemDefinition = z.infer<typeof itemDefinition>;

export type IndexNode = {
  id: string;
  weight?: number;
  title?: { zh: string; en: string };
  port?: string;
  /** Children, or … */
  combine?: IndexNode[];
  /** … items with their weights in basis points, … */
  items?: Record<string, number>;
  /** … and operational measures with theirs. */
  measures?: Record<string, number>;
};

export const indexNode: z.ZodType<IndexNode> = z.lazy(() =>
  z.strictObject({
    id: z.string().min(1),
    weight: basisPoints.optional(),
    title: text.optional(),
    port: z.string().optional(),
    combine: z.array(indexNode).min(1).optional(),
    items: z.record(z.string(), basisPoints).optional(),
    measures: z.record(z.string(), basisPoints).optional(),
  }),
);

/**
 * An operational record as a leaf: a ratio of two sums (`repairs on time / repairs`), as points between two anchors.
 * Points = 100 · (per · Σ above / Σ below − worst) / (best − worst), held within 0 … 100; a best below the worst means
 * that less is better.
 */
export const measureDefinition = z.strictObject({
  title: text.optional(),
  port: z.string().optional(),
  /** Which sums: a name the record of operations knows, e.g. `repairs-on-time`. */
  source: z.string().min(1),
  /** What the ratio is counted per: 100 for a share in per cent or a number per 100 owners. */
  per: z.number().positive().default(100),
  /** The ratio that earns 0 points, and the one that earns 100. */
  worst: z.number(),
  best: z.number(),
});
export type MeasureDefinition = z.infer<typeof measureDefinition>;

/** A share of people who meet every cut at once, e.g. loyalty = satisfied and would buy again and would recommend. */
export const jointRule = z.strictObject({
  title: text.optional(),
  /** item → lowest answer that counts; the base is people who answered all of them. */
  all: z.record(z.string(), z.number()),
});
export type JointRule = z.infer<typeof jointRule>;

/** The kinds of owners a segment rule tells apart, in the order they are tested. */
export const SEGMENTS = ["secure", "favourable", "at-risk", "vulnerable"] as const;
export type Segment = (typeof SEGMENTS)[number];

/**
 * Four kinds of people by several items together, each the first that fits: secure (every answer at `secure` or above),
 * favourable (every answer at `favourable` or above), at risk (any answer at `atRisk` or below), vulnerable (the rest).
 * The base is people who answered all of the items. After Burke's Secure Customer Index.
 */
export const segmentRule = z.strictObject({
  title: text.optional(),
  cuts: z.record(
    z.string(),
    z.strictObject({ secure: z.number(), favourable: z.number(), atRisk: z.number() }),
  ),
});
export type SegmentRule = z.infer<typeof segmentRule>;

/** Id of a segment's share among a definition's readings, e.g. `loyalty.at-risk`. */
export function segmentId(rule: string, segment: Segment): string {
  return `${rule}.${segment}`;
}

export const indexDefinition = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.int().min(1),
  title: text.optional(),
  items: z.record(z.string(), itemDefinition),
  tree: indexNode,
  /** Replaces the weights of the root's children when a group is a single phase. */
  phaseWeights: z.record(z.string(), z.record(z.string(), basisPoints)).optional(),
  missing: z.enum(["renormalise", "undefined"]).default("renormalise"),
  /** Phase shares of the standardised estimand, basis points. */
  standard: z.record(z.string(), basisPoints).optional(),
  emptyStratum: z.enum(["error", "collapse", "drop"]).default("error"),
  /** No value is shown below it (5 is the privacy floor below which not even n is shown). */
  minimumAnswers: z.int().min(5).default(10),
  weights: z
    .strictObject({
      collapseBelow: z.int().min(0).default(0),
      trim: z.number().positive().nullable().default(null),
    })
    .default({ collapseBelow: 0, trim: null }),
  joint: z.record(z.string(), jointRule).default({}),
  // Without defaults: a definition that has none keeps the hash it was published with.
  segments: z.record(z.string(), segmentRule).optional(),
  measures: z.record(z.string(), measureDefinition).optional(),
});
export type IndexDefinition = z.infer<typeof indexDefinition>;
