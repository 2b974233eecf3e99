import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { type FieldWave, type FindWave, waveDoor } from "#server/submissions/field-waves.ts";
import { keepLate } from "#server/submissions/keep-late.ts";
import { receiptNumber } from "#server/submissions/receipt.ts";
import type { SubmissionDesk } from "#server/submissions/submission-desk.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { FORMS, type Respondent } from "#surveys/compile-questionnaire.ts";
import { completeness } from "#surveys/completeness.ts";
import { dispositionOf } from "#surveys/disposition.ts";
import { blockFor } from "#surveys/item-block.ts";
import { type AnswerProblem, validate } from "#surveys/validate.ts";
import type { FieldAgent } from "./field-agent.ts";
import { fieldCase } from "./field-case.ts";
import { momentOf } from "./moment-of.ts";

export const interviewReport = z.strictObject({
  /** Made by the interviewer's page, so that a second sending is known as one. */
  submissionId: z.uuid().transform((id) => id.toLowerCase()),
  respondentKey: z.uuid(),
  mode: z.enum(["phone", "visit"]),
  /** The whole questionnaire, or its core items for somebody in a hurry. */
  form: z.enum(FORMS).default("full"),
  startedAt: z.coerce.date(),
  /** When it ended, if it is handed in later; the server's clock otherwise. */
  endedAt: z.coerce.date().optional(),
  language: z.enum(["zh-CN", "zh-TW", "en"]).default("zh-CN"),
  answers: z.record(z.string(), z.unknown()),
});
export type InterviewReport = z.infer<typeof interviewReport>;

export type InterviewDesk = {
  readonly db: Database;
  readonly submissions: SubmissionDesk;
  readonly findWave: FindWave;
  readonly now: () => Date;
};

export type InterviewResult =
  | { readonly ok: true; readonly kind: "stored" | "identical"; readonly receipt: string }
  /** The wave had closed: it is kept apart and counts nowhere. */
  | { readonly ok: true; readonly kind: "late" }
  | { readonly ok: false; readonly problems: readonly AnswerProblem[] };

/** An interview longer than this was forgotten open. */
const LONGEST_MS = 4 * 3_600_000;

/**
 * Keeps an interview: the same questions, validation, coding and one counted answer a household as on the owner's page,
 * with mode, interviewer and duration. The contact it came from is written down with its outcome. What is handed in after
 * the close is kept apart like an owner's late answer.
 * @throws AppError `conflict` when the household has answered differently (this answer is kept for review),
 * `gone` before the wave's first day or for a late one nobody can read, `not_found` outside the sample
 */
export async function submitInterview(
  desk: InterviewDesk,
  agent: FieldAgent,
  report: InterviewReport,
): Promise<InterviewResult> {
  const now = momentOf(report.endedAt, desk.now());
  const asked = await fieldCase(desk.db, agent, report.respondentKey);
  const wave = await desk.findWave(asked.waveId);
  const block = blockFor(wave.compiled.questionnaire, report.respondentKey);
  const respondent = { ...asked.respondent, form: report.form, ...(block === undefined ? {} : { block }) };
  const state = waveDoor(wave, shanghaiDate(now));
  if (state === "closed") return afterTheClose(desk, wave, report, respondent);
  if (state === "not-yet")
    throw new AppError("gone", "The wave takes no answers yet: thank the owner, and enter nothing.");
  const checked = validate(wave.compiled, respondent, report.answers);
  if (!checked.ok) return checked;

  const startedAt = new Date(
    Math.max(Math.min(report.startedAt.getTime(), now.getTime()), now.getTime() - LONGEST_MS),
  );
  const outcome = await desk.submissions.submit({ ...asked, respondent }, wave, checked.answers, {
    submissionId: report.submissionId,
    at: now,
    language: report.language,
    marks: { device: null, network: null },
    interview: { mode: report.mode, interviewer: agent.userId, startedAt },
  });
  if (outcome.kind === "conflict")
    throw new AppError(
      "conflict",
      "This household has answered already. The first answer counts; this one is kept for review.",
    );
  if (outcome.kind === "stored") {
    const disposition = dispositionOf(completeness(wave.compiled, respondent, checked.answers));
    await concludeCase(desk.db, agent, report, disposition, now);
  }
  const kind = outcome.kind === "stored" ? "stored" : "identical";
  return { ok: true, kind, receipt: receiptNumber(outcome.id) };
}

/** An interview handed in after the close: known again when it was in time and the reply was lost, else kept apart. */
async function afterTheClose(
  { db }: InterviewDesk,
  wave: FieldWave,
  { submissionId, respondentKey, mode, answers }: InterviewReport,
  respondent: Respondent,
): Promise<InterviewResult> {
  const known = await db
    .selectFrom("response")
    .select("id")
    .where("id", "=", submissionId)
    .where("respondent_key", "=", respondentKey)
    .executeTakeFirst();
  if (known) return { ok: true, kind: "identical", receipt: receiptNumber(known.id) };
  if (await keepLate(db, wave, { submissionId, respondentKey, mode, respondent, answers }))
    return { ok: true, kind: "late" };
  throw new AppError("gone", "The wave is closed and these answers cannot be kept: thank the owner.");
}

async function concludeCase(
  db: Database,
  agent: FieldAgent,
  { respondentKey, mode }: InterviewReport,
  disposition: string,
  at: Date,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto("attempt")
      .values({ respondent_key: respondentKey, at, mode, disposition, actor: agent.userId })
      .execute();
    await tx
      .updateTable("appointment")
      .set({ state: "kept" })
      .where("respondent_key", "=", respondentKey)
      .where("state", "=", "open")
      .execute();
    await tx.deleteFrom("field_case").where("respondent_key", "=", respondentKey).execute();
  });
}
