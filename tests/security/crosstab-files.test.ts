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

const WORDS = createTranslator({ locale: "zh-CN", messages: allMessages("zh-CN") });

async function crosstab(query: Readonly<Record<string, string | undefined>>, counted = false) {
  const input = { unit: house.unit("G"), wave: waves.now, ...query };
  const view = dataOf<CrosstabView>(await house.as(cookie).query("explore.crosstab", input));
  return {
    view,
    document: crosstabDocument(
      view,
      counted ? "count" : query.measure === "top2" ? "top2" : "mean",
      WORDS,
      false,
    ),
  };
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
    await writeWorkbook(document, [["方法说明"]], at("xlsx"));
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

describe("a crosstab of people", () => {
  it("holds how many they are and says nothing of scores, in the sheet and for analysts", async () => {
    const { view, document } = await crosstab({ rows: "project" }, true);
    const { layout, long } = document;
    expect(layout.columns.length).toBe(1 + view.columns.length);
    const told = view.cells.map(([cell]) =>
      cell?.state === "hidden" ? "·" : cell?.state === "n-only" ? `n<${cell.minimum}` : cell?.n,
    );
    expect(layout.rows.map(([, n]) => n)).toEqual(told);
    expect(told.filter((n) => typeof n === "number").length).toBeGreaterThan(2);
    expect(layout.faces).toBeUndefined();
    for (const name of ["value", "low", "high", "difference", "verdict"])
      expect(long.columns.some((column) => column.name === name)).toBe(false);
    expect(long.rows.map((row) => row[3])).toEqual(view.cells.map(([cell]) => cell?.n ?? null));
  });

  it("is coloured in the sheet where scores are, as on the screen", async () => {
    let [coloured, silent] = [0, 0];
    for (const query of [{ rows: "project" }, { rows: "node", columns: "region" }]) {
      const answered = await crosstab(query);
      // so few answers differ nowhere for sure: every step the screen knows is laid over them
      const cells = answered.view.cells.map((row, y) =>
        row.map((cell, x) => {
          const step = (((y + x) % 7) - 3) as typeof cell.step;
          const verdict = step > 0 ? "better" : step < 0 ? "worse" : "not-distinguishable";
          const apart = {
            difference: 2 * step,
            low: null,
            high: null,
            significant: step !== 0,
            verdict,
          } as const;
          return cell.state === "full" && cell.difference ? { ...cell, step, difference: apart } : cell;
        }),
      );
      const view: CrosstabView = { ...answered.view, cells };
      await writeWorkbook(
        crosstabDocument(view, "mean", WORDS, false),
        [["方法说明"]],
        join(folder, "faces.xlsx"),
      );
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.readFile(join(folder, "faces.xlsx"));
      const at = (y: number, x: number) => workbook.worksheets[0]?.getRow(y + 2).getCell(x);
      for (const [y, row] of view.cells.entries())
        for (const [x, cell] of row.entries()) {
          const fill = at(y, 2 + 4 * x)?.fill;
          const told = cell.state === "full" && cell.step !== 0;
          expect(fill?.type === "pattern" ? fill.pattern : "none", `${y} ${x}`).toBe(
            cell.state === "indicative" ? "lightUp" : told ? "solid" : "none",
          );
          if (told) coloured++;
          else silent++;
          if (row.length > 1) continue;
          const apart = cell.difference && cell.difference.verdict !== "not-distinguishable";
          expect(/[▲▼]/.exec(at(y, 6)?.numFmt ?? "")?.[0]).toBe(
            apart ? ((cell.difference?.difference ?? 0) > 0 ? "▲" : "▼") : undefined,
          );
        }
    }
    expect([coloured > 0, silent > 0]).toEqual([true, true]);
  });
});
