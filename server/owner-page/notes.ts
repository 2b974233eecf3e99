import { type Html, html } from "../http/html.ts";
import { ownerPage, type Reading } from "./document.ts";
import { ownerTexts } from "./texts.ts";

function note(reading: Reading, title: string, body: string, more?: Html): string {
  const main = html`<main><h1>${title}</h1><p class="t">${body}</p>${more}</main>`;
  return ownerPage(reading, { title, main, languages: true });
}

/** The one page for every link that opens nothing. */
export function unknownPage(reading: Reading): string {
  const { title, body } = ownerTexts(reading.language).unknown;
  return note(reading, title, body);
}

export function closedPage(reading: Reading): string {
  const { closed, thanks } = ownerTexts(reading.language);
  const more = html`<p><a class="lk" href="?at=erase">${thanks.erase}</a></p>`;
  return note(reading, closed.title, closed.body, more);
}

/** @param opensOn the first day, YYYY-MM-DD */
export function notYetPage(reading: Reading, opensOn: string): string {
  const { title, body } = ownerTexts(reading.language).notYet;
  const [, month, day] = opensOn.split("-").map(Number);
  return note(reading, title, body(month ?? 0, day ?? 0));
}

export function unavailablePage(reading: Reading): string {
  const { title, body, retry } = ownerTexts(reading.language).unavailable;
  return note(reading, title, body, html`<p><a class="lk" href="">${retry}</a></p>`);
}

export function declinedPage(reading: Reading): string {
  const { title, body, back } = ownerTexts(reading.language).declined;
  return note(reading, title, body, html`<p><a class="lk" href="?">${back}</a></p>`);
}

/** Asks once more before all surveys end for this person. */
export function optOutPage(reading: Reading): string {
  const { title, body, confirm, cancel } = ownerTexts(reading.language).optOut;
  const main = html`<main><h1>${title}</h1><p class="t">${body}</p><form class="ft" method="post"><div class="r"><a class="b" href="?">${cancel}</a><button class="b p" name="go" value="optout">${confirm}</button></div></form></main>`;
  return ownerPage(reading, { title, main });
}

export function optedOutPage(reading: Reading): string {
  const { doneTitle, doneBody } = ownerTexts(reading.language).optOut;
  return note(reading, doneTitle, doneBody);
}

/** For whoever said "never again" and opens a link of before: it stays that way, and the link still works. */
export function optedOutBeforePage(reading: Reading): string {
  const { reopenTitle, reopenBody, answer } = ownerTexts(reading.language).optOut;
  return note(reading, reopenTitle, reopenBody, html`<p><a class="lk" href="?at=welcome">${answer}</a></p>`);
}

/** Where an owner tells that somebody asked for another mark. */
export function reportPage(reading: Reading): string {
  const { title, body, label, send } = ownerTexts(reading.language).report;
  const main = html`<main><h1>${title}</h1><p class="t">${body}</p><form method="post"><div class="why"><label for="words">${label}</label><textarea id="words" name="words" rows="5" maxlength="2000" required></textarea></div><div class="ft"><div class="r"><button class="b p" name="go" value="report">${send}</button></div></div></form></main>`;
  return ownerPage(reading, { title, main });
}

export function reportedPage(reading: Reading): string {
  const { doneTitle, doneBody } = ownerTexts(reading.language).report;
  return note(reading, doneTitle, doneBody);
}
