import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sources } from "#server/indicators/sources.ts";
import type { Role } from "#server/scope/capabilities.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import { WRITERS, writeVoices } from "#tests/security/voices.ts";
import { correctTopic } from "./correct-topics.ts";
import { exportVoices } from "./export-voices.ts";
import { lexiconView, previewLexicon, publishLexicon } from "./lexicon-editing.ts";
import { changeQuotes, quotesView } from "./quotes.ts";
import { voiceTexts } from "./voice-texts.ts";
import { voicesView } from "./voices-view.ts";

let house: House;
let waves: SmallWaves;
let sources: Sources;
let [hq, region, lead]: Scope[] = [];

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  await writeVoices(house, waves.before);
  await writeVoices(house, waves.now);
  sources = { db: house.record.db, analysis: await house.analysis };
  const scopeOf = async (role: Role, unit: string) => {
    const grant = { role, unitId: house.unit(unit), validFrom: "2025-01-01" };
    return makeScope(sources.db, await house.person(`${role}@example.cn`, grant), "2026-01-20");
  };
  [hq, region, lead] = [
    await scopeOf("hq_analyst", "G"),
    await scopeOf("region_head", "RA"),
    await scopeOf("project_lead", "A1"),
  ];
});
afterAll(() => house.close());

const ask = (unit: string, more: Record<string, unknown> = {}) => ({
  unit: house.unit(unit),
  wave: waves.now,
  ...more,
});

async function textsOf(unit: string, more: Record<string, unknown> = {}) {
  return (await voiceTexts(sources, hq as Scope, ask(unit, { limit: 100, ...more }) as never)).texts;
}

function rowsOf(csv: string): readonly string[] {
  return csv.replace("\uFEFF", "").trim().split("\r\n").slice(1);
}

