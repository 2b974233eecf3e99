import { sql, type Transaction } from "kysely";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { isUniqueViolation } from "#server/database/is-unique-violation.ts";
import { statementsOf } from "#server/database/statements.ts";
import type { Tables } from "#server/database/tables.ts";
import { needReason, noteWaveDeed } from "../move-wave.ts";
import { holdWave, needState } from "../wave-facts.ts";
import type { WaveManager } from "../wave-manager.ts";

/** keep: it counts, and was looked at · flag: it counts and stays marked · void: it was never the owner's own answer. */
export type Verdict = "keep" | "flag" | "void";

type Held = {
  readonly id: string;
  readonly waveId: number;
  readonly respondentKey: string;
  readonly quality: string;
};

/** Who decides must be somebody. @throws AppError `forbidden` at the command line */
function needPerson(by: WaveManager): string {
  if (by.userId === null)
    throw new AppError(
      "forbidden",
      "Answers are judged by people, not from the command line: sign in for it.",
    );
  return by.userId;
}

async function holdResponse(tx: Transaction<Tables>, id: string): Promise<Held> {
  const row = await tx
    .selectFrom("response")
    .select(["id", "wave_id", "respondent_key", "quality", "quality_reasons"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new AppError("not_found", "There is no such answer: reload the list.");
  if (row.quality_reasons.includes("break-off"))
    throw new AppError("conflict", "This answer was broken off by the owner: there is nothing to judge.");
  if (row.quality === "void") throw new AppError("conflict", "This answer is void already: reload the list.");
  const wave = await holdWave(tx, row.wave_id);
  needState(wave, ["field"], "judging its answers");
  return { id: row.id, waveId: wave.id, respondentKey: row.respondent_key, quality: row.quality };
}

/** Sets what an answer counts for, and with it the outcome of its home. */
async function setQuality(
  tx: Transaction<Tables>,
  { id, respondentKey }: Held,
  quality: "ok" | "flagged" | "excluded" | "void",
): Promise<void> {
  try {
    await tx.updateTable("response").set({ quality }).where("id", "=", id).execute();
  } catch (failure) {
    if (isUniqueViolation(failure))
      throw new AppError("conflict", "Another answer of this home counts meanwhile: judge that one first.");
    throw failure;
  }
  // the home has an outcome for each of its answers that counts; without one it was eligible and not interviewed
  await statementsOf(tx)(
    `update frame_member m set disposition = coalesce(
       (select case when r.complete then 'I' else 'P' end from response r
        where r.respondent_key = m.respondent_key and r.quality in ('ok', 'flagged')), 'O')
     where m.respondent_key = $1`,
    [respondentKey],
  );
}

/**
 * Decides that an answer counts: kept without its marks' doubt, or with it. Its reason is written down.
 * @throws AppError `conflict` outside the field, for a void answer, or when another answer of the home counts
 */
export async function judgeResponse(
  db: Database,
  by: WaveManager,
  responseId: string,
  verdict: "keep" | "flag",
  reason: string,
): Promise<void> {
  const person = needPerson(by);
  const why = needReason(reason);
  await db.transaction().execute(async (tx) => {
    const held = await holdResponse(tx, responseId);
    await tx
      .deleteFrom("response_review")
      .where("response_id", "=", held.id)
      .where("decision", "is", null)
      .execute();
    await setQuality(tx, held, verdict === "keep" ? "ok" : "flagged");
    await tx
      .insertInto("response_review")
      .values({
        response_id: held.id,
        verdict,
        reason: why,
        proposed_by: person,
        quality_before: held.quality,
        decision: "confirmed",
        decided_by: person,
        decided_at: sql<Date>`clock_timestamp()`,
      })
      .execute();
    await noteWaveDeed(tx, by, held.waveId, "answer-judged", { response: held.id, verdict });
  });
}

/** Minutes within which a verdict can be taken back by whoever gave it; later one judges anew. */
const UNDO_MINUTES = 10;

/**
 * Takes back one's own last verdict on an answer: it counts, or does not, as before. The verdict stays on the record as
 * taken back.
 * @throws AppError `conflict` when there is none of one's own in the last minutes, or somebody decided since
 */
export async function undoVerdict(db: Database, by: WaveManager, responseId: string): Promise<void> {
  const person = needPerson(by);
  await db.transaction().execute(async (tx) => {
    const held = await holdResponse(tx, responseId);
    const last = await tx
      .selectFrom("response_review")
      .select(["id", "verdict", "proposed_by", "quality_before", "undone_at", "decision"])
      .select(
        sql<boolean>`decided_at > clock_timestamp() - make_interval(mins => ${UNDO_MINUTES})`.as("fresh"),
      )
      .where("response_id", "=", held.id)
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirst();
    const before = last?.quality_before;
    if (!last || !last.fresh || last.undone_at !== null || last.proposed_by !== person || !before)
      throw new AppError("conflict", "There is no verdict of yours to take back: judge the answer anew.");
    await setQuality(tx, held, before as "ok" | "flagged" | "excluded");
    await tx
      .updateTable("response_review")
      .set({ undone_at: sql<Date>`clock_timestamp()` })
      .where("id", "=", last.id)
      .execute();
    await noteWaveDeed(tx, by, held.waveId, "verdict-undone", { response: held.id, verdict: last.verdict });
  });
}

/** Withdraws one's own proposal to void, as if it had not been made. @throws AppError `not_found`, `conflict`, `forbidden` */
export async function withdrawVoid(db: Database, by: WaveManager, reviewId: number): Promise<void> {
  const person = needPerson(by);
  await db.transaction().execute(async (tx) => {
    const review = await tx
      .selectFrom("response_review")
      .select(["response_id", "proposed_by", "decision"])
      .where("id", "=", reviewId)
      .forUpdate()
      .executeTakeFirst();
    if (!review) throw new AppError("not_found", "There is no such proposal: reload the list.");
    if (review.decision !== null)
      throw new AppError("conflict", "This proposal is decided already: reload the list.");
    if (review.proposed_by !== person)
      throw new AppError("forbidden", "This proposal is somebody else's: confirm or reject it.");
    const held = await holdResponse(tx, review.response_id);
    await tx.deleteFrom("response_review").where("id", "=", reviewId).execute();
    await noteWaveDeed(tx, by, held.waveId, "void-withdrawn", { response: held.id });
  });
}

/** Proposes that an answer is void. It counts as before until somebody else confirms. @returns id of the proposal */
export async function proposeVoid(
  db: Database,
  by: WaveManager,
  responseId: string,
  reason: string,
): Promise<number> {
  const person = needPerson(by);
  const why = needReason(reason);
  return db.transaction().execute(async (tx) => {
    const held = await holdResponse(tx, responseId);
    try {
      const { id } = await tx
        .insertInto("response_review")
        .values({ response_id: held.id, verdict: "void", reason: why, proposed_by: person })
        .returning("id")
        .executeTakeFirstOrThrow();
      await noteWaveDeed(tx, by, held.waveId, "void-proposed", { response: held.id });
      return id;
    } catch (failure) {
      if (isUniqueViolation(failure))
        throw new AppError("conflict", "This answer is proposed as void already: another person decides.");
      throw failure;
    }
  });
}

/**
 * Decides on a proposal to void. A void answer is kept and counts nowhere; its home may be asked again.
 * @throws AppError `forbidden` for whoever proposed it
 */
export async function decideVoid(
  db: Database,
  by: WaveManager,
  reviewId: number,
  confirm: boolean,
): Promise<void> {
  const person = needPerson(by);
  await db.transaction().execute(async (tx) => {
    const review = await tx
      .selectFrom("response_review")
      .select(["response_id", "proposed_by", "decision"])
      .where("id", "=", reviewId)
      .forUpdate()
      .executeTakeFirst();
    if (!review) throw new AppError("not_found", "There is no such proposal: reload the list.");
    if (review.decision !== null)
      throw new AppError("conflict", "This proposal is decided already: reload the list.");
    if (review.proposed_by === person)
      throw new AppError("forbidden", "To void an answer takes two people: have somebody else decide.");
    const held = await holdResponse(tx, review.response_id);
    if (confirm) await setQuality(tx, held, "void");
    await tx
      .updateTable("response_review")
      .set({
        decision: confirm ? "confirmed" : "rejected",
        decided_by: person,
        decided_at: sql<Date>`clock_timestamp()`,
      })
      .where("id", "=", reviewId)
      .execute();
    await noteWaveDeed(tx, by, held.waveId, confirm ? "answer-voided" : "void-rejected", {
      response: held.id,
    });
  });
}
