import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTableStore } from "./table-store.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ownervoice-tables-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const KEY = Buffer.alloc(32, 7);
const OF = { waveId: 3, rule: "r1", state: "a".repeat(64) };
const BYTES = Buffer.from("一张表".repeat(500));

function store(key = KEY, own = folder) {
  return openTableStore(own, key, "program");
}

function pathOf(of: typeof OF, name: string): string {
  return join(folder, `wave-${of.waveId}`, `${of.rule}-${of.state}`, `${name}.table`);
}

test("what was kept is read by the next process, and by no other name", async () => {
  await store().write(OF, "mode,batch|true", BYTES);
  expect(await store().read(OF, "mode,batch|true")).toEqual(BYTES);
  expect(await store().has(OF, "mode,batch|true")).toBe(true);
  for (const other of [
    { ...OF, state: "b".repeat(64) },
    { ...OF, rule: "r2" },
    { ...OF, waveId: 4 },
  ])
    expect(await store().read(other, "mode,batch|true")).toBeUndefined();
  expect(await store().read(OF, "mode,batch|false")).toBeUndefined();
  expect((await readFile(pathOf(OF, "mode-batch-true"))).length).toBeLessThan(BYTES.length / 10);
});

test("no file is left half written", async () => {
  await Promise.all(Array.from({ length: 5 }, () => store().write(OF, "same", BYTES)));
  const names = await readdir(join(folder, "wave-3", `r1-${OF.state}`));
  expect(names.filter((name) => name.startsWith("."))).toEqual([]);
  expect(await store().read(OF, "same")).toEqual(BYTES);
});

test("a damaged file is not read, and is away", async () => {
  await store().write(OF, "damaged", BYTES);
  const path = pathOf(OF, "damaged");
  const whole = await readFile(path);
  for (const at of [0, 31, 32, whole.length - 1]) {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(path, bytes);
    expect(await store().read(OF, "damaged")).toBeUndefined();
    expect(await store().has(OF, "damaged")).toBe(false);
  }
  for (const length of [0, 10, 32, whole.length - 1]) {
    await writeFile(path, whole.subarray(0, length));
    expect(await store().read(OF, "damaged")).toBeUndefined();
  }
});

test("a file of another name, wave, state or installation is not read", async () => {
  await store().write(OF, "own", BYTES);
  const moved = { ...OF, state: "c".repeat(64) };
  await store().write(moved, "other", BYTES);
  await copyFile(pathOf(OF, "own"), pathOf(OF, "taken"));
  await copyFile(pathOf(OF, "own"), pathOf(moved, "own"));
  expect(await store().read(OF, "taken")).toBeUndefined();
  expect(await store().read(moved, "own")).toBeUndefined();
  expect(await store(Buffer.alloc(32, 8)).read(OF, "own")).toBeUndefined();
});

test("a new state of a rule destroys all there was of the wave; rules beside it stay, but not many", async () => {
  const wave = { ...OF, waveId: 9 };
  const kept = async () => (await readdir(join(folder, "wave-9"))).map((name) => name.slice(0, 4)).toSorted();
  for (const rule of ["r1", "r2", "r3", "r4", "r5"]) {
    await store().begin({ ...wave, rule });
    await store().write({ ...wave, rule }, "one", BYTES);
  }
  expect(await kept()).toHaveLength(4);
  await store().begin({ ...wave, rule: "r5" });
  expect(await kept()).toHaveLength(4);
  await store().begin({ ...wave, rule: "r5", state: "d".repeat(64) });
  expect(await kept()).toEqual([]);
});

test("what was begun before a new state is not kept after it, and what another process left of it goes", async () => {
  const [old, now] = ["e", "f"].map((letter) => ({ ...OF, waveId: 11, state: letter.repeat(64) }));
  if (!old || !now) throw new Error("there are two");
  const one = store();
  await one.begin(old);
  await one.begin(now);
  await one.write(old, "late", BYTES);
  await one.write(now, "own", BYTES);
  expect(await readdir(join(folder, "wave-11"))).toEqual([`r1-${now.state}`]);
  await store().write(old, "late", BYTES);
  await store().begin(now);
  expect(await readdir(join(folder, "wave-11"))).toEqual([`r1-${now.state}`]);
  expect(await store().read(now, "own")).toEqual(BYTES);
});

test("waves that are no more lose what was kept", async () => {
  await store().write({ ...OF, waveId: 20 }, "one", BYTES);
  await store().write({ ...OF, waveId: 21 }, "one", BYTES);
  await store().only([21]);
  expect(await readdir(folder)).toEqual(["wave-21"]);
});

test("what cannot be written is not kept, and nobody fails for it", async () => {
  const path = join(folder, "a file");
  await writeFile(path, "");
  await store(KEY, path).write(OF, "one", BYTES);
  await store(KEY, path).begin(OF);
  expect(await store(KEY, path).read(OF, "one")).toBeUndefined();
});
