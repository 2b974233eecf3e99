import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { tableFromIPC } from "apache-arrow";
import { parse } from "csv-parse/sync";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { type AnalysisRecord, analysisRecord, insertMember, insertResponse } from "#tests/analysis-record.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { type Analysis, openAnalysis } from "../analysis/analysis.ts";
import { responsesTable } from "./responses-table.ts";
import type { ExportTable } from "./table.ts";
import { writeTable } from "./write-table.ts";

let database: TestDatabase;
let sample: AnalysisRecord;
let record: OpenRecord;
let analysis: Analysis;
let folder: string;
const keys: string[] = [];
const ids: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ownervoice-export-"));
  database = await testDatabase();
  sample = await analysisRecord(database.url);
  record = openRecord(database.url, { max: 4 });
  const { client, units, waves } = sample;
  const answer = async (
    projectId: number,
    waveId: number,
    quality: string,
    answers: Record<string, number | "NA" | "DK">,
  ) => {
    const key = await insertMember(client, { waveId, projectId, productType: "=HYPERLINK(1)" });
    keys.push(key);
    ids.push(await insertResponse(client, { key, answers, quality }));
  };
  await answer(units.oak, waves.second, "ok", { Y01: 5, Y02: "NA", Y04: 10 });
  await answer(units.ash, waves.second, "ok", { Y01: 2, Y03: "DK" });
  await answer(units.ash, waves.first, "flagged", { Y01: 1 });
  await answer(units.oak, waves.second, "excluded", { Y01: 5, Y02: 5 });
  analysis = await openAnalysis({ record });
  await analysis.load();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await analysis.close();
  await record.close();
  await sample.close();
  await database.drop();
});

const table = (typed: boolean, all = false) =>
  responsesTable(analysis, {
    questionnaire: "annual",
    waveIds: [sample.waves.first, sample.waves.second],
    tenureWaves: [],
    all,
    typed,
  });

type Line = Readonly<Record<string, string>>;
const sorted = (lines: readonly Line[]) =>
  lines.toSorted((a, b) => `${a.wave}${a.project}`.localeCompare(`${b.wave}${b.project}`));

test("responses leave with their answers in words and numbers, and count as many as the screens say", async () => {
  const path = join(folder, "responses.csv");
  expect(await writeTable(await table(false), path)).toEqual({ path, rows: 3 });
  expect(analysis.freshness().responses).toBe(3);
  const text = readFileSync(path, "utf8");
  expect(text.startsWith("\ufeff")).toBe(true);
  const lines: Line[] = parse(text, { columns: true, bom: true });
  expect(sorted(lines).map(({ respondent_id: _, product_type: __, ...line }) => line)).toEqual([
    {
      wave: "2024",
      region: "north",
      project: "ash",
      phase: "S",
      mode: "web",
      batch: "",
      submitted_on: "2025-12-05",
      quality: "flagged",
      counted: "true",
      Y01: "1",
      Y02: "",
      Y03: "",
      Y04: "",
      Y05: "",
    },
    expect.objectContaining({ wave: "2025", region: "south", project: "ash", Y01: "2", Y03: "DK" }),
    expect.objectContaining({
      wave: "2025",
      region: "north",
      project: "oak",
      Y01: "5",
      Y02: "NA",
      Y04: "10",
    }),
  ]);
});

test("no key of the record leaves, and two exports name the same person differently", async () => {
  const texts = [];
  for (const name of ["a.csv", "b.csv"]) {
    await writeTable(await table(false), join(folder, name));
    texts.push(readFileSync(join(folder, name), "utf8"));
  }
  for (const secret of [...keys, ...ids].flatMap((key) => [key, key.replaceAll("-", "")])) {
    expect(texts.join("")).not.toContain(secret);
  }
  const names = texts.map((text) =>
    (parse(text, { columns: true, bom: true }) as Line[]).map((line) => line.respondent_id),
  );
  expect(new Set(names.flat()).size).toBe(6);
});

test("what does not count is left out unless it is asked for", async () => {
  const path = join(folder, "all.csv");
  expect((await writeTable(await table(false, true), path)).rows).toBe(4);
  const lines: Line[] = parse(readFileSync(path, "utf8"), { columns: true, bom: true });
  expect(lines.filter(({ counted }) => counted === "false").map(({ quality }) => quality)).toEqual([
    "excluded",
  ]);
});

test("no cell or header of a csv or xlsx can run as a formula", async () => {
  const evil: ExportTable = {
    columns: [
      { name: "=cmd", type: "text" },
      { name: "n", type: "number" },
    ],
    rows: ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "plain", "-5"].map((text) => [text, -5]),
  };
  await writeTable(evil, join(folder, "evil.csv"));
  const rows: string[][] = parse(readFileSync(join(folder, "evil.csv"), "utf8"), { bom: true });
  expect(rows.map(([text]) => text)).toEqual([
    "'=cmd",
    "'=1+1",
    "'+1+1",
    "'-1+1",
    "'@SUM(A1)",
    "'\t=1",
    "'\r=1",
    "plain",
    "-5",
  ]);
  expect(rows[1]?.[1]).toBe("-5");
  await writeTable(evil, join(folder, "evil.xlsx"));
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(join(folder, "evil.xlsx"));
  const cells = workbook.worksheets[0]?.getColumn(1).values ?? [];
  expect(cells.every((cell) => typeof cell === "string" && !/^[=+@\t\r]/.test(cell))).toBe(true);
  expect(workbook.worksheets[0]?.getCell("B2").value).toBe(-5);
});

test("parquet and arrow keep their types and the words of missing answers", async () => {
  const [parquet, arrow] = [join(folder, "r.parquet"), join(folder, "r.arrow")];
  await writeTable(await table(true), parquet);
  await writeTable(await table(true), arrow);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    `select wave, project, submitted_on::varchar as day, counted, "Y01", "Y02", asides from '${parquet}' order by wave, project`,
  );
  expect(reader.getRowsJS()).toEqual([
    [2024, "ash", "2025-12-05", true, 1, null, null],
    [2025, "ash", "2025-12-05", true, 2, null, "Y03=DK"],
    [2025, "oak", "2025-12-05", true, 5, null, "Y02=NA"],
  ]);
  connection.closeSync();
  instance.closeSync();
  const rows = tableFromIPC(readFileSync(arrow)).toArray();
  expect(
    rows
      .map((row) => [
        row.wave,
        row.project,
        new Date(row.submitted_on).toISOString().slice(0, 10),
        row.counted,
        row.Y01,
        row.Y02,
        row.asides,
      ])
      .toSorted((a, b) => `${a[0]}${a[1]}`.localeCompare(`${b[0]}${b[1]}`)),
  ).toEqual(reader.getRowsJS());
});

test("an export that fails leaves no half file, and an unknown ending is refused", async () => {
  const path = join(folder, "half.csv");
  const broken: ExportTable = {
    columns: [{ name: "a", type: "text" }],
    rows: (function* () {
      yield ["one"];
      throw new Error("the source broke");
    })(),
  };
  await expect(writeTable(broken, path)).rejects.toThrow("the source broke");
  expect(existsSync(path) || existsSync(`${path}.part`)).toBe(false);
  await expect(writeTable(broken, join(folder, "x.pdf"))).rejects.toMatchObject({ code: "usage" });
  await expect(writeTable(await table(false), join(folder, "nowhere", "x.csv"))).rejects.toMatchObject({
    code: "file_unreadable",
  });
  await expect(writeTable(await table(true), join(folder, "nowhere", "x.arrow"))).rejects.toMatchObject({
    code: "file_unreadable",
  });
});
