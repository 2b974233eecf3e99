import { afterAll, beforeAll, expect, test } from "vitest";
import { type Analysis, openAnalysis } from "#server/analysis/analysis.ts";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { ensureShippedDefinitions } from "#server/indicators/shipped-definitions.ts";
import type { Scope } from "#server/scope/scope.ts";
import { renderHtml } from "#server/scoring/method-page/render-html.ts";
import { renderRows } from "#server/scoring/method-page/render-rows.ts";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { testDatabase } from "#tests/database.ts";
import { scopeOf } from "#tests/owned-homes.ts";
import { putAnswer } from "#tests/put-answer.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { closeWave, publishWave } from "../close/close-wave.ts";
import { marginsView } from "./margins-view.ts";
import { methodSheet } from "./method-sheet.ts";
import { waveMethodBlocks } from "./wave-method-blocks.ts";
import { type NoteChange, saveWaveNote, waveNotes } from "./wave-notes.ts";

const database = await testDatabase();
let record: OpenRecord;
let analysis: Analysis;
let field: WaveInField;
let headquarters: Scope;
let lead: Scope;

beforeAll(async () => {
  record = openRecord(database.url);
  const { db } = record;
  await ensureShippedDefinitions(db);
  field = await waveInField(db, 80);
  headquarters = await scopeOf(db, "hq_analyst", field.homes.group, { id: "reader" });
  lead = await scopeOf(db, "project_lead", field.homes.projects.oak);
  for (const [project, answers] of [
    ["OAK", 18],
    ["ELM", 18],
    ["ASH", 3],
  ] as const)
    for (let n = 1; n <= answers; n++)
      await putAnswer(db, {
        key: field.keys.get(`${project}-${String(4 * n).padStart(6, "0")}`) ?? "",
        answers: { ...STABLE_ANSWERS, Y01: 1 + (n % 5), Y45: `${n} ${project}` },
        at: `2025-11-${String(6 + n).padStart(2, "0")}T10:00:00+08:00`,
        seconds: 240,
      });
  analysis = await openAnalysis({ record });
});
afterAll(async () => {
  await analysis.close();
  await record.close();
  await database.drop();
});

const sources = () => ({ db: record.db, analysis });
const save = (change: NoteChange) => saveWaveNote(record.db, field.by, field.waveId, change);

test("a note is a version each time it is saved, and is not saved over what somebody else wrote", async () => {
  await save({ note: "collection", over: 0, zh: "电话为主", en: "" });
  await expect(save({ note: "collection", over: 0, zh: "入户", en: "" })).rejects.toMatchObject({
    code: "conflict",
  });
  await save({ note: "collection", over: 1, zh: "先发链接，再打电话", en: "links first, then calls" });
  await save({ note: "incentives", over: 0, zh: "没有", en: "" });
  await save({ note: "incentives", over: 1, zh: "", en: "" });
  const notes = await waveNotes(record.db, field.waveId);
  expect(notes.map(({ note, version, text }) => [note, version, text])).toEqual([
    ["collection", 2, { zh: "先发链接，再打电话", en: "links first, then calls" }],
    ["contractor", 0, undefined],
    ["incentives", 2, undefined],
    ["missed", 0, undefined],
    ["other", 0, undefined],
  ]);
  const logged = await record.db
    .selectFrom("audit_log")
    .select("detail")
    .where("action", "=", "wave.changed")
    .where("subject", "=", `wave:${field.waveId}`)
    .execute();
  expect(logged.filter(({ detail }) => (detail as { deed?: string }).deed === "method-note")).toHaveLength(4);
});

