import type { Protected } from "#analytics/protect-cells.ts";
import { processSingleton, takeProcessSingleton } from "../process-singleton.ts";
import { decideTask, type ProtectionTask } from "./protection-task.ts";
import type { Protector } from "./protector.ts";

/** Readings from which a table is worth the way to another thread. */
const WORTH_THE_WAY = 2_000;

type Shelf = { protector?: Protector };

function shelf(): Shelf {
  return processSingleton<Shelf>("protector", () => ({}));
}

/**
 * Gives this process a thread for large tables. Only the server's own start does so: pages find it by the process, for a
 * bundle has no file to start a thread from.
 */
export function giveProtector(protector: Protector): void {
  shelf().protector = protector;
}

/** Ends the thread, for orderly shutdown. */
export async function closeProtector(): Promise<void> {
  await takeProcessSingleton<Shelf>("protector")?.protector?.end();
}

/** Decides a task: apart where there is a thread for it and it is large, else here and now. */
export async function decideApart(task: ProtectionTask): Promise<Protected> {
  const { protector } = shelf();
  return protector && task.n.length >= WORTH_THE_WAY ? protector.decide(task) : decideTask(task);
}
