import type { Protected } from "#analytics/protect-cells.ts";
import { processSingleton } from "../process-singleton.ts";
import { decideTask, type ProtectionTask } from "./protection-task.ts";
import type { Protector } from "./protector.ts";

/** Readings from which a table is worth the way to another thread. */
const WORTH_THE_WAY = 2_000;

type Shelf = { protector?: Protector };

function shelf(): Shelf {
  return processSingleton<Shelf>("protector", () => ({}));
}

/**
 * Gives this process threads for large tables. Only the server's own start does so: pages find it by the process, for a
 * bundle has no file to start a thread from.
 */
export function giveProtector(protector: Protector): void {
  shelf().protector = protector;
}

/** Ends the threads, for orderly shutdown: what is large is decided no more, so that nobody waits for what is being made ahead. */
export async function closeProtector(): Promise<void> {
  const { protector } = shelf();
  giveProtector({
    decide: () => Promise.reject(new Error("the server is stopping")),
    end: () => Promise.resolve(),
  });
  await protector?.end();
}

/** Decides a task: apart where there is a thread for it and it is large, else here and now. */
export async function decideApart(task: ProtectionTask): Promise<Protected> {
  const { protector } = shelf();
  return protector && task.n.length >= WORTH_THE_WAY ? protector.decide(task) : decideTask(task);
}
