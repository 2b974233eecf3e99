import { type CompiledQuestionnaire, compileQuestionnaire } from "../compile-questionnaire.ts";
import type { Questionnaire } from "../question.ts";
import annualV1 from "./annual-v1.json" with { type: "json" };
import residenceV1 from "./residence-v1.json" with { type: "json" };
import { questionnaireSchema } from "./schema.ts";
import signingV1 from "./signing-v1.json" with { type: "json" };

/** The questionnaires that come with the product; a new one is its file and one line here. */
export const QUESTIONNAIRES: readonly Questionnaire[] = [annualV1, signingV1, residenceV1].map((file) =>
  questionnaireSchema.parse(file),
);

const COMPILED = new Map(
  QUESTIONNAIRES.map((each) => [`${each.id}@${each.version}`, compileQuestionnaire(each)]),
);

/** A shipped questionnaire, compiled; undefined when there is none of that id and version. */
export function shippedQuestionnaire(id: string, version: number): CompiledQuestionnaire | undefined {
  return COMPILED.get(`${id}@${version}`);
}

function shipped(id: string): CompiledQuestionnaire {
  const compiled = shippedQuestionnaire(id, 1);
  if (compiled === undefined) throw new Error(`questionnaire ${id} is not in the registry`);
  return compiled;
}

/** The year-end survey, version 1. */
export const ANNUAL = shipped("annual");
/** The callback within a week of signing, version 1. */
export const SIGNING = shipped("signing");
/** The callback six months after handover, version 1. */
export const RESIDENCE = shipped("residence");
