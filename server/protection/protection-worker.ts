import { parentPort } from "node:worker_threads";
import { decideTask, type ProtectionTask } from "./protection-task.ts";

/** The thread that decides what tables hide: one task after the other, each answered under its number. */
parentPort?.on("message", ({ id, task }: { readonly id: number; readonly task: ProtectionTask }) => {
  try {
    parentPort?.postMessage({ id, decided: decideTask(task) });
  } catch (failure) {
    parentPort?.postMessage({ id, failure: failure instanceof Error ? failure.message : String(failure) });
  }
});
