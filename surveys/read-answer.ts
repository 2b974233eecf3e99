import type { Step } from "./compile-questionnaire.ts";
import type { AnswerValue } from "./question.ts";

/** Longest text an answer may hold, in UTF-16 units. */
export const MAX_TEXT_LENGTH = 2000;

export type AnswerFault =
  | "off-scale"
  | "unknown-option"
  | "too-many-choices"
  | "exclusive-option"
  | "not-text"
  | "text-too-long";

/** An answer in its kept form, blank, or what is wrong with it. */
export type Reading =
  | { readonly kind: "answer"; readonly value: AnswerValue }
  | { readonly kind: "blank" }
  | { readonly kind: "fault"; readonly fault: AnswerFault };

const BLANK: Reading = { kind: "blank" };

function answer(value: AnswerValue): Reading {
  return { kind: "answer", value };
}

function fault(kind: AnswerFault): Reading {
  return { kind: "fault", fault: kind };
}

// A plain form sends numbers as text; only the shortest decimal form is the number.
function score(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "string" && /^(?:\d|10)$/.test(value)) return Number(value);
  return undefined;
}

function readScale(step: Step, value: unknown, lowest: number, highest: number): Reading {
  if (value === "REF") return answer("REF");
  if (value === "NA" && step.question.aside === "notApplicable") return answer("NA");
  if (value === "DK" && step.question.aside === "dontKnow") return answer("DK");
  const number = score(value);
  if (number === undefined || !Number.isInteger(number) || number < lowest || number > highest) {
    return fault("off-scale");
  }
  return answer(number);
}

function readSingle(step: Step, value: unknown): Reading {
  if (value === "REF") return answer("REF");
  return typeof value === "string" && step.positions.has(value) ? answer(value) : fault("unknown-option");
}

function readMulti(step: Step, value: unknown): Reading {
  const given: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (given.length > 1000) return fault("too-many-choices");
  const chosen = new Set<string>();
  for (const each of given) {
    if (typeof each !== "string" || !step.positions.has(each)) return fault("unknown-option");
    chosen.add(each);
  }
  const options = step.options.filter((option) => chosen.has(option.value));
  if (options.length === 0) return BLANK;
  if (options.length > (step.question.maxChoices ?? options.length)) return fault("too-many-choices");
  if (options.length > 1 && options.some((option) => option.exclusive)) return fault("exclusive-option");
  return answer(options.map((option) => option.value));
}

// PostgreSQL's text holds neither NUL nor half a surrogate pair; line ends of forms are CRLF.
function plainText(value: string): string {
  return value
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .trim();
}

/** Reads free text: cleaned of control characters and outer blanks, blank when nothing remains. */
export function readText(value: unknown): Reading {
  if (value === undefined || value === null) return BLANK;
  if (typeof value !== "string") return fault("not-text");
  if (value.length > 2 * MAX_TEXT_LENGTH) return fault("text-too-long");
  const text = plainText(value);
  if (text.length > MAX_TEXT_LENGTH) return fault("text-too-long");
  return text === "" ? BLANK : answer(text);
}

/** Reads what came in for a question. Undefined, null, "" and [] are blank. */
export function readAnswer(step: Step, value: unknown): Reading {
  if (value === undefined || value === null || value === "") return BLANK;
  switch (step.question.kind) {
    case "rating5":
      return readScale(step, value, 1, 5);
    case "nps":
      return readScale(step, value, 0, 10);
    case "yesNo":
      return value === "yes" || value === "no" || value === "REF" ? answer(value) : fault("unknown-option");
    case "consent":
      return value === "yes" || value === "no" ? answer(value) : fault("unknown-option");
    case "single":
      return readSingle(step, value);
    case "multi":
      return readMulti(step, value);
    case "text":
      return readText(value);
  }
}
