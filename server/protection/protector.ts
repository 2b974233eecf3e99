import { Worker } from "node:worker_threads";
import type { Protected } from "#analytics/protect-cells.ts";
import { type PackedRelations, packRelations } from "./packed-relations.ts";
import type { ProtectionTask } from "./protection-task.ts";

/** Decides tasks on threads of their own, so that owners who send answers do not wait for them. */
export type Protector = {
  readonly decide: (task: ProtectionTask) => Promise<Protected>;
  /** Ends the threads; what they had not answered fails. */
  readonly end: () => Promise<void>;
};

/** A task on its way to the thread. */
export type SentTask = Omit<ProtectionTask, "relations"> & { readonly relations: PackedRelations };

type Answer = { readonly id: number; readonly decided?: Protected; readonly failure?: string };

type Waiting = { readonly resolve: (decided: Protected) => void; readonly reject: (error: Error) => void };

/** Threads there are: what somebody waits for need not wait for what is made ahead. */
const THREADS = 2;

type Thread = Protector & {
  /** Tasks it has not answered yet. */
  readonly busy: () => number;
};

/** A thread that starts with the first task, and again after it died. */
function startThread(): Thread {
  let worker: Worker | undefined;
  let last = 0;
  const waiting = new Map<number, Waiting>();
  const fail = (error: Error) => {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const started = (): Worker => {
    if (worker) return worker;
    const own = new Worker(new URL("./protection-worker.ts", import.meta.url));
    own.unref();
    own.on("message", ({ id, decided, failure }: Answer) => {
      const asker = waiting.get(id);
      waiting.delete(id);
      if (decided) asker?.resolve(decided);
      else asker?.reject(new Error(failure ?? "nothing was decided"));
    });
    own.on("error", (error) => fail(error instanceof Error ? error : new Error(String(error))));
    own.on("exit", (code) => {
      if (worker === own) fail(new Error(`the thread that decides what is hidden ended with ${code}`));
    });
    worker = own;
    return own;
  };
  return {
    busy: () => waiting.size,
    decide: (task) =>
      new Promise((resolve, reject) => {
        const sent: SentTask = { ...task, relations: packRelations(task.relations) };
        last += 1;
        waiting.set(last, { resolve, reject });
        started().postMessage({ id: last, task: sent });
      }),
    end: async () => {
      const own = worker;
      fail(new Error("the server is stopping"));
      await own?.terminate();
    },
  };
}

/** A protector whose tasks go to the thread that has the fewest. */
export function startProtector(): Protector {
  const threads = Array.from({ length: THREADS }, startThread);
  return {
    decide: (task) => {
      const [idlest] = threads.toSorted((a, b) => a.busy() - b.busy());
      return (idlest as Thread).decide(task);
    },
    end: async () => {
      await Promise.all(threads.map(({ end }) => end()));
    },
  };
}
