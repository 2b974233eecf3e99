import { AppError } from "./app-error.ts";

export type GroupCommit<Item, Result> = {
  /** Resolves after the batch that holds the item has committed. */
  readonly submit: (item: Item) => Promise<Result>;
  /** Resolves when nothing waits and nothing runs. */
  readonly drained: () => Promise<void>;
};

export type GroupCommitOptions<Item, Result> = {
  /** Carries out a batch in one transaction; one result an item, in their order. */
  readonly run: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Items of one key are never under way together: the later one waits for the next batch. Without it any items may. */
  readonly keyOf?: ((item: Item) => string) | undefined;
  /** True for a failure of the whole (connection lost): trying items one by one would not help. */
  readonly failsAll: (failure: unknown) => boolean;
  readonly batch?: number;
  /** Beyond so many waiting items new ones are turned away. */
  readonly waiting?: number;
  /** Most batches under way at once, each on a connection of its own: when a disk syncs slowly one waits while another works. */
  readonly abreast?: number;
};

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (failure: unknown) => void;
};

/** Items that make a further batch worth starting while others are under way; fewer only cost more commits. */
const WORTHWHILE = 48;

/**
 * Commits in groups: a batch starts as soon as a previous one returned and takes what has gathered meanwhile.
 * Throughput is then bound by the batch per disk sync, not by one sync an item, and an idle server does not linger.
 * A batch that fails is tried again item by item, so that one bad item cannot take others with it.
 */
export function groupCommit<Item, Result>(
  options: GroupCommitOptions<Item, Result>,
): GroupCommit<Item, Result> {
  const { run, keyOf, failsAll, batch = 512, waiting = 20_000, abreast = 1 } = options;
  let queue: Waiting<Item, Result>[] = [];
  let running = 0;
  let onDrained: (() => void)[] = [];
  const underWay = new Set<string>();

  function takeBatch(): Waiting<Item, Result>[] {
    if (keyOf === undefined) return queue.splice(0, batch);
    const taken: Waiting<Item, Result>[] = [];
    const later: Waiting<Item, Result>[] = [];
    for (const [index, each] of queue.entries()) {
      if (taken.length === batch) {
        later.push(...queue.slice(index));
        break;
      }
      const key = keyOf(each.item);
      if (underWay.has(key)) later.push(each);
      else {
        underWay.add(key);
        taken.push(each);
      }
    }
    queue = later;
    return taken;
  }

  async function carryOut(taken: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await run(taken.map(({ item }) => item));
      for (const [index, each] of taken.entries()) each.resolve(results[index] as Result);
    } catch (failure) {
      if (taken.length === 1 || failsAll(failure)) {
        for (const each of taken) each.reject(failure);
        return;
      }
      for (const each of taken) await carryOut([each]);
    }
  }

  /** The only one takes whatever waits; another beside it must be worth a transaction of its own. */
  const isWorthIt = (others: number) => (others === 0 ? queue.length > 0 : queue.length >= WORTHWHILE);

  async function work(): Promise<void> {
    while (isWorthIt(running - 1)) {
      const taken = takeBatch();
      if (taken.length === 0) break;
      await carryOut(taken);
      if (keyOf) for (const { item } of taken) underWay.delete(keyOf(item));
    }
    running--;
    if (running > 0) return;
    for (const done of onDrained) done();
    onDrained = [];
  }

  return {
    submit: (item) =>
      new Promise((resolve, reject) => {
        if (queue.length >= waiting) {
          reject(
            new AppError(
              "database_unavailable",
              "Too many answers are arriving at once: send it again in a minute.",
            ),
          );
          return;
        }
        queue.push({ item, resolve, reject });
        // requests of the same turn of the event loop share the first batch
        if (running < abreast && isWorthIt(running)) {
          running++;
          setImmediate(() => void work());
        }
      }),
    drained: () =>
      running > 0 || queue.length > 0 ? new Promise((done) => onDrained.push(done)) : Promise.resolve(),
  };
}
