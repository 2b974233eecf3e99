import { hash } from "node:crypto";
import { formMinutes } from "#surveys/form-minutes.ts";
import type { Answers } from "#surveys/question.ts";
import { validate } from "#surveys/validate.ts";
import { dropCallWish } from "../fieldwork/wish-call.ts";
import { pageReply } from "../http/compress.ts";
import type { Reply } from "../http/exchange.ts";
import { callPage } from "../owner-page/call.ts";
import { PAGE_HEADERS } from "../owner-page/document.ts";
import { inLanguage } from "../owner-page/in-language.ts";
import { closedPage, declinedPage, optedOutPage, reportedPage } from "../owner-page/notes.ts";
import { choiceCookie } from "../owner-page/reading.ts";
import { sectionPage } from "../owner-page/section.ts";
import { fieldsOfPage, sectionPages } from "../owner-page/sections.ts";
import { briefPage } from "../owner-page/thanks.ts";
import { optOut } from "../vault/opt-out.ts";
import { bodyHash } from "./body-hash.ts";
import { keepCallWish } from "./call-wish.ts";
import { askToErase } from "./erasure-asked.ts";
import { waveDoor } from "./field-waves.ts";
import { withForm } from "./form-answers.ts";
import { keepLate } from "./keep-late.ts";
import { MOST_BODY_BYTES } from "./receive-json.ts";
import { changeConsent, refuse } from "./refusals.ts";
import { reportInterference } from "./report-interference.ts";
import type { Visit } from "./visit.ts";

function to(query: string, cookie?: string): Reply {
  const headers = { Location: query, "Cache-Control": "no-store", ...(cookie && { "Set-Cookie": cookie }) };
  return { status: 303, headers };
}

/** The same answers of one household always get one id, so that pressing twice sends the same thing twice. */
function formSubmissionId(respondentKey: string, answers: Answers): string {
  const digest = hash("sha256", `${respondentKey}:${bodyHash(answers).toString("hex")}`);
  return digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5");
}

async function submit({ desk, request, invited, wave, reading }: Visit, answers: Answers): Promise<Reply> {
  const outcome = await desk.submissions.submit(invited, wave, answers, {
    submissionId: formSubmissionId(invited.respondentKey, answers),
    at: desk.now(),
    ...desk.circumstances(request, invited),
  });
  if (outcome.counts) return to("?");
  return pageReply(request, 200, briefPage(reading), PAGE_HEADERS);
}

function saveDraft({ desk, request, invited, reading }: Visit, answers: Answers): Promise<void> {
  const { device } = desk.circumstances(request, invited).marks;
  return desk.submissions.saveDraft({ respondentKey: invited.respondentKey, answers, reading, device });
}

/** A section's answers: kept if they can be, shown again with what is wrong if not. */
async function section(visit: Visit, form: URLSearchParams): Promise<Reply> {
  const { request, invited, wave, reading } = visit;
  const saved = invited.draft?.answers ?? {};
  const pages = sectionPages(wave.compiled, invited.respondent, saved);
  const index = pages.findIndex(({ section }) => section.id === form.get("at"));
  const page = pages[index];
  if (!page) return to("?");

  const answers = withForm(wave.compiled, saved, fieldsOfPage(wave.compiled, page), form);
  const checked = validate(wave.compiled, invited.respondent, answers);
  if (!checked.ok) {
    const words = checked.problems.map((each) => [each.item, inLanguage(each, reading.language)] as const);
    const parts = { pages, index, project: invited.project, answers, problems: new Map(words) };
    return pageReply(request, 422, sectionPage(reading, parts), PAGE_HEADERS);
  }
  await saveDraft(visit, checked.answers);
  const go = form.get("go");
  if (go === "submit" && index === pages.length - 1) return submit(visit, checked.answers);
  if (go === "size")
    return to(`?at=${page.section.id}`, choiceCookie("size", reading.large ? "m" : "l", request.path));

  const after = sectionPages(wave.compiled, invited.respondent, checked.answers);
  const here = after.findIndex((each) => each.section === page.section);
  const target = after[go === "back" ? here - 1 : here + 1];
  return to(target ? `?at=${target.section.id}` : "?");
}

/** The last section of a questionnaire that was begun in time and sent after the close. */
async function submitLate({ desk, invited, wave }: Visit, form: URLSearchParams): Promise<void> {
  const { respondentKey, respondent, draft } = invited;
  const saved = draft?.answers ?? {};
  const page = sectionPages(wave.compiled, respondent, saved).at(-1);
  if (page?.section.id !== form.get("at")) return;
  const answers = withForm(wave.compiled, saved, fieldsOfPage(wave.compiled, page), form);
  const submissionId = formSubmissionId(respondentKey, answers);
  await keepLate(desk.record.db, wave, { submissionId, respondentKey, mode: "web", respondent, answers });
}

async function start(visit: Visit): Promise<Reply> {
  const { invited, wave } = visit;
  const answers = invited.draft?.answers ?? {};
  if (!invited.draft) await saveDraft(visit, answers);
  const pages = sectionPages(wave.compiled, invited.respondent, answers);
  const isOpen = (code: string) => answers[code] === undefined;
  const next = pages.find(({ groups }) => groups.every(({ step }) => isOpen(step.question.code)));
  const target = next ?? pages.at(-1);
  return to(target ? `?at=${target.section.id}` : "?");
}

/** A plain form of the owner's pages; it works without script, and every step ends in a page that can be reloaded. */
export async function receiveForm(visit: Visit): Promise<Reply> {
  const { desk, request, invited, wave, reading } = visit;
  const form = new URLSearchParams((await request.body(MOST_BODY_BYTES)).toString("utf8"));
  const page = (text: string) => pageReply(request, 200, text, PAGE_HEADERS);
  // a mail program's own "unsubscribe" presses the link once, without a page (RFC 8058)
  const isUnsubscribing = form.get("List-Unsubscribe") === "One-Click";
  switch (isUnsubscribing ? "optout" : form.get("go")) {
    case "decline":
      await refuse(desk.record, invited, desk.now());
      return page(declinedPage(reading));
    case "optout":
      await optOut(desk.record.db, invited.respondentKey, invited.waveId);
      await refuse(desk.record, invited, desk.now(), "do_not_contact");
      return page(optedOutPage(reading));
    case "report":
      await reportInterference(desk.record, invited, form.get("words"));
      return page(reportedPage(reading));
    case "erase":
      return page(await askToErase(visit));
    case "contact":
    case "no-contact":
      if (invited.answered)
        await changeConsent(desk.record, invited.answered.id, form.get("go") === "contact");
      return to("?");
  }
  if (invited.answered) return to("?");
  const state = waveDoor(wave, desk.today());
  if (state === "closed" && form.get("go") === "submit") await submitLate(visit, form);
  if (state !== "open") return pageReply(request, 410, closedPage(reading), PAGE_HEADERS);
  switch (form.get("go")) {
    case "start":
      return start(visit);
    case "call": {
      const times = await keepCallWish(visit, form.get("at"));
      const minutes = formMinutes(wave.compiled, invited.respondent.phase, wave.phoneForm);
      return times ? page(callPage(reading, { times, minutes, gone: true })) : to("?");
    }
    case "no-call":
      await dropCallWish(desk.record.db, invited.respondentKey);
      return to("?at=welcome");
  }
  return section(visit, form);
}
