import { z } from "zod";
import { JOURNEY_STEPS } from "../journey-step.ts";
import { OWNER_PHASES } from "../owner-phase.ts";
import { QUESTION_KINDS, type Questionnaire } from "../question.ts";
import { SATISFACTION_SCALE } from "../satisfaction-scale.ts";
import { SERVICE_PORTS } from "../service-port.ts";

/** How names inside a questionnaire are written. */
export const PATTERNS = {
  itemCode: /^[A-Z][A-Z0-9]{1,11}$/,
  slug: /^[a-z][a-z0-9-]*$/,
  option: /^[A-Za-z][A-Za-z0-9_]*$/,
  block: /^[A-D]$/,
} as const;

const words = z.string().trim().min(1);
const text = z.strictObject({ zh: words, en: words, tw: words.optional() });
const phases = z.array(z.enum(OWNER_PHASES)).min(1);
const itemCode = z.string().regex(PATTERNS.itemCode, "an item code is capital letters and digits");
const slug = z.string().regex(PATTERNS.slug, "an id is lower-case letters, digits and hyphens");

const option = z.strictObject({
  value: z.string().regex(PATTERNS.option, "an option value is letters, digits and underscores"),
  label: text,
  hint: text.optional(),
  phases: phases.optional(),
  exclusive: z.boolean().optional(),
  writeIn: z.boolean().optional(),
  retired: z.boolean().optional(),
  ends: z.boolean().optional(),
  alert: z.enum(["headquarters", "port"]).optional(),
});

const question = z
  .strictObject({
    code: itemCode,
    itemVersion: z.int().min(1),
    kind: z.enum(QUESTION_KINDS),
    title: text,
    short: text,
    hint: text.optional(),
    phases,
    scaleLabels: z.array(text).min(2).max(11).optional(),
    aside: z.enum(["notApplicable", "dontKnow"]).optional(),
    options: z.array(option).min(2).max(200).optional(),
    maxChoices: z.int().min(1).optional(),
    shuffle: z.boolean().optional(),
    showWhen: z.strictObject({ item: itemCode, values: z.array(z.string()).min(1) }).optional(),
    recency: z.strictObject({ since: z.enum(["signing", "handover"]), months: z.int().min(1) }).optional(),
    followUp: z.strictObject({ atMost: z.int(), prompt: text, hint: text.optional() }).optional(),
    dimension: z.string().min(1).optional(),
    scored: z.boolean().optional(),
    port: z.enum(SERVICE_PORTS),
    core: z.boolean(),
    block: z.string().regex(PATTERNS.block, "a block is a letter from A to D").optional(),
  })
  .transform((value) =>
    value.kind === "rating5" && value.scaleLabels === undefined
      ? { ...value, scaleLabels: [...SATISFACTION_SCALE] }
      : value,
  );

const section = z.strictObject({
  id: slug,
  title: text,
  step: z.enum(JOURNEY_STEPS),
  items: z.array(itemCode).min(1),
});

/**
 * A questionnaire as it lies in a file or in the record. Parsing fills in the satisfaction scale where a rating has
 * no labels of its own, and changes nothing in what was parsed before. What holds between questions (order, references)
 * is `checkQuestionnaire`.
 */
export const questionnaireSchema: z.ZodType<Questionnaire> = z.strictObject({
  id: slug,
  version: z.int().min(1),
  title: text,
  minutes: z.int().min(1),
  overall: itemCode,
  script: z.strictObject({ opening: text, consent: text, closing: text }).optional(),
  sections: z.array(section).min(1),
  questions: z.array(question).min(1),
});
