import type { Step } from "#surveys/compile-questionnaire.ts";
import { projectNameParts, type TextPart } from "#surveys/project-name.ts";
import {
  type Answers,
  type AnswerValue,
  type Option,
  otherCode,
  type Text,
  whyCode,
} from "#surveys/question.ts";
import { MAX_TEXT_LENGTH } from "#surveys/read-answer.ts";
import { ASIDE_LABELS } from "#surveys/satisfaction-scale.ts";
import { attribute, flag, type Html, html } from "../http/html.ts";
import { inLanguage, nameIn } from "./in-language.ts";
import type { Language } from "./language.ts";
import { ownerTexts } from "./texts.ts";

/** What a question needs to know to be shown. */
export type QuestionSetting = {
  readonly language: Language;
  readonly project: Text;
  /** Answers given so far, as they were sent: they may still be wrong. */
  readonly answers: Answers;
  /** What is wrong with a field, in words; by field code. */
  readonly problems: ReadonlyMap<string, string>;
  /** Heading level of the question's words. */
  readonly level: 1 | 2;
  /** Answers that open further questions of the page. */
  readonly opens: ReadonlySet<string>;
};

function given(answer: AnswerValue | undefined): readonly string[] {
  if (answer === undefined) return [];
  return typeof answer === "object" ? answer : [String(answer)];
}

/** The words of a title in clauses, so that a line breaks after a comma before it breaks anywhere else. */
function clauses(parts: readonly TextPart[]): readonly Html[] {
  const lines: Html[][] = [[]];
  for (const { kind, text } of parts) {
    const [first = "", ...rest] = kind === "project" ? [text] : text.split(/(?<=，)/);
    lines.at(-1)?.push(kind === "project" ? html`<span class="nb">${first}</span>` : html`${first}`);
    lines.push(...rest.map((line) => [html`${line}`]));
  }
  return lines.length === 1 ? (lines[0] ?? []) : lines.map((line) => html`<span class="cl">${line}</span>`);
}

function title(step: Step, { language, project, level }: QuestionSetting): Html {
  const id = `${step.question.code}-t`;
  const name = nameIn(project, language);
  const words = clauses(projectNameParts(inLanguage(step.question.title, language), name));
  return level === 1
    ? html`<h1 id="${id}" tabindex="-1">${words}</h1>`
    : html`<h2 id="${id}" tabindex="-1">${words}</h2>`;
}

type Choice = {
  readonly value: string;
  readonly label: Html | string;
  readonly hint?: string | undefined;
  readonly kind?: "alt" | "wide" | undefined;
  readonly mark?: string | undefined;
};

function choice(step: Step, setting: QuestionSetting, { value, label, hint, kind, mark }: Choice): Html {
  const { code } = step.question;
  const type = step.question.kind === "multi" ? "checkbox" : "radio";
  const chosen = given(setting.answers[code]).includes(value);
  const classes = [mark, setting.opens.has(value) && "on"].filter(Boolean).join(" ");
  const looks = ["o", type === "checkbox" && "ck", kind].filter(Boolean).join(" ");
  return html`<label class="${looks}"><input type="${type}" name="${code}" value="${value}"${attribute("class", classes || undefined)}${flag("checked", chosen)}><span><i></i><span>${label}${hint && html`<em>${hint}</em>`}</span></span></label>`;
}

function aside(step: Step, setting: QuestionSetting): Html | undefined {
  const { question } = step;
  const { language } = setting;
  if (question.aside === undefined) return undefined;
  const isNotApplicable = question.aside === "notApplicable";
  const plain = inLanguage(ASIDE_LABELS[question.aside], language);
  const label = question.kind === "nps" ? ownerTexts(language).question.dontKnow : plain;
  return choice(step, setting, { value: isNotApplicable ? "NA" : "DK", label, kind: "alt" });
}

function rating(step: Step, setting: QuestionSetting): Html {
  const { scaleLabels = [], followUp } = step.question;
  const choices = scaleLabels.map((label, index) =>
    choice(step, setting, {
      value: String(index + 1),
      label: inLanguage(label, setting.language),
      mark: followUp && index + 1 <= followUp.atMost ? "low" : undefined,
    }),
  );
  return html`<div class="os">${choices}${aside(step, setting)}</div>`;
}

