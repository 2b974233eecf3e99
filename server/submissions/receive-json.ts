import { validate } from "#surveys/validate.ts";
import { type FrontRequest, jsonReply, type Reply } from "../http/exchange.ts";
import type { Invited } from "../invitations/find-invitation.ts";
import { inLanguage } from "../owner-page/in-language.ts";
import { type FieldWave, waveDoor } from "./field-waves.ts";
import { keepLate } from "./keep-late.ts";
import type { OwnerDesk } from "./owner-desk.ts";
import { readSubmission } from "./read-submission.ts";
import { receiptNumber } from "./receipt.ts";

/** Room for every box of the longest questionnaire filled to the brim. */
export const MOST_BODY_BYTES = 256 * 1024;

function refusal(status: number, code: string, message: string): Reply {
  return jsonReply(status, { error: { code, message } });
}

/** The one answer for every token that opens nothing. */
export function unknownJson(): Reply {
  return refusal(
    404,
    "not_found",
    "This link is not known. Open the newest message you received, or ask whoever sent it.",
  );
}

function closedJson(): Reply {
  return refusal(410, "gone", "This survey is closed. Thank you for wanting to take part.");
}

function notYetJson(wave: FieldWave): Reply {
  return refusal(403, "forbidden", `This survey opens on ${wave.opensOn}. Please come back then.`);
}

/**
 * A submission as JSON (contract §3): 200 with a receipt after commit, 202 when the same answer was already kept,
 * 409 when a different one was, 410 for a closed wave, 422 with problems. `complete: false` saves a draft.
 */
export async function receiveJson(
  desk: OwnerDesk,
  invited: Invited,
  wave: FieldWave,
  request: FrontRequest,
): Promise<Reply> {
  const { submissionId, answers, complete } = readSubmission(await request.body(MOST_BODY_BYTES));
  const at = desk.now();
  const door = waveDoor(wave, desk.today());
  // the reply to an answer in time may have been lost: it is given again after the close
  const isResend = complete && invited.answered?.id === submissionId;
  if (door === "closed" && !isResend) {
    const { respondentKey, respondent } = invited;
    if (complete && !invited.answered)
      await keepLate(desk.record.db, wave, { submissionId, respondentKey, mode: "web", respondent, answers });
    return closedJson();
  }
  if (door === "not-yet") return notYetJson(wave);

  const checked = validate(wave.compiled, invited.respondent, answers);
  if (!checked.ok) {
    const message = "Some answers cannot be kept: correct what the problems name and send again.";
    const { language } = desk.circumstances(request, invited);
    const problems = checked.problems.map((problem) => ({ ...problem, text: inLanguage(problem, language) }));
    return jsonReply(422, { error: { code: "invalid", message }, problems });
  }
  if (!complete) {
    if (invited.answered) return refusal(409, "conflict", "This household has already answered.");
    const { reading, marks } = desk.circumstances(request, invited);
    const { respondentKey } = invited;
    const { device } = marks;
    await desk.submissions.saveDraft({ respondentKey, answers: checked.answers, reading, device });
    return jsonReply(200, { status: "saved" });
  }
  const outcome = await desk.submissions.submit(invited, wave, checked.answers, {
    submissionId,
    at,
    ...desk.circumstances(request, invited),
  });
  if (outcome.kind === "conflict") {
    const message =
      "This household has already answered differently. The first answer counts; this one is kept for review.";
    return refusal(409, "conflict", message);
  }
  const status = outcome.kind === "stored" ? "stored" : "identical";
  return jsonReply(outcome.kind === "stored" ? 200 : 202, {
    status,
    receipt: receiptNumber(outcome.id),
    submittedAt: outcome.at.toISOString(),
  });
}
