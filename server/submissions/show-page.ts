import { formMinutes } from "#surveys/form-minutes.ts";
import type { Answers } from "#surveys/question.ts";
import { acceptedEncoding, compress, type Encoding, pageReply } from "../http/compress.ts";
import type { Reply } from "../http/exchange.ts";
import { callPage, callWishedPage } from "../owner-page/call.ts";
import { PAGE_HEADERS } from "../owner-page/document.ts";
import { closedPage, notYetPage, optedOutBeforePage, optOutPage, reportPage } from "../owner-page/notes.ts";
import { choiceCookies } from "../owner-page/reading.ts";
import { sectionPage } from "../owner-page/section.ts";
import { sectionPages } from "../owner-page/sections.ts";
import { thanksPage } from "../owner-page/thanks.ts";
import { welcomePage } from "../owner-page/welcome.ts";
import { contactTimes, readWaveSettings } from "../waves/settings.ts";
import { offeredTimes } from "./call-wish.ts";
import { deviceOf, newDeviceCookie } from "./device.ts";
import { erasureAsked } from "./erasure-asked.ts";
import { type FieldWave, waveDoor } from "./field-waves.ts";
import { receiptNumber } from "./receipt.ts";
import type { Visit } from "./visit.ts";

/** First pages already made and compressed, by all they depend on; a wave has a few hundred of them. */
export type MadePages = Map<string, Promise<Buffer>>;

const MOST_MADE = 1_000;

/** Somebody who saved on another device so recently may still be at it. */
const ELSEWHERE_MS = 30 * 60_000;

function isElsewhere({ desk, request, invited }: Visit): boolean {
  const saved = invited.draft;
  if (!saved?.device) return false;
  const { device } = desk.circumstances(request, invited).marks;
  if (device?.equals(saved.device)) return false;
  return desk.now().getTime() - saved.savedAt.getTime() < ELSEWHERE_MS;
}

function welcome(visit: Visit, draft: Answers | undefined): string {
  const { invited, wave, reading } = visit;
  return welcomePage(reading, {
    wave,
    project: invited.project,
    waiting: invited.respondent.phase === "P",
    steps: wave.compiled.stepsFor(invited.respondent),
    minutes: formMinutes(wave.compiled, invited.respondent.phase, invited.respondent.form),
    draft,
    elsewhere: isElsewhere(visit),
  });
}

/** What a first page takes from its wave. Waves are read anew every second, so this is made once a second. */
const waveKeys = new WeakMap<FieldWave, string>();

function keyOf(wave: FieldWave): string {
  let key = waveKeys.get(wave);
  if (key === undefined) {
    const { id, version } = wave.compiled.questionnaire;
    const { closesOn, keepMonths, organisation, notice } = wave;
    key = JSON.stringify([wave.id, closesOn, keepMonths, organisation, notice, id, version]);
    waveKeys.set(wave, key);
  }
  return key;
}

/** The first page of an owner who has not begun: the same for everyone of a project and phase. */
async function freshWelcome(visit: Visit, made: MadePages): Promise<Reply> {
  const { request, invited, wave, reading } = visit;
  const encoding: Encoding = acceptedEncoding(request);
  const { phase, form, block, signedOn, handedOverOn } = invited.respondent;
  const key = JSON.stringify([
    keyOf(wave),
    encoding,
    reading.language,
    reading.large,
    invited.projectId,
    invited.project.zh,
    invited.project.en,
    phase,
    form,
    block,
    signedOn,
    handedOverOn,
  ]);
  let page = made.get(key);
  if (!page) {
    page = compress(welcome(visit, undefined), encoding, 9);
    if (made.size >= MOST_MADE) made.clear();
    made.set(key, page);
  }
  const headers = { ...PAGE_HEADERS, ...(encoding && { "Content-Encoding": encoding }) };
  return { status: 200, headers, body: await page };
}

async function pageOf(visit: Visit, made: MadePages): Promise<Reply> {
  const { desk, request, invited, wave, reading } = visit;
  const page = (status: number, text: string) => pageReply(request, status, text, PAGE_HEADERS);
  const at = request.query.get("at");
  if (at === "report") return page(200, reportPage(reading));
  if (at === "optout") return page(200, optOutPage(reading));
  if (at === "erase") return page(200, await erasureAsked(visit));
  if (invited.answered) {
    const { id, consent } = invited.answered;
    return page(200, thanksPage(reading, { wave, receipt: receiptNumber(id), consent }));
  }
  const door = waveDoor(wave, desk.today());
  if (door === "closed") return page(410, closedPage(reading));
  if (door === "not-yet") return page(403, notYetPage(reading, wave.opensOn));

  if (at === "call")
    return page(
      200,
      callPage(reading, {
        times: await offeredTimes(visit),
        minutes: formMinutes(wave.compiled, invited.respondent.phase, wave.phoneForm),
      }),
    );
  if (at !== "welcome") {
    if (invited.call) {
      const times = contactTimes(await readWaveSettings(desk.record.db));
      return page(200, callWishedPage(reading, invited.call.dueAt, times));
    }
    if (invited.optedOut) return page(200, optedOutBeforePage(reading));
  }
  const answers = invited.draft?.answers;
  if (at !== null) {
    const pages = sectionPages(wave.compiled, invited.respondent, answers ?? {});
    const index = pages.findIndex(({ section }) => section.id === at);
    const parts = { pages, index, project: invited.project, answers: answers ?? {}, problems: new Map() };
    if (index >= 0) return page(200, sectionPage(reading, parts));
  }
  return answers === undefined ? freshWelcome(visit, made) : page(200, welcome(visit, answers));
}

/** What a link shows. Opening it changes nothing: messengers open links before people do. */
export async function showPage(visit: Visit, made: MadePages): Promise<Reply> {
  const { request } = visit;
  const reply = await pageOf(visit, made);
  const cookies = choiceCookies(request);
  const device = deviceOf(request) === undefined ? [newDeviceCookie(request.secure)] : [];
  return { ...reply, headers: { ...reply.headers, "Set-Cookie": [...cookies, ...device] } };
}
