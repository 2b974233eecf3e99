import type { Step } from "#surveys/compile-questionnaire.ts";
import type { Answers, Text } from "#surveys/question.ts";
import { type Html, html, trusted } from "../http/html.ts";
import type { FieldWave } from "../submissions/field-waves.ts";
import { ownerPage, type Reading } from "./document.ts";
import { inLanguage, nameIn } from "./in-language.ts";
import { questionField } from "./question.ts";
import { ownerTexts } from "./texts.ts";

export type WelcomeParts = {
  readonly wave: FieldWave;
  readonly project: Text;
  /** Not handed over yet. */
  readonly waiting: boolean;
  readonly steps: readonly Step[];
  /** How long answering them takes. */
  readonly minutes: number;
  /** Answers of an earlier visit; undefined at the first. */
  readonly draft: Answers | undefined;
  /** They are being answered on another device. */
  readonly elsewhere: boolean;
};

const NONE: ReadonlySet<string> = new Set();

/** A lock, a person, a clock, a shield. */
const ICONS = [
  '<rect x="3.2" y="7" width="9.6" height="6.8" rx="1"/><path d="M5.2 7V5a2.800 2.800 0 0 1 5.600 0v2"/>',
  '<circle cx="8" cy="5.3" r="2.8"/><path d="M2.800 13.700c.6-2.600 2.600-4 5.200-4s4.600 1.400 5.200 4"/>',
  '<circle cx="8" cy="8" r="5.8"/><path d="M8 4.800V8l2.200 1.500"/>',
  '<path d="M8 1.800 13 3.600v4.200c0 3.200-2 5.200-5 6.400-3-1.200-5-3.200-5-6.400V3.600z"/>',
].map((path) => trusted(`<svg viewBox="0 0 16 16" aria-hidden="true">${path}</svg>`));

/**
 * All questions at once, inert until the script takes them: one at a time, back and forth without loading, also
 * without a connection. Without script nobody sees them, and each section is a page of its own.
 */
function allQuestions(reading: Reading, { project, steps, draft, wave }: WelcomeParts): Html {
  const { question, resume, status } = ownerTexts(reading.language);
  const setting = {
    language: reading.language,
    project,
    answers: draft ?? {},
    problems: new Map(),
    opens: NONE,
  };
  const fields = steps.map((step) => questionField(step, { ...setting, level: 2 }));
  const title = inLanguage(wave.compiled.questionnaire.title, reading.language);
  return html`<template id="all" data-resume="${resume.go}" data-next="${question.next}" data-submit="${question.submit}" data-chosen="${question.chosen}" data-counter="${question.counter}" data-most="${question.atMost}" data-saved="${status.saved}" data-offline="${status.offline}" data-sending="${status.sending}" data-waiting="${status.waiting}" data-refused="${status.refused}"><main class="js"><h1 class="vh">${title}</h1><progress max="100" value="0" aria-hidden="true"></progress><div class="pt"><span class="m" id="count"></span><button type="button" class="lk" id="skip">${question.skip}</button></div><form class="qs" id="qs" method="post" novalidate>${fields}<p class="err" id="warn" role="alert"></p></form><div class="ft"><p class="m st" id="status" role="status"></p><div class="r"><button type="button" class="b" id="prev">${question.previous}</button><button type="button" class="b p" id="next">${question.next}</button></div></div></main></template>`;
}

/** The first page of a link: who asks, why, how long, what becomes of it; or the way back into answers begun. */
export function welcomePage(reading: Reading, parts: WelcomeParts): string {
  const { welcome, resume, question, call, thanks } = ownerTexts(reading.language);
  const { wave, project, waiting, steps, draft, elsewhere } = parts;
  const who = nameIn(wave.organisation, reading.language);
  const ask = waiting ? welcome.ask.waiting : welcome.ask.living;
  const title = html`<span class="nb">${welcome.title(nameIn(project, reading.language))}</span><br><span class="cl">${ask}</span>`;
  const count = steps.filter((step) => draft?.[step.question.code] !== undefined).length;
  const isBegun = count > 0;
  const again = elsewhere ? resume.elsewhere : resume;
  const lead = isBegun ? again.lead(count) : welcome.lead(parts.minutes, steps.length);
  const notes = welcome.notes.map(
    ({ head, body }, index) =>
      html`<li>${ICONS[index]}<div><b>${head}</b><p>${body(who, wave.keepMonths)}</p></div></li>`,
  );
  // better the words of another language than none of why
  const told = inLanguage(wave.notice, reading.language).trim() || wave.notice.zh.trim();
  const main = html`<main id="welcome"><h1>${isBegun ? again.title : title}</h1><p class="h">${lead}</p>${told && html`<p class="wn">${told}</p>`}<ul class="nt">${notes}</ul><div class="bt" id="rest"><a class="lk" href="/privacy?lang=${reading.language}&size=${reading.large ? "l" : "m"}">${welcome.privacy}</a><a class="lk" href="?at=report">${question.interference}</a><a class="lk" href="?at=erase">${thanks.erase}</a></div><form id="start" method="post"></form><div class="ft"><a class="lk mo" id="more" href="#rest">${welcome.more}</a><div class="r"><button class="b p" form="start" name="go" value="start">${isBegun ? again.go : welcome.start}</button></div></div><div class="lks"><a class="lk" href="?at=call">${call.link}</a><button class="lk" form="start" name="go" value="decline">${welcome.decline}</button><a class="lk" href="?at=optout">${welcome.optOut}</a></div></main>`;
  return ownerPage(reading, {
    title: inLanguage(wave.compiled.questionnaire.title, reading.language),
    main,
    languages: true,
    call: "later",
    after: allQuestions(reading, parts),
    script: true,
  });
}
