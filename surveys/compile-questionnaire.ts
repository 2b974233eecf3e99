import type { CalendarDate } from "./calendar-date.ts";
import { addMonths } from "./calendar-date.ts";
import { type CodeBookEntry, codeBook } from "./code-book.ts";
import type { OwnerPhase } from "./owner-phase.ts";
import {
  type Option,
  otherCode,
  type Question,
  type Questionnaire,
  type RecencyRule,
  type Section,
  whyCode,
} from "./question.ts";

/** The whole questionnaire, its core items, or the core items and those of one's own block. */
export const FORMS = ["full", "short", "split"] as const;
export type Form = (typeof FORMS)[number];

/** What routing needs to know of the person asked; nothing here identifies anybody. */
export type Respondent = {
  readonly phase: OwnerPhase;
  readonly form: Form;
  /** The block of the split form; without one every block is asked. */
  readonly block?: string;
  /** Day the frame was fixed, from which recency is counted back. */
  readonly cutoffOn?: CalendarDate;
  readonly signedOn?: CalendarDate;
  readonly handedOverOn?: CalendarDate;
};

/** A question as one kind of respondent can meet it. */
export type Step = {
  readonly question: Question;
  /** The options this phase is offered, in the questionnaire's order. */
  readonly options: readonly Option[];
  readonly positions: ReadonlyMap<string, number>;
  /** Option values which end the interview. */
  readonly ends: ReadonlySet<string>;
};

export type CompiledQuestionnaire = {
  readonly questionnaire: Questionnaire;
  readonly byCode: ReadonlyMap<string, Question>;
  /** Every key an answer may have, with the question it belongs to: item codes and their text boxes. */
  readonly fields: ReadonlyMap<string, Question>;
  readonly codeBook: readonly CodeBookEntry[];
  readonly sectionOf: ReadonlyMap<string, Section>;
  /** Questions this respondent can be asked, before any answer; conditions still apply. */
  readonly stepsFor: (respondent: Respondent) => readonly Step[];
};

/** The options a phase is offered; retired ones are not. */
export function optionsFor(question: Question, phase: OwnerPhase): readonly Option[] {
  return (question.options ?? []).filter(
    (option) => option.retired !== true && (option.phases?.includes(phase) ?? true),
  );
}

/** Whether the form a respondent is given holds the question. */
function isInForm({ core, block }: Question, respondent: Respondent): boolean {
  if (respondent.form === "full" || core) return true;
  if (respondent.form === "short") return false;
  return block === undefined || respondent.block === undefined || block === respondent.block;
}

/** Whether the event lies at most the rule's months back. An unknown day is no reason to withhold a question. */
function isRecent(rule: RecencyRule, respondent: Respondent): boolean {
  const since = rule.since === "signing" ? respondent.signedOn : respondent.handedOverOn;
  if (since === undefined || respondent.cutoffOn === undefined) return true;
  return addMonths(since, rule.months) >= respondent.cutoffOn;
}

function step(question: Question, phase: OwnerPhase): Step {
  const options = optionsFor(question, phase);
  return {
    question,
    options,
    positions: new Map(options.map((option, index) => [option.value, index])),
    ends: new Set(options.filter((option) => option.ends).map((option) => option.value)),
  };
}

function fieldsOf(question: Question): [string, Question][] {
  const fields: [string, Question][] = [[question.code, question]];
  if (question.followUp) fields.push([whyCode(question.code), question]);
  if (question.options?.some((option) => option.writeIn)) fields.push([otherCode(question.code), question]);
  return fields;
}

function distinctRules(questions: readonly Question[]): readonly RecencyRule[] {
  const rules = questions.flatMap((question) => question.recency ?? []);
  return [...new Map(rules.map((rule) => [`${rule.since}/${rule.months}`, rule])).values()];
}

/** Prepares a questionnaire for routing, validation and coding; do it once, not once a submission. */
export function compileQuestionnaire(questionnaire: Questionnaire): CompiledQuestionnaire {
  const { questions, sections } = questionnaire;
  const rules = distinctRules(questions);
  const plans = new Map<string, readonly Step[]>();
  return {
    questionnaire,
    byCode: new Map(questions.map((question) => [question.code, question])),
    fields: new Map(questions.flatMap(fieldsOf)),
    codeBook: codeBook(questionnaire),
    sectionOf: new Map(sections.flatMap((section) => section.items.map((item) => [item, section]))),
    stepsFor(respondent) {
      const recent = rules.map((rule) => (isRecent(rule, respondent) ? "1" : "0")).join("");
      const key = `${respondent.phase}/${respondent.form}/${respondent.block ?? ""}/${recent}`;
      const known = plans.get(key);
      if (known !== undefined) return known;
      const steps = questions
        .filter((question) => question.phases.includes(respondent.phase))
        .filter((question) => isInForm(question, respondent))
        .filter((question) => question.recency === undefined || isRecent(question.recency, respondent))
        .map((question) => step(question, respondent.phase));
      plans.set(key, steps);
      return steps;
    },
  };
}
