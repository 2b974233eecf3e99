import { createHash } from "node:crypto";
import { canonicalJson } from "#analytics/definition-hash.ts";
import type { Questionnaire } from "#surveys/question.ts";

/** Identity of a questionnaire: SHA-256 (hexadecimal) of its canonical JSON. Takes a parsed one. */
export function questionnaireHash(questionnaire: Questionnaire): string {
  return createHash("sha256").update(canonicalJson(questionnaire)).digest("hex");
}
