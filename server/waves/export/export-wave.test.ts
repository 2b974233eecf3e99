import { readFileSync } from "node:fs";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Analysis, openAnalysis } from "#server/analysis/analysis.ts";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { publishedDefinition } from "#server/indicators/definitions.ts";
import { LEVELS } from "#server/indicators/place.ts";
import { ensureShippedDefinitions } from "#server/indicators/shipped-definitions.ts";
import { makeWaveTable, readLevels } from "#server/indicators/wave-table.ts";
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
let region: Scope;

beforeAll(async () => {
  record = openRecord(database.url);
  const { db } = record;
  await ensureShippedDefinitions(db);
  field = await waveInField(db, 24);
  headquarters = await scopeOf(db, "hq_analyst", field.homes.group, { id: "exporter" });
  region = await scopeOf(db, "region_head", field.homes.regions.east);
  for (const home of ["OAK-000004", "OAK-000008", "ELM-000004"])
    await putAnswer(db, {
      key: field.keys.get(home) ?? "",
      answers: STABLE_ANSWERS,
      at: "2025-11-10T10:00:00+08:00",
      seconds: 240,
    });
  analysis = await openAnalysis({ record });
});
afterAll(async () => {
  await analysis.close();
  await record.close();
  await database.drop();
});

const order = (scope: Scope, file: "csv" | "xlsx" | "codebook", reason = "交研究组复核") =>
  exportWave({ db: record.db, analysis }, scope, field.waveId, { file, reason });

test("nothing leaves before the close, without a reason, or for those who are rated", async () => {
  await expect(order(headquarters, "csv")).rejects.toMatchObject({ code: "conflict" });
  expect(await closeWave(record.db, field.by, field.waveId, "2025-12-16")).toEqual({ ok: true });
  await analysis.load();
  await expect(order(headquarters, "csv", " ")).rejects.toMatchObject({ code: "invalid" });
  await expect(order(region, "csv")).rejects.toMatchObject({ code: "forbidden" });
});

test("the anonymous set has its weights, and adds up to the owners it speaks for", async () => {
  const file = await order(headquarters, "csv");
  const [head = "", ...rows] = readFileSync(file.path, "utf8").trim().split("\r\n");
  file.forget();
  expect(() => readFileSync(file.path)).toThrow();
  const names = head.replace("\ufeff", "").split(",");
  expect(names.slice(0, 7)).toEqual([
    ...["respondent_id", "wave", "region", "project"],
    ...["weight", "index_weight", "phase"],
  ]);
  expect(rows.length).toBe(3);
  const weights = rows.map((row) => Number(row.split(",")[4]));
  const kept = await record.db
    .selectFrom("wave_weight")
    .select(["respondents", "weight"])
    .where("wave_id", "=", field.waveId)
    .execute();
  const spokenFor = kept.reduce((sum, row) => sum + row.respondents * (row.weight ?? 0), 0);
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(spokenFor, 6);
  const logged = await record.db
    .selectFrom("audit_log")
    .select(["actor_id", "subject", "detail"])
    .where("action", "=", "export.made")
    .execute();
  expect(logged).toEqual([
    {
      actor_id: "exporter",
      subject: `wave:${field.waveId}`,
      detail: { file: "csv", rows: 3, reason: "交研究组复核" },
    },
  ]);
});

test("the workbook carries its code book, which names every column of the data", async () => {
  const file = await order(headquarters, "xlsx");
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(file.path);
  file.forget();
  const data = workbook.getWorksheet("data");
  const book = workbook.getWorksheet("code book");
  const columns = ((data?.getRow(1).values ?? []) as string[]).slice(1);
  const described = new Set(book?.getColumn(1).values.slice(2).map(String));
  expect(columns.length).toBeGreaterThan(30);
  expect(columns.filter((column) => !described.has(column))).toEqual([]);
});

test("the group's index can be computed again from the file, by the weights indicators are made with", async () => {
  const file = await order(headquarters, "csv");
  const [head = "", ...rows] = readFileSync(file.path, "utf8").trim().split("\r\n");
  file.forget();
  const names = head.replace("\ufeff", "").split(",");
  const of = (row: string, name: string) => row.split(",")[names.indexOf(name)] ?? "";
  const { definition } = await publishedDefinition(record.db);
  const item =
    Object.keys(definition.items).find((each) => rows.some((row) => /^\d/.test(of(row, each)))) ?? "";
  const [low = 1, high = 5] = definition.items[item]?.scale ?? [];
  const answered = rows.filter((row) => of(row, "counted") === "true" && /^\d/.test(of(row, item)));
  const sum = (what: (row: string) => number) => answered.reduce((total, row) => total + what(row), 0);
  const weight = (row: string) => Number(of(row, "index_weight"));
  const score = (row: string) => (100 * (Number(of(row, item)) - low)) / (high - low);
  const table = await makeWaveTable({ db: record.db, analysis }, await publishedDefinition(record.db), {
    waveId: field.waveId,
    questionnaire: "annual",
  });
  const shown = readLevels(table.definitions, table.moments, LEVELS, "finite")
    .readings.get("whole/")
    ?.get(item);
  expect(sum((row) => weight(row) * score(row)) / sum(weight)).toBeCloseTo(shown?.value ?? Number.NaN, 9);
});
