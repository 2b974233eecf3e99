import { AppError } from "../app-error.ts";
import { isUnavailable } from "../database/is-unavailable.ts";
import { pageReply } from "../http/compress.ts";
import type { Door, FrontRequest, Reply } from "../http/exchange.ts";
import { PAGE_HEADERS } from "../owner-page/document.ts";
import { unavailablePage, unknownPage } from "../owner-page/notes.ts";
import { readingOf } from "../owner-page/reading.ts";
import { inFormOfWave } from "./form-of-wave.ts";
import type { OwnerDesk } from "./owner-desk.ts";
import { receiveForm } from "./receive-form.ts";
import { receiveJson, unknownJson } from "./receive-json.ts";
import { type MadePages, showPage } from "./show-page.ts";

const PREFIX = "/s/";
const FORM = "application/x-www-form-urlencoded";

function contentType(request: FrontRequest): string {
  return request.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** `/s/{token}`: the owner's pages and the way answers come in. */
export function ownerDoor(desk: OwnerDesk): Door {
  const made: MadePages = new Map();

  async function serve(request: FrontRequest, wantsJson: boolean): Promise<Reply> {
    const isPost = request.method === "POST";
    const found = await desk.findInvitation(request.path.slice(PREFIX.length));
    if (!found) {
      return wantsJson
        ? unknownJson()
        : pageReply(request, 404, unknownPage(readingOf(request)), PAGE_HEADERS);
    }
    const wave = await desk.findWave(found.waveId);
    const invited = inFormOfWave(wave, found);
    if (wantsJson) return receiveJson(desk, invited, wave, request);
    const visit = { desk, request, invited, wave, reading: readingOf(request, invited) };
    if (isPost) {
      if (contentType(request) !== FORM) throw new AppError("bad_request", `Send JSON or ${FORM}.`);
      return receiveForm(visit);
    }
    if (request.method === "GET" || request.method === "HEAD") return showPage(visit, made);
    return { status: 405, headers: { Allow: "GET, HEAD, POST" } };
  }

  return {
    name: "/s/:token",
    opens: (path) => path.startsWith(PREFIX),
    async answer(request) {
      const wantsJson = request.method === "POST" && contentType(request) === "application/json";
      try {
        return await serve(request, wantsJson);
      } catch (failure) {
        if (wantsJson || !isUnavailable(failure)) throw failure;
        const headers = { ...PAGE_HEADERS, "Retry-After": "5" };
        return pageReply(request, 503, unavailablePage(readingOf(request)), headers);
      }
    },
  };
}
