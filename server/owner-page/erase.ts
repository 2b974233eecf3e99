import { html } from "../http/html.ts";
import { ownerPage, type Reading } from "./document.ts";
import { ownerTexts } from "./texts.ts";

/** Asks once more before an owner is forgotten, and says what goes and what stays. @param days working days it takes at most */
export function erasePage(reading: Reading, days: number): string {
  const { title, goes, stays, time, confirm, cancel } = ownerTexts(reading.language).erase;
  const main = html`<main><h1>${title}</h1><p class="wn">${goes}</p><p class="wn">${stays}</p><p class="wn">${time(days)}</p><form class="ft" method="post"><div class="r"><a class="b" href="?">${cancel}</a><button class="b p" name="go" value="erase">${confirm}</button></div></form></main>`;
  return ownerPage(reading, { title, main });
}

/** That the wish is written down, by when it is done, and its number. @param dueOn YYYY-MM-DD */
export function erasureWaitsPage(
  reading: Reading,
  { number, dueOn }: { readonly number: string; readonly dueOn: string },
): string {
  const { doneTitle, doneBody, number: label } = ownerTexts(reading.language).erase;
  const [, month = 0, day = 0] = dueOn.split("-").map(Number);
  const main = html`<main><h1>${doneTitle}</h1><p class="t">${doneBody(month, day)}</p><p class="rc t">${label} <b>${number}</b></p></main>`;
  return ownerPage(reading, { title: doneTitle, main, languages: true });
}
