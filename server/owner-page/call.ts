import { shanghaiDate } from "#surveys/calendar-date.ts";
import { type CallTime, callTimeOf, callWindows } from "#surveys/call-times.ts";
import { type ContactTimes, clockTime, minuteOfDay } from "#surveys/contact-hours.ts";
import { flag, type Html, html } from "../http/html.ts";
import { ownerPage, type Reading } from "./document.ts";
import { ownerTexts } from "./texts.ts";

function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

function dayWords(day: string, reading: Reading): string {
  const [, month = 0, date = 0] = day.split("-").map(Number);
  return ownerTexts(reading.language).call.day(month, date, weekday(day));
}

function choice(value: string, label: string, checked: boolean): Html {
  return html`<label class="o"><input type="radio" name="at" value="${value}"${flag("checked", checked)}><span><i></i><span>${label}</span></span></label>`;
}

/** Where an owner asks to be called, hears how many minutes that takes, and says when; `gone` when the time chosen before has passed. */
export function callPage(
  reading: Reading,
  parts: { readonly times: readonly CallTime[]; readonly minutes: number; readonly gone?: boolean },
): string {
  const { call } = ownerTexts(reading.language);
  const days = [...new Set(parts.times.map(({ day }) => day))];
  const groups = days.map((day) => {
    const own = parts.times.filter((time) => time.day === day);
    const choices = own.map(({ at, window }) => choice(at.toISOString(), call.window(window), false));
    return html`<h3 class="dy">${dayWords(day, reading)}</h3><div class="os">${choices}</div>`;
  });
  const gone = parts.gone && html`<p class="err" role="alert">${call.gone}</p>`;
  const main = html`<main><h1>${call.title}</h1><p class="t">${call.body(parts.minutes)}</p><form method="post" class="qs"><fieldset class="q"><legend><h2>${call.when}</h2></legend>${gone}<div class="os">${choice("any", call.anyTime, true)}</div>${groups}</fieldset><div class="ft"><div class="r"><a class="b" href="?">${call.cancel}</a><button class="b p" name="go" value="call">${call.send}</button></div></div></form></main>`;
  return ownerPage(reading, { title: call.title, main });
}

/** When we call, with the ways to change one's mind: what a link shows from then on. */
export function callWishedPage(reading: Reading, dueAt: Date | undefined, times: ContactTimes): string {
  const { call } = ownerTexts(reading.language);
  const window = dueAt && callTimeOf(dueAt, times)?.window;
  // the hours may have changed since; what was agreed still holds
  const time = dueAt && (window ? call.window(window) : clockTime(minuteOfDay(dueAt)));
  const body =
    dueAt === undefined
      ? call.doneAny(callWindows(times))
      : call.doneAt(`${dayWords(shanghaiDate(dueAt), reading)} ${time}`);
  const main = html`<main><h1>${call.doneTitle}</h1><p class="t">${body}</p><p class="h">${call.kept}</p><form class="ft" method="post"><div class="r"><a class="b" href="?at=call">${call.change}</a><button class="b" name="go" value="no-call">${call.drop}</button></div></form></main>`;
  return ownerPage(reading, { title: call.doneTitle, main, languages: true });
}
