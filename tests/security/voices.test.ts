import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { IndicatorVoicesView } from "#server/voices/indicator-voices.ts";
import type { QuoteView } from "#server/voices/quotes.ts";
import type { TextsView } from "#server/voices/voice-texts.ts";
import type { VoicesView } from "#server/voices/voices-view.ts";
import { codeOf, dataOf, type House, openHouse } from "./house.ts";
import { type SmallWaves, writeSmallWaves } from "./small-wave.ts";
import { WRITERS, writeVoices } from "./voices.ts";

let house: House;
let waves: SmallWaves;
let hq: string;
let region: string;
let lead: string;
let port: string;
const FEWEST = 10;
const UNITS = ["G", "RA", "RB", "A1", "A2", "A3", "B1", "B2"];

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  await writeVoices(house, waves.now);
  await house.person("hq@example.cn", { role: "hq_analyst", unitId: house.unit("G") });
  await house.person("region@example.cn", { role: "region_head", unitId: house.unit("RA") });
  await house.person("lead@example.cn", { role: "project_lead", unitId: house.unit("A1") });
  await house.person("port@example.cn", { role: "port_head", unitId: house.unit("RA"), port: "warranty" });
  [hq, region, lead, port] = (await Promise.all(
    ["hq", "region", "lead", "port"].map((name) => house.signIn(`${name}@example.cn`)),
  )) as [string, string, string, string];
});
afterAll(() => house.close());

async function texts(cookie: string, input: Record<string, unknown>): Promise<TextsView> {
  return dataOf<TextsView>(await house.as(cookie).query("voices.texts", { wave: waves.now, ...input }));
}

async function allTexts(cookie: string, unit: string, more: Record<string, unknown> = {}) {
  const found: TextsView["texts"][number][] = [];
  for (let after: string | undefined; ; ) {
    const page = await texts(cookie, {
      unit: house.unit(unit),
      limit: 9,
      ...more,
      ...(after && { cursor: after }),
    });
    found.push(...page.texts);
    if (page.next === null) return found;
    after = page.next;
  }
}

async function topics(cookie: string, unit: string): Promise<VoicesView> {
  const input = { unit: house.unit(unit), wave: waves.now };
  return dataOf<VoicesView>(await house.as(cookie).query("voices.topics", input));
}

describe("fewer than ten who wrote", () => {
  it("are shown and counted nowhere by themselves", async () => {
    for (const unit of ["A2", "A3", "B2"]) {
      expect(await texts(hq, { unit: house.unit(unit) })).toMatchObject({
        state: "too-few",
        texts: [],
        n: null,
      });
      expect(await topics(hq, unit)).toMatchObject({ n: null, topics: [], untold: null });
      for (const more of [{ search: "话" }, { topic: "D4" }, { topic: "none" }])
        expect((await texts(hq, { unit: house.unit(unit), ...more })).texts).toEqual([]);
    }
  });

  it("cannot be reached by laying lists over one another, whatever the filters", async () => {
    const lists = new Map<string, Set<string>>();
    const where = new Map<string, string>();
    const filters: Record<string, unknown>[] = [
      {},
      ...["none", "D4", "P3"].map((topic) => ({ topic })),
      ...["A2", "%"].map((search) => ({ search })),
    ];
    for (const unit of UNITS)
      for (const filter of filters)
        for (const text of await allTexts(hq, unit, filter)) {
          const seen = lists.get(text.id) ?? new Set();
          // a filter by content tells of the words, the unit of who spoke them
          lists.set(text.id, seen.add(unit).add(`under ${text.unit.code}`));
          where.set(text.id, text.text);
        }
    const atoms = Map.groupBy(lists, ([, seen]) => [...seen].toSorted().join());
    expect(atoms.size).toBeGreaterThan(2);
    for (const [lists, together] of atoms) expect(together.length, lists).toBeGreaterThanOrEqual(FEWEST);
    expect([...where.values()].filter((text) => text.includes("B2"))).toEqual([]);
    expect([...where.values()].filter((text) => /A[23]/.test(text))).toHaveLength(11);
  });

  it("are counted where their words are shown, and there alone", async () => {
    const { A1 = 0, A2 = 0, A3 = 0, B1 = 0 } = WRITERS;
    expect((await topics(hq, "RA")).n).toBe(A1 + A2 + A3);
    expect(await topics(hq, "RB")).toMatchObject({ n: B1, leftOut: true });
    const group = await topics(hq, "G");
    expect(group.n).toBe(A1 + A2 + A3 + B1);
    expect(group.parts.map(({ unit, n }) => [unit.code, n])).toEqual([
      ["RA", A1 + A2 + A3],
      ["RB", B1],
    ]);
    expect((await topics(hq, "RA")).parts.map(({ unit }) => unit.code)).toEqual(["A1"]);
  });

  it("cannot be asked for by phase, mode or day: such a cut does not exist", async () => {
    for (const more of [{ phase: "P" }, { mode: "web" }, { week: "2025-12-08" }, { item: "Y45" }]) {
      const answer = await house.as(hq).query("voices.texts", { unit: house.unit("RA"), ...more });
      expect([answer.status, codeOf(answer)]).toEqual([400, "bad_request"]);
    }
  });
});

