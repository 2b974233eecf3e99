import { type LoadingLoop, loadingLoop } from "#server/analysis/loading-loop.ts";
import type { Database } from "#server/database/connection.ts";
import { tagAnswers } from "./tag-answers.ts";

/** Texts of one round; between two rounds others have the process. */
const A_ROUND = 2_000;

/** Tags new words within a second or two of their coming in, and everything again after a new lexicon. */
export function taggingLoop(db: Database): LoadingLoop {
  const loop: LoadingLoop = loadingLoop(async () => {
    const { waiting } = await tagAnswers(db, A_ROUND);
    if (waiting > 0) loop.wake();
  }, "owners' words could not be tagged");
  return loop;
}