function nps(step: Step, setting: QuestionSetting): Html {
  const { code, scaleLabels = [] } = step.question;
  const { points, picked } = ownerTexts(setting.language).question;
  const ends = [0, 10].map((value, index) => {
    const label = scaleLabels[index];
    return html`<span>${label && points(value, inLanguage(label, setting.language))}</span>`;
  });
  const chosen = given(setting.answers[code]);
  const cells = Array.from(
    { length: 11 },
    (_, value) =>
      html`<label class="n"><input type="radio" name="${code}" value="${value}"${flag("checked", chosen.includes(String(value)))}><span>${value}</span></label>`,
  );
  return html`<div class="ends">${ends}</div><div class="ns">${cells}</div><div class="os">${aside(step, setting)}</div><p class="h ec" data-t="${picked}" hidden></p>`;
}

function optionChoice(step: Step, option: Option, setting: QuestionSetting): Choice {
  const { language } = setting;
  const label = inLanguage(option.label, language);
  const isMulti = step.question.kind === "multi";
  return {
    value: option.value,
    label: option.writeIn ? `${label}${ownerTexts(language).question.writeIn}` : label,
    hint: option.hint && inLanguage(option.hint, language),
    kind: !isMulti ? undefined : option.exclusive ? "alt" : option.writeIn ? "wide" : undefined,
    mark: [option.exclusive && "x", option.writeIn && "wi"].filter(Boolean).join(" ") || undefined,
  };
}

function options(step: Step, setting: QuestionSetting): Html {
  const isGrid = step.question.kind === "multi" && step.options.length > 4;
  const choices = step.options.map((option) => choice(step, setting, optionChoice(step, option, setting)));
  return html`<div class="os${isGrid ? " two" : ""}">${choices}</div>`;
}

/** A box for words; the name of a box without a label of its own is the question. */
function words(
  code: string,
  setting: QuestionSetting,
  label: string | undefined,
  hint: string | undefined,
): Html {
  const value = setting.answers[code];
  const named = label === undefined ? html`aria-labelledby="${code}-t"` : html`id="${code}-i"`;
  return html`${label && html`<label for="${code}-i">${label}</label>`}<textarea ${named} name="${code}" rows="2" maxlength="${MAX_TEXT_LENGTH}"${attribute("placeholder", hint)}>
${typeof value === "string" ? value : ""}</textarea>`;
}

function followUps(step: Step, setting: QuestionSetting): readonly Html[] {
  const { question } = step;
  const { language } = setting;
  const why = question.followUp;
  const boxes: Html[] = [];
  if (why) {
    const hint = why.hint && inLanguage(why.hint, language);
    boxes.push(words(whyCode(question.code), setting, inLanguage(why.prompt, language), hint));
  }
  if (step.options.some((option) => option.writeIn)) {
    boxes.push(words(otherCode(question.code), setting, ownerTexts(language).question.write, undefined));
  }
  return boxes.map((box) => html`<div class="why f">${box}</div>`);
}

function field(step: Step, setting: QuestionSetting): Html {
  const { question } = step;
  const texts = ownerTexts(setting.language).question;
  switch (question.kind) {
    case "rating5":
      return rating(step, setting);
    case "nps":
      return nps(step, setting);
    case "multi":
    case "single":
      return options(step, setting);
    case "yesNo":
    case "consent": {
      const [yes, no] =
        question.kind === "consent" ? [texts.willing, texts.unwilling] : [texts.yes, texts.no];
      const both = [
        choice(step, setting, { value: "yes", label: yes }),
        choice(step, setting, { value: "no", label: no }),
      ];
      return html`<div class="os">${both}</div>`;
    }
    case "text":
      return html`<div class="why">${words(question.code, setting, undefined, undefined)}</div>`;
  }
}

/** One question as a group of plain form controls, with what is wrong beside it. */
export function questionField(step: Step, setting: QuestionSetting): Html {
  const { question } = step;
  const { code, hint, showWhen, maxChoices } = question;
  const wrong = [code, whyCode(code), otherCode(code)].flatMap((each) => setting.problems.get(each) ?? []);
  const errors = wrong.map((text) => html`<p class="err" id="${code}-e">${text}</p>`);
  const condition = showWhen && `${showWhen.item}=${showWhen.values.join(",")}`;
  return html`<fieldset class="q" id="${code}" data-k="${question.kind}"${attribute("data-if", condition)}${attribute("data-max", maxChoices)}${attribute("data-shuffle", question.shuffle ? 1 : undefined)}${attribute("aria-describedby", wrong.length > 0 ? `${code}-e` : undefined)}><legend>${title(step, setting)}</legend>${hint && html`<p class="h">${inLanguage(hint, setting.language)}</p>`}${errors}${field(step, setting)}${followUps(step, setting)}</fieldset>`;
}