describe("whose words they are", () => {
  it("is told by nothing but the week and a unit that may be shown", async () => {
    for (const text of await allTexts(hq, "G")) {
      expect(Object.keys(text).toSorted()).toEqual(["id", "picked", "text", "topics", "unit", "week"]);
      expect(text.week).toBe("2025-12-08");
      const from = /来自(..)的/.exec(text.text)?.[1] ?? "";
      expect(text.unit.code).toBe(from === "A2" || from === "A3" ? "RA" : from);
    }
  });

  it("is not found by searching for what was masked", async () => {
    expect((await texts(hq, { unit: house.unit("G"), search: "13812345678" })).total).toBe(0);
    expect((await texts(hq, { unit: house.unit("G"), search: "〔电话〕" })).total).toBeGreaterThan(3);
  });

  it("stays from project leads and ports, who get counts", async () => {
    for (const [cookie, unit] of [
      [lead, "A1"],
      [port, "RA"],
    ] as const) {
      const refused = await house.as(cookie).query("voices.texts", { unit: house.unit(unit) });
      expect([refused.status, codeOf(refused)]).toEqual([403, "forbidden"]);
      expect((await topics(cookie, unit)).may).toEqual({ read: false, curate: false, export: false });
      const input = { unit: house.unit(unit), wave: waves.now, node: "D4" };
      const view = dataOf<IndicatorVoicesView>(await house.as(cookie).query("voices.ofIndicator", input));
      expect([view.state, view.texts, view.total]).toEqual(["shown", [], null]);
      expect(view.topics.map(({ topic }) => topic.id)).toEqual(["D4"]);
    }
    expect((await topics(port, "RA")).topics.map(({ topic }) => topic.port)).toEqual(["warranty"]);
    expect((await allTexts(region, "RA")).length).toBe(25);
  });

  it("gives those who are rated the quotes that headquarters released, no others", async () => {
    const [first, second] = (await allTexts(hq, "A1")).filter(({ topics: of }) =>
      of.some(({ id }) => id === "D4"),
    );
    if (!first || !second) throw new Error("nobody spoke of repairs");
    const change = (input: unknown) => house.as(hq).mutate("voices.changeQuotes", input);
    for (const { id } of [first, second]) dataOf(await change({ change: "pick", id }));
    dataOf(await change({ change: "move", id: second.id, before: first.id }));
    dataOf(await change({ change: "release", id: first.id, released: true }));
    const quotes = async (cookie: string, unit: string) =>
      dataOf<QuoteView[]>(
        await house.as(cookie).query("voices.quotes", { unit: house.unit(unit), wave: waves.now }),
      ).map(({ id }) => id);
    expect(await quotes(hq, "G")).toEqual([second.id, first.id]);
    for (const [cookie, unit] of [
      [region, "RA"],
      [lead, "A1"],
      [port, "RA"],
    ] as const)
      expect(await quotes(cookie, unit)).toEqual([first.id]);
    dataOf(await change({ change: "drop", id: first.id }));
    expect(await quotes(lead, "A1")).toEqual([]);
  });
});

describe("a topic corrected by hand", () => {
  it("stands when the lexicon changes and everything is tagged again", async () => {
    const [text] = (await allTexts(hq, "A1")).filter(({ topics: of }) => of.some(({ id }) => id === "P3"));
    if (!text) throw new Error("nobody spoke of parking");
    const correct = (topic: string, has: boolean) =>
      house.as(hq).mutate("voices.correct", { id: text.id, topic, has });
    dataOf(await correct("P3", false));
    dataOf(await correct("M1", true));
    const tagsOf = async () => (await allTexts(hq, "A1")).find(({ id }) => id === text.id)?.topics;
    const corrected = [{ id: "M1", byHand: true }];
    expect(await tagsOf()).toEqual(corrected);
    const { version, topics: was } = await house.record.db
      .selectFrom("topic_lexicon")
      .selectAll()
      .orderBy("version", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    await house.record.db
      .insertInto("topic_lexicon")
      .values({ version: version + 1, topics: JSON.stringify(was) })
      .execute();
    expect(await tagsOf()).toEqual(corrected);
    const retagged = await house.record.db
      .selectFrom("open_answer")
      .select("topics_version")
      .distinct()
      .execute();
    expect(retagged).toEqual([{ topics_version: version + 1 }]);
    // going back to what the lexicon says leaves no mark
    dataOf(await correct("P3", true));
    dataOf(await correct("M1", false));
    expect(await tagsOf()).toEqual([{ id: "P3", byHand: false }]);
    expect(await house.record.db.selectFrom("topic_correction").selectAll().execute()).toEqual([]);
  });

  it("is refused below headquarters", async () => {
    const [text] = await allTexts(region, "RA");
    const refused = await house.as(region).mutate("voices.correct", { id: text?.id, topic: "D4", has: true });
    expect([refused.status, codeOf(refused)]).toEqual([403, "forbidden"]);
  });
});
