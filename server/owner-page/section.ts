import type { Answers, Text } from "#surveys/question.ts";
import { html } from "../http/html.ts";
import { ownerPage, type Reading } from "./document.ts";
import { inLanguage } from "./in-language.ts";
import { questionField } from "./question.ts";
import type { Group, SectionPage } from "./sections.ts";
import { ownerTexts } from "./texts.ts";

export type SectionParts = {
  readonly pages: readonly SectionPage[];
  readonly index: number;
  readonly project: Text;
  readonly answers: Answers;
  /** What is wrong, by field. */
  readonly problems: ReadonlyMap<string, string>;
};

/** One section as a plain form; it needs no script. */
export function sectionPage(reading: Reading, parts: SectionParts): string {
  const { pages, index, project, answers, problems } = parts;
  const { language } = reading;
  const texts = ownerTexts(language);
  const page = pages[index];
  if (!page) throw new Error(`there is no section ${index}`);
  const title = inLanguage(page.section.title, language);
  const isLast = index === pages.length - 1;

  const base = { language, project, answers, problems, level: 2 } as const;
  const group = ({ step, then, opens }: Group) => {
    const head = questionField(step, { ...base, opens });
    if (then.length === 0) return head;
    const inner = then.map((each) => questionField(each, { ...base, opens: new Set() }));
    return html`<div class="g">${head}<div class="then">${inner}</div></div>`;
  };
  const wrong = [...problems].map(
    ([field, text]) => html`<li><a href="#${field.split("_")[0]}">${text}</a></li>`,
  );
  const errors =
    wrong.length > 0 && html`<div class="errs" role="alert"><p>${texts.problems}</p><ul>${wrong}</ul></div>`;
  const counter = texts.question.sections(index + 1, pages.length);
  // the first submit button is the one the Enter key presses
  const enter = html`<button class="vh" name="go" value="${isLast ? "submit" : "next"}" tabindex="-1" aria-hidden="true"></button>`;
  const main = html`<main><progress max="${pages.length}" value="${index + 1}" aria-hidden="true"></progress><div class="pt"><span class="m">${counter}</span><span class="m">${texts.question.mayBeBlank}</span></div>${errors}<h1>${title}</h1><form class="qs" id="qs" method="post" novalidate>${enter}<input type="hidden" name="at" value="${page.section.id}">${page.groups.map(group)}<div class="ft"><div class="r"><button class="b" name="go" value="back">${texts.question.previousSection}</button><button class="b p" name="go" value="${isLast ? "submit" : "next"}">${isLast ? texts.question.submit : texts.question.nextSection}</button></div></div></form></main>`;
  return ownerPage(reading, { title, main, form: "qs", back: true, call: "now" });
}
