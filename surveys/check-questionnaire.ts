import { checkQuestion, conditionValues, type QuestionProblem } from "./check-question.ts";
import type { Problem } from "./problem.ts";
import type { Question, Questionnaire } from "./question.ts";

export type QuestionnaireProblem =
  | QuestionProblem
  | Problem<
      | "braces"
      | "code"
      | "section"
      | "order"
      | "condition"
      | "overall"
      | "consent"
      | "block"
      | "unknown-dimension"
    >;

/** Every piece of text below a value, whatever it belongs to. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

// Form libraries expand braces in texts, unescaped; none may come in.
function checkBraces(questionnaire: Questionnaire): readonly QuestionnaireProblem[] {
  const parts: readonly (readonly [string, unknown])[] = [
    ["", questionnaire.title],
    ...questionnaire.sections.map((section) => [section.id, section] as const),
    ...questionnaire.questions.map((question) => [question.code, question] as const),
  ];
  return parts
    .filter(([, part]) => textsIn(part).some((text) => /[{}]/.test(text)))
    .map(([item]) => ({
      code: "braces",
      item,
      zh: `${item || "标题"} 的文字里不能有花括号`,
      en: `The texts of ${item || "the title"} must not hold braces.`,
    }));
}

function checkCodes(questions: readonly Question[]): readonly QuestionnaireProblem[] {
  return questions
    .filter((question, index) => questions.findIndex((other) => other.code === question.code) < index)
    .map(({ code }) => ({
      code: "code",
      item: code,
      zh: `题号 ${code} 重复`,
      en: `The code ${code} is used twice.`,
    }));
}

function checkSections({ sections, questions }: Questionnaire): readonly QuestionnaireProblem[] {
  const problems: QuestionnaireProblem[] = [];
  const known = new Set(questions.map((question) => question.code));
  const placed = sections.flatMap((section) => section.items);
  for (const [index, { id, items }] of sections.entries()) {
    if (sections.findIndex((section) => section.id === id) < index) {
      problems.push({
        code: "section",
        item: id,
        zh: `部分 ${id} 重复`,
        en: `The section id ${id} is used twice.`,
      });
    }
    for (const item of items.filter((each) => !known.has(each))) {
      problems.push({
        code: "section",
        item,
        zh: `${id} 里的 ${item} 不存在`,
        en: `Section ${id} names ${item}, which does not exist.`,
      });
    }
  }
  for (const { code } of questions.filter((question) => !placed.includes(question.code))) {
    problems.push({
      code: "section",
      item: code,
      zh: `${code} 没有放进任何部分`,
      en: `${code} stands in no section.`,
    });
  }
  const order = questions.map((question) => question.code).join();
  if (problems.length === 0 && placed.join() !== order) {
    problems.push({
      code: "order",
      item: "",
      zh: "题目的顺序要和各部分里的顺序一致，每题只放一次",
      en: "Questions must stand in the order of the sections, each once.",
    });
  }
  return problems;
}

function checkCondition(question: Question, earlier: readonly Question[]): readonly QuestionnaireProblem[] {
  const { code: item, showWhen } = question;
  if (showWhen === undefined) return [];
  const problem = (zh: string, en: string): readonly QuestionnaireProblem[] => [
    { code: "condition", item, zh: `${item} ${zh}`, en: `${item} ${en}` },
  ];
  const subject = earlier.find((other) => other.code === showWhen.item);
  if (subject === undefined) {
    return problem(
      `的显示条件要指向前面的题，${showWhen.item} 不是`,
      `must depend on an earlier question; ${showWhen.item} is none.`,
    );
  }
  const strange = showWhen.values.filter((value) => !conditionValues(subject).includes(value));
  if (strange.length > 0) {
    return problem(
      `的显示条件里，${subject.code} 没有“${strange[0]}”这个回答`,
      `depends on “${strange[0]}”, which ${subject.code} has not.`,
    );
  }
  const isLeftOut =
    !subject.core && (question.core || (subject.block !== undefined && subject.block !== question.block));
  if (question.phases.some((phase) => !subject.phases.includes(phase)) || isLeftOut) {
    return problem(
      `有时会问，${subject.code} 却没问`,
      `can be asked where ${subject.code}, on which it depends, is not.`,
    );
  }
  return [];
}

function checkOverall({ overall, questions }: Questionnaire): readonly QuestionnaireProblem[] {
  const item = questions.find((question) => question.code === overall);
  const everybody = questions.every((question) =>
    question.phases.every((phase) => item?.phases.includes(phase)),
  );
  if (
    item?.kind === "rating5" &&
    item.core &&
    everybody &&
    item.showWhen === undefined &&
    item.recency === undefined
  )
    return [];
  return [
    {
      code: "overall",
      item: overall,
      zh: `总体题 ${overall} 要是人人都问的五分题，短卷里也有`,
      en: `The overall item ${overall} must be a five-point rating that everybody is asked, also in the short form.`,
    },
  ];
}

// An item every home is asked needs no block, and a single block would leave out nothing.
function checkBlocks(questions: readonly Question[]): readonly QuestionnaireProblem[] {
  const core: readonly QuestionnaireProblem[] = questions
    .filter(({ core, block }) => core && block !== undefined)
    .map(({ code }) => ({
      code: "block",
      item: code,
      zh: `${code} 是核心题，人人都问，不用分块`,
      en: `${code} is a core item, asked of everybody: take it out of its block.`,
    }));
  const blocks = new Set(questions.flatMap(({ block }) => block ?? []));
  if (blocks.size !== 1) return core;
  const [only] = blocks;
  return [
    ...core,
    {
      code: "block",
      item: questions.find(({ block }) => block === only)?.code ?? "",
      zh: `只有分块 ${only}：再分出一块，或把分块去掉`,
      en: `There is block ${only} alone: make a second one, or take it away.`,
    },
  ];
}

function checkConsent(questions: readonly Question[]): readonly QuestionnaireProblem[] {
  return questions
    .filter((question) => question.kind === "consent")
    .slice(1)
    .map(({ code }) => ({
      code: "consent",
      item: code,
      zh: `一份问卷只能有一道同意题，${code} 是多出来的`,
      en: `A questionnaire has one contact permission; ${code} is one too many.`,
    }));
}

function checkDimensions(
  questions: readonly Question[],
  dimensions: ReadonlySet<string>,
): readonly QuestionnaireProblem[] {
  return questions
    .filter(({ dimension }) => dimension !== undefined && !dimensions.has(dimension))
    .map(({ code, dimension }) => ({
      code: "unknown-dimension",
      item: code,
      zh: `${code} 的指标 ${dimension} 不在指标体系里`,
      en: `${code} belongs to ${dimension}, which the indicator tree does not have.`,
    }));
}

/**
 * Everything a questionnaire must hold to before it may be published; empty when it does. Its shape is the
 * schema's matter.
 * @param dimensions level-2 indicators of the tree it feeds, when known
 */
export function checkQuestionnaire(
  questionnaire: Questionnaire,
  dimensions?: ReadonlySet<string>,
): readonly QuestionnaireProblem[] {
  const { questions } = questionnaire;
  return [
    ...checkBraces(questionnaire),
    ...checkCodes(questions),
    ...checkSections(questionnaire),
    ...questions.flatMap(checkQuestion),
    ...questions.flatMap((question, index) => checkCondition(question, questions.slice(0, index))),
    ...checkOverall(questionnaire),
    ...checkConsent(questions),
    ...checkBlocks(questions),
    ...(dimensions === undefined ? [] : checkDimensions(questions, dimensions)),
  ];
}
