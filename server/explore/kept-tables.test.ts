import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Analysis, openAnalysis } from "#server/analysis/analysis.ts";
import { takeProcessSingleton } from "#server/process-singleton.ts";
import { makeScope } from "#server/scope/scope.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { answerOnceMore, type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import { crosstabView } from "./crosstab-view.ts";
import type { CutPart, CutTable } from "./cut-part.ts";
import { held } from "./table-shelf.ts";
import { giveTableStore, openTableStore } from "./table-store.ts";
import { warmCuts, warmOlderCuts } from "./warm-cuts.ts";

const TODAY = "2026-01-20";
const KEY = Buffer.alloc(32, 3);
/** Milliseconds: many tables are decided here, on a machine that may have other things to do. */
const LONG = 240_000;
/** Combinations of three cuts, with phases or not (of none there is one table), and two that are merged. */
const TABLES = 17;

let house: House;
let waves: SmallWaves;
let folder: string;
let analysis: Analysis;
let done: { read: string[]; written: string[] };

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  folder = await mkdtemp(join(tmpdir(), "ownervoice-kept-"));
});
afterAll(async () => {
  giveTableStore(undefined);
  await house.close();
  await rm(folder, { recursive: true, force: true });
});
/** Every test begins as a process does: with the record and the disk, and nothing in memory. */
beforeEach(() => start());
afterEach(() => analysis.close());

function forget(): void {
  for (const name of ["tables-by-cut", "kept-tables", "indicator-tables", "tables-ahead", "cuts-made-ahead"])
    takeProcessSingleton(name);
}

async function start(key = KEY, program = "program"): Promise<void> {
  forget();
  analysis = await openAnalysis({ record: house.record });
  await analysis.load();
  done = { read: [], written: [] };
  const own = done;
  const store = openTableStore(folder, key, program);
  giveTableStore({
    ...store,
    async read(of, name) {
      const bytes = await store.read(of, name);
      if (bytes) own.read.push(`${of.waveId} ${name}`);
      return bytes;
    },
    async write(of, name, bytes) {
      own.written.push(`${of.waveId} ${name}`);
      await store.write(of, name, bytes);
    },
  });
}

function sources() {
  return { db: house.record.db, analysis };
}

async function warm(): Promise<void> {
  await warmCuts(sources(), TODAY);
  await warmOlderCuts(sources(), TODAY);
}

/** A value that no other wave's table of the same name has. */
function someValue(parts: readonly Pick<CutPart, "raw">[]): number | undefined {
  const readings = parts.flatMap(({ raw }) => [...raw.values()].flatMap((nodes) => [...nodes.values()]));
  return readings.find(({ value = 0 }) => value > 0)?.value;
}

/** Every table that is held, as values: by some value of it and its name, as names of states are drawn anew. */
async function tables(): Promise<Record<string, unknown>> {
  const shelf = (globalThis as never)[Symbol.for("ownervoice.tables-by-cut")] as Map<string, unknown>;
  const names = [...shelf.keys()].filter((name) => name.startsWith("cut|"));
  const found = await Promise.all(
    names.map(async (name) => {
      const { parts } = await held<CutTable>(
        name,
        () => Promise.reject(new Error(name)),
        () => 0,
      );
      const all = [...parts].map(([part, { values, raw, shown, open }]) => ({
        part,
        values,
        raw,
        shown,
        open,
      }));
      const [, , ...rest] = name.split("|");
      return [`${someValue(all)} ${rest.join("|")}`, all] as const;
    }),
  );
  return Object.fromEntries(found);
}

async function ask(wave: number) {
  const grant = { role: "hq_head", unitId: house.unit("G"), validFrom: "2025-01-01" } as const;
  const person = await house.person(`head-${Math.random()}@example.cn`, grant);
  const scope = await makeScope(house.record.db, person, TODAY);
  const query = { unit: house.unit("G"), rows: "batch", columns: "mode", measure: "mean", wave } as const;
  return crosstabView(sources(), scope, query);
}

async function files(): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith(".table"));
}

test(
  "tables of every wave are made once; a start reads them, equal to the last bit to those made afresh",
  async () => {
    await warm();
    expect(done.written).toHaveLength(2 * TABLES);
    expect(new Set(done.written).size).toBe(2 * TABLES);
    const [made, seen] = [await tables(), await ask(waves.before)];
    expect(Object.keys(made)).toHaveLength(2 * TABLES);
    await analysis.close();

    await start();
    expect(await ask(waves.before)).toMatchObject({ cells: seen.cells, rows: seen.rows });
    await warm();
    expect(done.written).toEqual([]);
    expect(new Set(done.read).size).toBe(2 * TABLES);
    expect(await tables()).toEqual(made);
    await analysis.close();

    await start();
    giveTableStore(undefined);
    await warm();
    expect(await tables()).toEqual(made);
  },
  LONG,
);

test(
  "what is damaged, or of another installation or program, is made again",
  async () => {
    const before = await files();
    expect(before).toHaveLength(2 * TABLES);
    const [one = ""] = before.filter((name) => name.endsWith("mode-product_type-false.table"));
    const bytes = await readFile(join(folder, one));
    await writeFile(join(folder, one), bytes.subarray(0, bytes.length - 1));
    await warm();
    expect(done.written.map((name) => name.split(" ")[1])).toEqual(["mode,product_type|false"]);
    expect(await readFile(join(folder, one))).toEqual(bytes);
    await analysis.close();

    await start(KEY, "another program");
    await warmCuts(sources(), TODAY);
    expect([done.read.length, done.written.length]).toEqual([0, TABLES]);
    await analysis.close();

    await start(Buffer.alloc(32, 4), "another program");
    await warmCuts(sources(), TODAY);
    expect([done.read.length, done.written.length]).toEqual([0, TABLES]);
  },
  LONG,
);

test(
  "a closed wave with another answer is never shown as it was, and what was kept of it is destroyed",
  async () => {
    await warm();
    const before = await ask(waves.now);
    await analysis.close();
    await answerOnceMore(house, waves);

    await start();
    const after = await ask(waves.now);
    expect(after.cells[0]?.[0]?.n).toBe((before.cells[0]?.[0]?.n ?? 0) + 1);
    expect(done.read.filter((name) => name.startsWith(`${waves.now} `))).toEqual([]);
    const states = await readdir(join(folder, `wave-${waves.now}`));
    expect(states).toHaveLength(1);
    await warm();
    expect(await readdir(join(folder, `wave-${waves.now}`))).toEqual(states);
    expect(done.written.filter((name) => name.startsWith(`${waves.before} `))).toEqual([]);
  },
  LONG,
);

test(
  "a wave that is taken into the field again keeps nothing on disk",
  async () => {
    await house.record.db.updateTable("wave").set({ state: "field" }).where("id", "=", waves.now).execute();
    await warm();
    expect(await readdir(folder)).toEqual([`wave-${waves.before}`]);
    expect(done.written.filter((name) => name.startsWith(`${waves.now} `))).toEqual([]);
  },
  LONG,
);
