import { constants, setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { unpackRelations } from "./packed-relations.ts";
import { decideTask } from "./protection-task.ts";
import type { SentTask } from "./protector.ts";

// on Linux a thread has a priority of its own: who sends an answer or opens a page goes first
if (process.platform === "linux") setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

/** The thread that decides what tables hide: one task after the other, each answered under its number. */
parentPort?.on("message", ({ id, task }: { readonly id: number; readonly task: SentTask }) => {
  try {
    parentPort?.postMessage({
      id,
      decided: decideTask({ ...task, relations: unpackRelations(task.relations) }),
    });
  } catch (failure) {
    parentPort?.postMessage({ id, failure: failure instanceof Error ? failure.message : String(failure) });
  }
});
