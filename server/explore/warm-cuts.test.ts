import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sources } from "#server/indicators/sources.ts";
import { takeProcessSingleton } from "#server/process-singleton.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { answerOnceMore, type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import type { CrosstabQuery } from "./crosstab-query.ts";
import { crosstabView } from "./crosstab-view.ts";
import { heldNames, letGo } from "./table-shelf.ts";
import { aheadOf } from "./tables-ahead.ts";
import { warmCuts } from "./warm-cuts.ts";

const TODAY = "2026-01-20";
let house: House;
let waves: SmallWaves;
let sources: Sources;
let head: Scope;

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  const grant = { role: "hq_head", unitId: house.unit("G"), validFrom: "2025-01-01" } as const;
  head = await makeScope(sources.db, await house.person("hq_head@example.cn", grant), TODAY);
});
afterAll(() => house.close());

/** Names of the tables by cuts that are made. */
function made(): readonly string[] {
  return heldNames().filter((name) => name.startsWith("cut|"));
}

const ASKED: readonly Partial<CrosstabQuery>[] = [
  { rows: "product_type" },
  { rows: "product_class" },
  { rows: "batch" },
  { rows: "batch_class" },
  { rows: "phase", columns: "mode" },
  { rows: "region", batch: "一期" },
  { rows: "product_type", columns: "batch", mode: "web" },
  { rows: "batch", columns: "phase", mode: "web" },
];

/** Milliseconds: many tables are decided here, on a machine that may have other things to do. */
const LONG = 180_000;

function ask(query: Partial<CrosstabQuery>) {
  return crosstabView(sources, head, { unit: house.unit("G"), rows: "phase", measure: "mean", ...query });
}

async function enter(state: "field" | "closed"): Promise<void> {
  await sources.db.updateTable("wave").set({ state }).where("id", "=", waves.now).execute();
}

test(
  "tables of a closed wave are made ahead, and found by who asks for them",
  async () => {
    await enter("closed");
    await warmCuts(sources, TODAY);
    const before = new Set(made());
    expect(before.size).toBeGreaterThan(14);
    for (const query of ASKED) await ask(query);
    expect(made().filter((key) => !before.has(key))).toEqual([]);
  },
  LONG,
);

test(
  "a wave in the field is shown as it stood when its tables were made, until they are made again",
  async () => {
    await enter("field");
    await warmCuts(sources, TODAY);
    const first = await ask({ rows: "batch", columns: "mode" });
    const before = new Set(made());
    await answerOnceMore(house, waves);

    for (const query of ASKED) await ask(query);
    expect(made().filter((key) => !before.has(key))).toEqual([]);
    expect(await ask({ rows: "batch", columns: "mode" })).toEqual(first);
    const answers = first.cells[0]?.[0]?.n ?? 0;

    await warmCuts(sources, TODAY);
    const after = new Set(made());
    const second = await ask({ rows: "batch", columns: "mode" });
    expect(second.cells[0]?.[0]?.n).toBe(answers + 1);
    expect(second.passport.data.version).not.toBe(first.passport.data.version);
    for (const query of ASKED) await ask(query);
    expect(made().filter((key) => !after.has(key))).toEqual([]);
  },
  LONG,
);

test(
  "who asks while the first tables of a wave in the field are made waits for those, and none is made twice",
  async () => {
    takeProcessSingleton("tables-ahead");
    letGo("");
    const making = warmCuts(sources, TODAY);
    while (aheadOf(waves.now) === undefined) await new Promise((done) => setTimeout(done, 1));
    expect(made().length).toBeLessThan(5);
    const answers = await Promise.all(ASKED.map(ask));
    await making;
    expect(made()).toHaveLength(17);
    expect(await Promise.all(ASKED.map(ask))).toEqual(answers);
  },
  LONG,
);

test(
  "all tables are of one moment, though somebody answers while they are made",
  async () => {
    const { analysis } = sources;
    let answered = false;
    const meanwhile: Sources = {
      ...sources,
      analysis: {
        ...analysis,
        moments: async (request) => {
          const read = await analysis.moments(request);
          if (!answered && request.by.includes("batch")) {
            answered = true;
            await answerOnceMore(house, waves);
          }
          return read;
        },
      },
    };
    await answerOnceMore(house, waves);
    await warmCuts(meanwhile, TODAY);
    expect(answered).toBe(true);
    const { cells } = await ask({ rows: "mode" });
    const [all, ...parts] = cells.map(([cell]) => cell?.n ?? 0);
    expect(parts.reduce((sum, n) => sum + n, 0)).toBe(all);
    expect((await ask({ rows: "phase" })).cells[0]?.[0]?.n).toBe(all);
  },
  LONG,
);

test("a closed wave is shown as it is as soon as somebody asks", async () => {
  const before = (await ask({ rows: "mode" })).cells[0]?.[0]?.n ?? 0;
  await enter("closed");
  await answerOnceMore(house, waves);
  expect((await ask({ rows: "mode" })).cells[0]?.[0]?.n).toBe(before + 2);
});