test("before publication the page goes along only with those who run the wave", async () => {
  await analysis.load();
  await expect(marginsView(sources(), lead, { id: field.waveId })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(await methodSheet(sources(), lead, field.waveId, "en")).toEqual([
    ["The method page comes with the publication of the wave; until then its numbers still change."],
  ]);
  const [head = []] = await methodSheet(sources(), headquarters, field.waveId, "en");
  expect(head[0]).toMatch(/^Method: /);
});

test("after publication nothing is rewritten: what is added is a supplement with its day", async () => {
  expect(await closeWave(record.db, field.by, field.waveId, "2025-12-16")).toEqual({ ok: true });
  expect(await publishWave(sources(), field.second, field.waveId)).toEqual({ ok: true });
  await analysis.load();
  await expect(save({ note: "collection", over: 2, zh: " ".trim(), en: "" })).rejects.toMatchObject({
    code: "invalid",
  });
  await save({ note: "collection", over: 2, zh: "其中三栋由入户完成", en: "" });
  const [collection] = await waveNotes(record.db, field.waveId);
  expect(collection).toMatchObject({
    version: 3,
    text: { zh: "先发链接，再打电话" },
    supplements: [{ zh: "其中三栋由入户完成", en: "其中三栋由入户完成" }],
  });
  await expect(record.db.updateTable("wave_method_note").set({ zh: "改写" }).execute()).rejects.toThrow(
    /stays as it was written/,
  );
  await expect(record.db.deleteFrom("wave_method_note").execute()).rejects.toThrow(/stays as it was written/);
  await expect(
    record.db
      .insertInto("wave_method_note")
      .values({ wave_id: field.waveId, note: "other", version: 1, zh: "x", en: "", supplement: false })
      .execute(),
  ).rejects.toThrow(/takes supplements/);
});

test("margins are of the units one may read, with their effective answers, and nothing of few", async () => {
  const all = await marginsView(sources(), headquarters, { id: field.waveId });
  expect(all.rows.map(({ unit }) => unit.kind)).toEqual([
    "group",
    ...["region", "project", "project"],
    ...["region", "project"],
  ]);
  const index = all.rows.map(({ unit, margins }) => [unit.code, margins[0]] as const);
  expect(new Set(index.map(([, margin]) => margin?.node.id)).size).toBe(1);
  const group = index[0]?.[1];
  expect(group).toMatchObject({ state: "full", n: 39 });
  expect(group?.effective).toBeGreaterThan(0);
  expect(group?.effective).toBeLessThanOrEqual(39 + 1e-9);
  expect(index.find(([code]) => code === "ASH")?.[1]).toMatchObject({
    value: null,
    halfWidth: null,
    effective: null,
  });
  const own = await marginsView(sources(), lead, { id: field.waveId });
  expect(own.rows.map(({ unit }) => unit.kind)).toEqual(["group", "project"]);
  const effective = group?.effective ?? 0;
  expect(effective).toBe(Math.round(effective));
  expect(own.rows[0]?.margins[0]).toEqual({ ...group, effective: effective - (effective % 5) });
});

test("the page in a file tells every point of a summary of approach", async () => {
  const { title, blocks } = await waveMethodBlocks(sources(), lead, field.waveId);
  const html = renderHtml(title, blocks);
  for (const told of [
    "时间 Timing",
    "先发链接，再打电话（",
    "抽样方法 Sampling",
    "全访；抽 240 户",
    "代表性 Representativeness",
    "如何加权与计算 Weighting and computation",
    "外部承办方 External contractor",
    "事先排除的业主 Owners excluded beforehand",
    "未达目标的原因 Why fewer than planned",
    "答谢或奖励 Incentives",
    "其他说明 Anything else",
    "总的来说，您对〔项目名〕满意吗？",
    "答复率 RR2（下限） Response rate RR2 (lower bound)",
    "误差范围 Margins of error",
    "计入的答卷 Answers counted",
  ])
    expect(html).toContain(told);
  expect(html).not.toContain("ELM");
  const rows = renderRows(blocks, "zh");
  expect(rows.find(([name]) => name === "计入的答卷")).toEqual(["计入的答卷", "39"]);
  expect(rows.find(([name]) => name === "外部承办方")).toEqual(["外部承办方", "未说明"]);
});
