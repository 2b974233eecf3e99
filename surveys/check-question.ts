import { MAX_SCALE_SIZE } from "./code-book.ts";
import { optionsFor } from "./compile-questionnaire.ts";
import type { Problem } from "./problem.ts";
import type { Option, Question } from "./question.ts";

export type QuestionProblem = Problem<
  "dimension" | "scale" | "aside" | "options" | "option-phase" | "choices" | "ends" | "follow-up"
>;

type Report = (code: QuestionProblem["code"], zh: string, en: string) => void;

function isRating(question: Question): boolean {
  return question.kind === "rating5" || question.kind === "nps";
}

function isChoice(question: Question): boolean {
  return question.kind === "single" || question.kind === "multi";
}

/** The answers a condition may name: option values, "yes" and "no", or scores as text. */
export function conditionValues(question: Question): readonly string[] {
  switch (question.kind) {
    case "rating5":
      return ["1", "2", "3", "4", "5", "NA", "DK"];
    case "nps":
      return [...Array.from({ length: 11 }, (_, score) => String(score)), "NA", "DK"];
    case "yesNo":
    case "consent":
      return ["yes", "no"];
    case "single":
    case "multi":
      return (question.options ?? []).map((option) => option.value);
    case "text":
      return [];
  }
}

function checkScoring(question: Question, report: Report): void {
  const wants = isRating(question) && question.scored !== false;
  if (wants && question.dimension === undefined) {
    report("dimension", "计分题要归入一个二级指标", "A scored item needs the dimension it belongs to.");
  }
  if (!wants && question.dimension !== undefined) {
    report("dimension", "不计分的题不能归入指标", "An item that is not scored cannot belong to a dimension.");
  }
}

function checkScale(question: Question, report: Report): void {
  const labels = question.scaleLabels?.length;
  if (question.kind === "rating5" && labels !== 5) {
    report("scale", "五分题要有五个档的文字", "A five-point rating needs five labels.");
  }
  if (question.kind === "nps" && labels !== 2) {
    report("scale", "0–10 分题要有两端的文字", "A 0–10 rating needs the labels of its two ends.");
  }
  if (!isRating(question) && labels !== undefined) {
    report("scale", "只有打分题有档的文字", "Only ratings have scale labels.");
  }
  if (!isRating(question) && question.aside !== undefined) {
    report("aside", "只有打分题有“不适用”或“说不清”", "Only ratings have an answer beside the scale.");
  }
  const { followUp } = question;
  const [low, high] = question.kind === "nps" ? [0, 10] : [1, 5];
  if (followUp !== undefined && (!isRating(question) || followUp.atMost < low || followUp.atMost > high)) {
    report(
      "follow-up",
      "追问的分数要在这题的量表之内",
      "The follow-up's cut must lie on the question's scale.",
    );
  }
}

function repeated(values: readonly string[]): boolean {
  return new Set(values).size < values.length;
}

function checkOptionPhases(question: Question, options: readonly Option[], report: Report): void {
  const strange = options.some((option) => option.phases?.some((phase) => !question.phases.includes(phase)));
  if (strange) {
    report(
      "option-phase",
      "有选项属于这题不问的阶段",
      "An option names a phase the question is not asked in.",
    );
  }
  const short = question.phases.filter((phase) => optionsFor(question, phase).length < 2);
  if (short.length > 0) {
    report(
      "option-phase",
      `阶段 ${short.join("、")} 的选项不足两个`,
      `Phase ${short.join(", ")} has fewer than two options.`,
    );
  }
}

function checkOptions(question: Question, report: Report): void {
  const options = question.options ?? [];
  if (isChoice(question) !== options.length > 0) {
    report("options", "选择题要有选项，别的题不能有", "Choice questions need options, others have none.");
    return;
  }
  if (repeated(options.map((option) => option.value)))
    report("options", "选项值重复", "Option values repeat.");
  for (const language of ["zh", "en"] as const) {
    if (repeated(options.map((option) => option.label[language]))) {
      report("options", "选项文字重复", "Option labels repeat.");
    }
  }
  if (options.length > MAX_SCALE_SIZE) {
    report("options", `选项最多 ${MAX_SCALE_SIZE} 个`, `There can be at most ${MAX_SCALE_SIZE} options.`);
  }
  if (isChoice(question)) checkOptionPhases(question, options, report);
}

function checkChoices(question: Question, report: Report): void {
  const options = question.options ?? [];
  const isMulti = question.kind === "multi";
  if (question.maxChoices !== undefined && (!isMulti || question.maxChoices > options.length)) {
    report(
      "choices",
      "“最多选几项”只用于多选题，且不超过选项数",
      "A limit of choices is for multiple choice and at most the number of options.",
    );
  }
  if (!isMulti && options.some((option) => option.exclusive)) {
    report("choices", "互斥选项只用于多选题", "Exclusive options are for multiple choice.");
  }
  const conditional = question.showWhen !== undefined || question.recency !== undefined;
  if (options.some((option) => option.ends) && (question.kind !== "single" || conditional)) {
    report(
      "ends",
      "结束访问的选项只用于人人都问的单选题",
      "Only a single choice that everybody is asked can end the interview.",
    );
  }
}

/** What is wrong within one question, whatever stands around it. */
export function checkQuestion(question: Question): readonly QuestionProblem[] {
  const problems: QuestionProblem[] = [];
  const report: Report = (code, zh, en) => {
    problems.push({ code, item: question.code, zh: `${question.code} ${zh}`, en: `${question.code}: ${en}` });
  };
  checkScoring(question, report);
  checkScale(question, report);
  checkOptions(question, report);
  checkChoices(question, report);
  return problems;
}
