import { z } from "zod";
import type { Passport } from "#analytics/reading.ts";
import type { Text } from "#surveys/question.ts";
import type { Sample } from "./sample.ts";
import type { ReadingResult, ScoreResult } from "./score-result.ts";

const text = z.strictObject({ zh: z.string(), en: z.string() });
const figure = z.number().nullable();

/** Where the answers are: paths lie relative to the passport's folder. */
const filesSource = z.strictObject({
  kind: z.literal("files"),
  answers: z.string().min(1),
  population: z.string().min(1).nullable(),
  definition: z.string().min(1),
  wave: z.string().nullable(),
});
const databaseSource = z.strictObject({
  kind: z.literal("database"),
  wave: z.int(),
  waveKind: z.enum(["annual", "signing", "residence"]),
  /** A file relative to the passport's folder; null where the record has this version. */
  definition: z.string().min(1).nullable(),
});

const number = z.strictObject({
  group: z.record(z.string(), z.string()),
  node: z.string(),
  value: figure,
  se: figure,
  low: figure,
  high: figure,
  n: figure,
  state: z.enum(["full", "indicative", "n-only", "hidden", "undefined"]),
});

/** A passport as a file: numbers with everything needed to compute them again, and to tell what changed. */
export const scorePassport = z.strictObject({
  passport: z.literal("ov-score/1"),
  definition: z.strictObject({ id: z.string(), version: z.int(), hash: z.string() }),
  data: z.strictObject({
    version: z.string(),
    asOf: z.string(),
    answers: z.string().optional(),
    population: z.string().optional(),
    rows: z.int(),
  }),
  /** Passports issued before frames had a version have none. */
  frame: z.strictObject({ version: z.string() }).nullable().optional(),
  source: z.discriminatedUnion("kind", [filesSource, databaseSource]),
  /** What was chosen of the data, e.g. the wave. */
  filters: z.record(z.string(), z.string()),
  by: z.array(z.string()),
  estimand: z.enum(["owner-weighted", "phase-standardised", "unweighted"]),
  inference: z.enum(["finite", "process"]),
  confidence: z.number(),
  /** Passports issued before intervals allowed for few answers do not say so. */
  fewAnswers: z.enum(["pooled", "own"]).default("own"),
  suppression: z.boolean(),
  method: text,
  numbers: z.array(number),
});
export type ScorePassport = z.infer<typeof scorePassport>;
export type PassportNumber = ScorePassport["numbers"][number];
export type PassportSource = ScorePassport["source"];

/** What of a reading a passport vouches for. */
export function passportNumber(reading: ReadingResult): PassportNumber {
  const { group, node, value, se, low, high, n, state } = reading;
  return { group, node, value, se, low, high, n, state };
}

/** A sample's frame as passports name it. */
export function frameOf({ frame }: Pick<Sample, "frame">): Passport["frame"] {
  return frame === undefined ? null : { version: frame };
}

/** The passport of a result. @param state version of the data, which changes when a number may, and of the frame */
export function passportOfResult(
  result: ScoreResult,
  source: PassportSource,
  { data, frame }: Pick<Passport, "data" | "frame">,
  method: Text,
): ScorePassport & Passport {
  const { by, estimand, inference, confidence, fewAnswers, suppression, wave } = result.options;
  const { rows, population } = result.data;
  return {
    passport: "ov-score/1",
    definition: result.definition,
    data: {
      ...data,
      rows,
      ...(source.kind === "files" ? { answers: result.data.hash } : {}),
      ...(population === undefined ? {} : { population }),
    },
    frame,
    source,
    filters: wave === null ? {} : { wave },
    by: [...by],
    estimand,
    inference,
    confidence,
    fewAnswers,
    suppression,
    method,
    numbers: result.readings.map(passportNumber),
  };
}
