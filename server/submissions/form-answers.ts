import type { CompiledQuestionnaire } from "#surveys/compile-questionnaire.ts";
import type { Answers, AnswerValue } from "#surveys/question.ts";

/**
 * The answers of a plain form laid over those saved before: the fields the form could send are replaced, also by
 * nothing, and others stay. Several values of one field are a list.
 */
export function withForm(
  compiled: CompiledQuestionnaire,
  saved: Answers,
  fields: ReadonlySet<string>,
  form: URLSearchParams,
): Answers {
  const answers: Record<string, AnswerValue> = {};
  for (const [field, value] of Object.entries(saved)) if (!fields.has(field)) answers[field] = value;
  for (const field of fields) {
    const values = form.getAll(field).filter((value) => value !== "");
    const isList = compiled.byCode.get(field)?.kind === "multi";
    const [first] = values;
    if (first !== undefined) answers[field] = isList ? values : first;
  }
  return answers;
}
