import { addMonths } from "#surveys/calendar-date.ts";
import { html } from "../http/html.ts";
import type { FieldWave } from "../submissions/field-waves.ts";
import { ownerPage, type Reading } from "./document.ts";
import { ownerTexts } from "./texts.ts";

export type ThanksParts = {
  readonly wave: FieldWave;
  readonly receipt: string;
  readonly consent: boolean;
};

const CHECK = html`<div class="ok"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="m3 8.500 3.200 3.200L13 4.800"/></svg></div>`;

/** When each promised step comes, counted from the last day of the wave. */
function dates(wave: FieldWave, reading: Reading): readonly string[] {
  const { thanks } = ownerTexts(reading.language);
  const [, month = 0, day = 0] = wave.closesOn.split("-").map(Number);
  const monthAfter = (months: number) => Number(addMonths(wave.closesOn, months).slice(5, 7));
  return [
    thanks.day(month, day),
    thanks.lateMonth(monthAfter(1)),
    thanks.month(monthAfter(3)),
    thanks.yearEnd,
  ];
}

/** The last page: the receipt of a kept answer, what happens next, and the choice about being contacted. */
export function thanksPage(reading: Reading, { wave, receipt, consent }: ThanksParts): string {
  const { thanks, question } = ownerTexts(reading.language);
  const days = dates(wave, reading);
  const steps = thanks.steps.map(
    ({ head, body }, index) =>
      html`<li><span class="m">${days[index]}</span><b>${head}</b><p>${body}</p></li>`,
  );
  const contact = consent ? thanks.contact : thanks.noContact;
  const main = html`<main>${CHECK}<h1>${thanks.title}</h1><p class="t">${thanks.lead}</p><p class="rc t">${thanks.receipt} <b>${receipt}</b></p><h2 class="s2">${thanks.nextHead}</h2><ol class="tl">${steps}</ol><form class="cs" method="post"><b>${contact.head}</b><p class="t">${contact.body}</p><button class="lk" name="go" value="${consent ? "no-contact" : "contact"}">${contact.change}</button></form><div class="bt e"><a class="lk" href="?at=report">${question.interference}</a><a class="lk" href="?at=erase">${thanks.erase}</a></div></main>`;
  return ownerPage(reading, { title: thanks.title, main, languages: true });
}

/** After too few answers to count: kept, and the way to add more. */
export function briefPage(reading: Reading): string {
  const { thanks } = ownerTexts(reading.language);
  const main = html`<main>${CHECK}<h1>${thanks.title}</h1><p class="t">${thanks.brief}</p><p><a class="lk" href="?">${thanks.again}</a></p></main>`;
  return ownerPage(reading, { title: thanks.title, main });
}