describe("words as a file", () => {
  test("are those on the screen, masked and cut like there, and the log knows", async () => {
    const file = await exportVoices(sources, hq as Scope, ask("RA"));
    const seen = await textsOf("RA");
    const { A1 = 0, A2 = 0, A3 = 0 } = WRITERS;
    expect(file.rows).toBe(A1 + A2 + A3);
    expect(rowsOf(file.csv)).toHaveLength(seen.length);
    for (const { text } of seen) expect(file.csv).toContain(text.replaceAll('"', '""'));
    expect(file.csv).not.toContain("13812345678");
    expect(file.name).toMatch(/^业主原话-.*-2025\.csv$/);
    const [entry] = await sources.db
      .selectFrom("audit_log")
      .select(["action", "subject", "detail"])
      .orderBy("id", "desc")
      .limit(1)
      .execute();
    expect(entry).toMatchObject({
      action: "export.made",
      subject: `unit:${house.unit("RA")}`,
      detail: { rows: file.rows },
    });
  });

  test("hold nothing of a project in which too few wrote, and what a filter leaves", async () => {
    expect((await exportVoices(sources, hq as Scope, ask("A2"))).rows).toBe(0);
    const repairs = await exportVoices(sources, hq as Scope, ask("RA", { topic: "D4" }));
    expect(repairs.rows).toBe((await textsOf("RA", { topic: "D4" })).length);
    expect(repairs.rows).toBeGreaterThan(0);
  });

  test("run no formula where they are opened", async () => {
    await sources.db
      .updateTable("open_answer")
      .set({ masked: '=HYPERLINK("http://x","来自A1的话")' })
      .where("masked", "like", "%来自A1的话0%")
      .execute();
    const { csv } = await exportVoices(sources, hq as Scope, ask("A1"));
    const line = rowsOf(csv).find((row) => row.includes("HYPERLINK"));
    expect(line).toBeDefined();
    expect(line).not.toMatch(/(^|,)"=/);
  });

  test("are nobody's who is rated, nor of another region", async () => {
    await expect(exportVoices(sources, lead as Scope, ask("A1"))).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(exportVoices(sources, region as Scope, ask("RB"))).rejects.toMatchObject({
      code: /not_found|forbidden/,
    });
  });
});

describe("counts by topic", () => {
  test("run over the waves, and say what changed only where it is certain", async () => {
    const view = await voicesView(sources, hq as Scope, ask("RA"), new Date("2026-01-20"));
    expect(view.topics.length).toBeGreaterThan(1);
    for (const { trend, change, n, count } of view.topics) {
      expect(trend.map(({ year }) => year)).toEqual([2024, 2025]);
      expect(trend.at(-1)).toMatchObject({ n, count });
      // the same words were written in both years
      expect(change?.verdict).toBe("not-distinguishable");
    }
    expect(view.topics.map(({ share }) => share)).toEqual(
      view.topics.map(({ share }) => share).toSorted((a, b) => b - a),
    );
  });
});

describe("the lexicon", () => {
  test("shows what a change would do before it does it", async () => {
    const now = await lexiconView(sources.db, hq as Scope);
    const topics = now.topics.map((topic) =>
      topic.id === "M1" ? { ...topic, words: [...topic.words, "回消息"] } : topic,
    );
    const preview = await previewLexicon(sources, hq as Scope, ask("RA", { topics }) as never);
    const answered = (await textsOf("RA")).filter(({ text }) => text.includes("回消息")).length;
    const m1 = preview.topics.find(({ id }) => id === "M1");
    expect((m1?.after ?? 0) - (m1?.before ?? 0)).toBe(preview.changed);
    expect(preview.changed).toBeGreaterThan(0);
    expect(preview.changed).toBeLessThanOrEqual(answered);
    expect(preview.examples.every(({ added }) => added.includes("M1"))).toBe(true);
    expect((await lexiconView(sources.db, hq as Scope)).version).toBe(now.version);
  });

  test("is published as a version with a reason; words are tagged anew, corrections by hand stand", async () => {
    const { version, topics } = await lexiconView(sources.db, hq as Scope);
    const [text, other] = (await textsOf("RA")).filter((each) => each.text.includes("回消息"));
    if (!text || !other) throw new Error("nobody spoke of messages");
    await correctTopic(sources.db, hq as Scope, { id: other.id, topic: "P3", has: true });
    const next = topics.map((topic) =>
      topic.id === "M1" ? { ...topic, words: [...topic.words, "回消息"] } : topic,
    );
    const draft = { from: version, topics: next, note: "管家回消息算服务态度" } as never;
    expect(await publishLexicon(sources.db, hq as Scope, draft)).toBe(version + 1);
    await expect(publishLexicon(sources.db, hq as Scope, draft)).rejects.toMatchObject({ code: "conflict" });
    const tagged = await textsOf("RA");
    expect(tagged.find(({ id }) => id === text.id)?.topics.map(({ id }) => id)).toContain("M1");
    expect(tagged.find(({ id }) => id === other.id)?.topics).toContainEqual({ id: "P3", byHand: true });
    const { history } = await lexiconView(sources.db, hq as Scope);
    expect(history[0]).toMatchObject({ version: version + 1, note: "管家回消息算服务态度" });
  });

  test("is headquarters' alone", async () => {
    await expect(lexiconView(sources.db, region as Scope)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("quotes for the report", () => {
  test("are dropped and taken back where they stood", async () => {
    const [first, second, third] = await textsOf("A1");
    if (!first || !second || !third) throw new Error("nobody wrote");
    const change = (input: Parameters<typeof changeQuotes>[2]) =>
      changeQuotes(sources.db, hq as Scope, input);
    for (const { id } of [first, second, third]) await change({ change: "pick", id });
    const list = async () => (await quotesView(sources, hq as Scope, ask("G"))).map(({ id }) => id);
    const before = await quotesView(sources, hq as Scope, ask("G"));
    await change({ change: "drop", id: second.id });
    expect(await list()).toEqual([first.id, third.id]);
    await change({ change: "pick", id: second.id, position: before[1]?.position ?? 0 });
    expect(await list()).toEqual([first.id, second.id, third.id]);
    await expect(
      change({ change: "drop", id: "00000000-0000-4000-8000-000000000000" }),
    ).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      changeQuotes(sources.db, region as Scope, { change: "drop", id: first.id }),
    ).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
