import fc from "fast-check";
import { addMonths } from "#surveys/calendar-date.ts";
import { type CompiledQuestionnaire, optionsFor, type Respondent } from "#surveys/compile-questionnaire.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import type { Answers, AnswerValue, Question } from "#surveys/question.ts";

const CUTOFF = "2025-11-30";

/** Anybody a questionnaire may be put to: every phase and form, signed and handed over at any time, or unknown. */
const arbitraryRespondent: fc.Arbitrary<Respondent> = fc.record({
  phase: fc.constantFrom(...OWNER_PHASES),
  form: fc.constantFrom("full" as const, "short" as const),
  cutoffOn: fc.constantFrom(CUTOFF, undefined),
  signedOn: fc.option(
    fc.integer({ min: 0, max: 30 }).map((months) => addMonths(CUTOFF, -months)),
    { nil: undefined },
  ),
  handedOverOn: fc.option(
    fc.integer({ min: 0, max: 30 }).map((months) => addMonths(CUTOFF, -months)),
    { nil: undefined },
  ),
});

const words = fc.constantFrom("电梯经常坏，修了又坏。", "<b>{Y01}</b>", "=1+1", "😊");

function arbitraryAnswer(question: Question, phase: OwnerPhase): fc.Arbitrary<AnswerValue> {
  const offered = optionsFor(question, phase);
  const options = offered.map((option) => option.value);
  const aside = question.aside === "dontKnow" ? "DK" : "NA";
  switch (question.kind) {
    case "rating5":
      return fc.oneof(
        { weight: 5, arbitrary: fc.integer({ min: 1, max: 5 }) },
        fc.constantFrom(aside, "REF"),
      );
    case "nps":
      return fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: 0, max: 10 }) },
        fc.constantFrom("DK", "REF"),
      );
    case "yesNo":
      return fc.constantFrom("yes", "no", "REF");
    case "consent":
      return fc.constantFrom("yes", "no");
    case "single":
      return fc.constantFrom(...options, "REF");
    case "multi": {
      const alone = (question.options ?? [])
        .filter((option) => option.exclusive)
        .map((option) => option.value);
      const together = options.filter((value) => !alone.includes(value));
      const several = fc.subarray(together, {
        minLength: 1,
        maxLength: question.maxChoices ?? together.length,
      });
      return alone.length === 0
        ? several
        : fc.oneof(several, fc.constantFrom(...alone.map((value) => [value])));
    }
    case "text":
      return words;
  }
}

function arbitraryAnswers(compiled: CompiledQuestionnaire, phase: OwnerPhase): fc.Arbitrary<Answers> {
  const fields = [...compiled.fields].map(([field, question]) => {
    const isBox = field !== question.code;
    const answer = isBox ? words : arbitraryAnswer(question, phase);
    return fc
      .option(answer, { nil: undefined, freq: 3 })
      .map((value): [string, AnswerValue | undefined] => [field, value]);
  });
  const given = (entry: [string, AnswerValue | undefined]): entry is [string, AnswerValue] =>
    entry[1] !== undefined;
  return fc.tuple(...fields).map((entries) => Object.fromEntries(entries.filter(given)));
}

export type Submission = { readonly respondent: Respondent; readonly answers: Answers };

/**
 * Somebody, and answers to any of the questions: each alone is one the question allows in that person's phase,
 * while many belong to questions that stay hidden.
 */
export function arbitrarySubmission(compiled: CompiledQuestionnaire): fc.Arbitrary<Submission> {
  return arbitraryRespondent.chain((respondent) =>
    arbitraryAnswers(compiled, respondent.phase).map((answers) => ({ respondent, answers })),
  );
}
