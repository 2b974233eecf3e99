import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Analysis, openAnalysis } from "#server/analysis/analysis.ts";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { ensureShippedDefinitions } from "#server/indicators/shipped-definitions.ts";
import type { Scope } from "#server/scope/scope.ts";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { testDatabase } from "#tests/database.ts";
import { scopeOf } from "#tests/owned-homes.ts";
import { putAnswer } from "#tests/put-answer.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { closeWave } from "../close/close-wave.ts";
import { exportWave } from "./export-wave.ts";

const database = await testDatabase();
let record: OpenRecord;
let analysis: Analysis;
let field: WaveInField;
let headquarters: Scope;

beforeAll(async () => {
  record = openRecord(database.url);
  await ensureShippedDefinitions(record.db);
  field = await waveInField(record.db, 24, { ageBy: "tenure" });
  headquarters = await scopeOf(record.db, "hq_analyst", field.homes.group, { id: "exporter" });
  for (const home of ["OAK-000004", "OAK-000008", "ELM-000004"])
    await putAnswer(record.db, {
      key: field.keys.get(home) ?? "",
      answers: STABLE_ANSWERS,
      at: "2025-11-10T10:00:00+08:00",
      seconds: 240,
    });
  expect(await closeWave(record.db, field.by, field.waveId, "2025-12-16")).toEqual({ ok: true });
  analysis = await openAnalysis({ record });
  await analysis.load();
});
afterAll(async () => {
  await analysis.close();
  await record.close();
  await database.drop();
});

async function lines(file: "csv" | "codebook"): Promise<readonly (readonly string[])[]> {
  const made = await exportWave({ db: record.db, analysis }, headquarters, field.waveId, {
    file,
    reason: "交研究组复核",
  });
  const text = readFileSync(made.path, "utf8").replace("\ufeff", "").trim();
  made.forget();
  return text.split("\r\n").map((line) => line.split(","));
}

test("a wave that tells owners by years since handover leaves with these, and with no batch", async () => {
  const [head = [], ...rows] = await lines("csv");
  expect(head).toContain("tenure");
  expect(head).not.toContain("batch");
  expect(rows.map((row) => row[head.indexOf("tenure")])).toEqual(["6-24m", "6-24m", "6-24m"]);
});

test("its code book names the classes its frame was fixed with, and no batch", async () => {
  const book = await lines("codebook");
  const of = (column: string) => book.filter(([name]) => name === column).map((row) => row.slice(2, 5));
  expect(of("batch")).toEqual([]);
  expect(of("tenure").slice(1)).toEqual([
    ["0-6m", "不满 6 个月", "Under 6 months"],
    ["6-24m", "6 个月–2 年", "6 months – 2 years"],
    ["24-36m", "2–3 年", "2–3 years"],
    ["36-60m", "3–5 年", "3–5 years"],
    ["60-m", "满 5 年", "5 years and more"],
  ]);
});
