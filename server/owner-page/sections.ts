import type { CompiledQuestionnaire, Respondent, Step } from "#surveys/compile-questionnaire.ts";
import type { Answers, Section } from "#surveys/question.ts";
import { isShown } from "#surveys/route.ts";

/** A question of a page and those of the same page that an answer to it opens. */
export type Group = {
  readonly step: Step;
  readonly then: readonly Step[];
  /** Answers that open them. */
  readonly opens: ReadonlySet<string>;
};

export type SectionPage = { readonly section: Section; readonly groups: readonly Group[] };

function gather(steps: readonly Step[], answers: Answers): readonly Group[] {
  const own = new Map(steps.map((step) => [step.question.code, step]));
  // the question of this page that a step hangs on in the end
  const rootOf = (step: Step): Step => {
    const parent = own.get(step.question.showWhen?.item ?? "");
    return parent === undefined ? step : rootOf(parent);
  };
  return steps
    .filter((step) => rootOf(step) === step && isShown(step.question, answers))
    .map((step) => {
      const then = steps.filter((each) => each !== step && rootOf(each) === step);
      const direct = then.filter((each) => each.question.showWhen?.item === step.question.code);
      return { step, then, opens: new Set(direct.flatMap((each) => each.question.showWhen?.values ?? [])) };
    });
}

/**
 * The pages this person goes through, one a section, judged on the answers saved so far. A question that depends on
 * another of the same section stands under that one; a section without any question is left out.
 */
export function sectionPages(
  compiled: CompiledQuestionnaire,
  respondent: Respondent,
  answers: Answers,
): readonly SectionPage[] {
  const steps = compiled.stepsFor(respondent);
  return compiled.questionnaire.sections.flatMap((section) => {
    const own = steps.filter((step) => compiled.sectionOf.get(step.question.code) === section);
    const groups = gather(own, answers);
    return groups.length === 0 ? [] : [{ section, groups }];
  });
}

/** Every field a form of these questions can send. */
export function fieldsOfPage(compiled: CompiledQuestionnaire, page: SectionPage): ReadonlySet<string> {
  const codes = new Set(
    page.groups.flatMap(({ step, then }) => [step, ...then].map(({ question }) => question.code)),
  );
  return new Set(
    [...compiled.fields].filter(([, question]) => codes.has(question.code)).map(([field]) => field),
  );
}
