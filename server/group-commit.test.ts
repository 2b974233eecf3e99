import { expect, test } from "vitest";
import { type GroupCommitOptions, groupCommit } from "./group-commit.ts";

type Item = { readonly key: string; readonly value: number };

/** A queue that notes its batches and waits for `release` before each returns. */
function watched(options: Partial<GroupCommitOptions<Item, number>> = {}) {
  const batches: (readonly Item[])[] = [];
  let release: () => void = () => undefined;
  let held: Promise<void> = Promise.resolve();
  const queue = groupCommit<Item, number>({
    run: async (items) => {
      batches.push(items);
      await held;
      if (items.some(({ value }) => value < 0)) throw new Error("a bad row");
      return items.map(({ value }) => value * 2);
    },
    keyOf: ({ key }) => key,
    failsAll: () => false,
    ...options,
  });
  return {
    queue,
    batches,
    sizes: () => batches.map(({ length }) => length),
    hold: () => {
      held = new Promise((done) => {
        release = done;
      });
    },
    release: () => release(),
  };
}

function items(count: number, from = 0): readonly Item[] {
  return Array.from({ length: count }, (_, index) => ({ key: `k${from + index}`, value: from + index }));
}

const turn = () => new Promise((done) => setImmediate(done));

test("what gathers while a batch commits is the next batch, and everyone gets their own result", async () => {
  const { queue, sizes, hold, release } = watched();
  hold();
  const first = queue.submit({ key: "a", value: 1 });
  await turn();
  const rest = items(5, 10).map((item) => queue.submit(item));
  release();
  expect(await first).toBe(2);
  expect(await Promise.all(rest)).toEqual([20, 22, 24, 26, 28]);
  expect(sizes()).toEqual([1, 5]);
});

test("a batch holds at most as many as allowed", async () => {
  const { queue, sizes } = watched({ batch: 4 });
  await Promise.all(items(10).map((item) => queue.submit(item)));
  expect(sizes()).toEqual([4, 4, 2]);
});

test("two items of one key never share a batch and keep their order", async () => {
  const { queue, batches } = watched();
  const sent = [1, 2, 3].map((value) => queue.submit({ key: "same", value }));
  sent.push(queue.submit({ key: "other", value: 4 }));
  expect(await Promise.all(sent)).toEqual([2, 4, 6, 8]);
  expect(batches.map((batch) => batch.map(({ value }) => value))).toEqual([[1, 4], [2], [3]]);
});

test("a second batch goes abreast when many wait, and an item waits for one of its key in either", async () => {
  const { queue, batches, hold, release } = watched({ abreast: 2 });
  hold();
  const sent = items(3).map((item) => queue.submit(item));
  await turn();
  sent.push(...items(47, 10).map((item) => queue.submit(item)));
  await turn();
  expect(batches).toHaveLength(1);
  sent.push(queue.submit({ key: "k0", value: 7 }));
  await turn();
  expect(batches.map(({ length }) => length)).toEqual([3, 47]);
  release();
  expect((await Promise.all(sent)).at(-1)).toBe(14);
  expect(batches[2]).toEqual([{ key: "k0", value: 7 }]);
  await queue.drained();
});

test("what waits for its key is taken up when every other batch is done", async () => {
  const { queue, hold, release } = watched({ abreast: 2 });
  hold();
  const first = queue.submit({ key: "same", value: 1 });
  await turn();
  const second = queue.submit({ key: "same", value: 2 });
  await turn();
  release();
  expect(await Promise.all([first, second])).toEqual([2, 4]);
  await queue.drained();
});

test("one bad item fails alone", async () => {
  const { queue, sizes } = watched();
  const sent = [1, -1, 3].map((value) => queue.submit({ key: String(value), value }));
  const settled = await Promise.allSettled(sent);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(sizes()).toEqual([3, 1, 1, 1]);
});

test("a failure of the whole is not tried item by item", async () => {
  const { queue, sizes } = watched({ failsAll: () => true });
  const settled = await Promise.allSettled(
    [1, -1, 3].map((value) => queue.submit({ key: String(value), value })),
  );
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(sizes()).toEqual([3]);
  expect(await queue.submit({ key: "later", value: 5 })).toBe(10);
});

test("beyond the waiting room new items are turned away with a sentence", async () => {
  const { queue } = watched({ waiting: 2 });
  const settled = await Promise.allSettled(items(3).map((item) => queue.submit(item)));
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
  expect(settled[2]).toMatchObject({ reason: { code: "database_unavailable" } });
});

test("drained resolves when nothing waits and nothing runs", async () => {
  const { queue, hold, release, sizes } = watched();
  await queue.drained();
  hold();
  const sent = items(3).map((item) => queue.submit(item));
  let isDrained = false;
  const drained = queue.drained().then(() => {
    isDrained = true;
  });
  await turn();
  expect(isDrained).toBe(false);
  release();
  await Promise.all([...sent, drained]);
  expect(sizes()).toEqual([3]);
});
