import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { tableFromIPC } from "apache-arrow";
import { parse } from "csv-parse/sync";
import ExcelJS from "exceljs";
import { createTranslator } from "use-intl/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { crosstabDocument } from "#app/exports/crosstab-document.ts";
import { allMessages } from "#app/language/ready-messages.ts";
import type { CrosstabView } from "#server/explore/crosstab-view.ts";
import { writeTable } from "#server/exports/write-table.ts";
import { writeWorkbook } from "#server/exports/write-workbook.ts";
import { dataOf, type House, openHouse } from "./house.ts";
import { type SmallWaves, writeSmallWaves } from "./small-wave.ts";

/* A crosstab taken along is the one on the screen, in every kind of file: the same digits, and nothing where the screen shows nothing. */

let house: House;
let waves: SmallWaves;
let folder: string;
let cookie: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ownervoice-crosstab-"));
  house = await openHouse();
  waves = await writeSmallWaves(house);
  await house.person("head@example.cn", { role: "hq_head", unitId: house.unit("G") });
  cookie = await house.signIn("head@example.cn");
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await house.close();
});

async function crosstab(query: Readonly<Record<string, string | undefined>>) {
  const input = { unit: house.unit("G"), wave: waves.now, ...query };
  const view = dataOf<CrosstabView>(await house.as(cookie).query("explore.crosstab", input));
  const words = createTranslator({ locale: "zh-CN", messages: allMessages("zh-CN") });
  return { view, document: crosstabDocument(view, words, false) };
}

async function ofParquet(path: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(`select * from read_parquet('${path}')`);
  const rows = reader.getRowObjectsJS();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

describe.each([
  { rows: "phase" },
  { rows: "project" },
  { rows: "phase", columns: "mode" },
  { rows: "region", columns: "phase", measure: "top2" },
  { rows: "node", columns: "region" },
] as const)("a crosstab of %j", (query) => {
  it("is on paper, in sheets and for analysts what it is on the screen", async () => {
    const { view, document } = await crosstab(query);
    const at = (ending: string) => join(folder, `crosstab.${ending}`);
    const { layout, long } = document;
    await writeWorkbook(document, at("xlsx"));
    await writeTable(
      { columns: layout.columns.map((name) => ({ name, type: "text" as const })), rows: layout.rows },
      at("csv"),
    );
    for (const ending of ["arrow", "parquet"])
      await writeTable({ columns: long.columns, rows: long.rows }, at(ending));
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(at("xlsx"));
    const sheet = workbook.worksheets[0];
    const csv = parse(readFileSync(at("csv"), "utf8"), { bom: true, relax_column_count: true }) as string[][];
    let [numbers, silent] = [0, 0];
    for (const [y, row] of view.cells.entries())
      for (const [x, cell] of row.entries()) {
        const place = 1 + 4 * x;
        const [inSheet, inCsv] = [sheet?.getRow(y + 2).getCell(place + 1).value, csv[y + 1]?.[place]];
        if (cell.value === null) {
          silent++;
          expect([typeof inSheet, Number.isNaN(Number(inCsv))]).toEqual(["string", true]);
        } else {
          numbers++;
          expect([inSheet, Number(inCsv)]).toEqual([cell.value, cell.value]);
        }
      }
    expect(numbers).toBeGreaterThan(0);
    expect(silent + numbers).toBe(view.rows.length * view.columns.length);
    const cells = view.cells.flat();
    const wanted = cells.map(({ value, low, high, n, state }) => [value, low, high, n, state]);
    const arrow = tableFromIPC(readFileSync(at("arrow")));
    const ofArrow = [...arrow].map((row) => {
      const { value, low, high, n, state } = row?.toJSON() ?? {};
      return [value, low, high, n === null ? null : Number(n), state];
    });
    expect(ofArrow).toEqual(wanted);
    const parquet = await ofParquet(at("parquet"));
    const back = parquet.map(({ value, low, high, n, state }) => [
      value,
      low,
      high,
      n === null ? null : Number(n),
      state,
    ]);
    expect(back).toEqual(wanted);
  });
});

describe("what a crosstab withholds", () => {
  it("stands in no file", async () => {
    const { view, document } = await crosstab({ rows: "project", columns: "phase" });
    const hidden = view.cells.flat().filter(({ state }) => state === "hidden" || state === "n-only");
    expect(hidden.length).toBeGreaterThan(5);
    const at = (name: string) => document.long.columns.findIndex((column) => column.name === name);
    const withheld = document.long.rows.filter((row) =>
      ["hidden", "n-only"].includes(String(row[at("state")])),
    );
    expect(withheld.length).toBe(hidden.length);
    for (const row of withheld)
      for (const name of ["value", "low", "high", "difference", "verdict"]) expect(row[at(name)]).toBeNull();
  });
});
