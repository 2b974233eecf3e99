import { asAppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import type { WaveManager } from "../wave-manager.ts";
import { judgeResponse, proposeVoid, type Verdict } from "./review-responses.ts";

/** Most answers judged by one reason. */
export const MOST_AT_ONCE = 100;

export type SeveralJudged = {
  /** Answers that were judged, in the order given. */
  readonly done: readonly string[];
  /** How many could not be: somebody else was faster, or another answer of the home counts. */
  readonly refused: number;
};

/**
 * Judges several answers with one verdict and one reason, each as if it were judged alone: kept, marked, or proposed as
 * void, which another person decides. What cannot be judged any more is left as it is and counted.
 * @throws AppError `not_found` for an answer that is not there, `invalid` without a reason, `forbidden`
 */
export async function judgeSeveral(
  db: Database,
  by: WaveManager,
  responseIds: readonly string[],
  verdict: Verdict,
  reason: string,
): Promise<SeveralJudged> {
  const done: string[] = [];
  let refused = 0;
  for (const id of new Set(responseIds)) {
    try {
      await (verdict === "void"
        ? proposeVoid(db, by, id, reason)
        : judgeResponse(db, by, id, verdict, reason));
      done.push(id);
    } catch (failure) {
      if (asAppError(failure)?.code !== "conflict") throw failure;
      refused += 1;
    }
  }
  return { done, refused };
}
