import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { parse } from "csv-parse/sync";
import ExcelJS from "exceljs";
import { createTranslator } from "use-intl/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FILLS } from "#app/exports/cell-face.ts";
import { heatDocument } from "#app/exports/heat-document.ts";
import { allMessages } from "#app/language/ready-messages.ts";
import { heatQueryOf } from "#app/selection/indicator-query.ts";
import { loadSelection } from "#app/selection/selection.ts";
import type { ExportDocument } from "#server/exports/export-document.ts";
import { writeTable } from "#server/exports/write-table.ts";
import { writeWorkbook } from "#server/exports/write-workbook.ts";
import type { HeatView } from "#server/indicators/views.ts";
import { dataOf, type House, openHouse } from "./house.ts";
import { type SmallWaves, writeSmallWaves } from "./small-wave.ts";

/* A heat table taken along is the one on the screen: same rows, same columns, same digits, and nothing in it runs. */

let house: House;
let waves: SmallWaves;
let folder: string;
const cookies = new Map<string, string>();
const EVIL = '=HYPERLINK("http://evil.example";"看这里")';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ownervoice-heat-"));
  house = await openHouse();
  waves = await writeSmallWaves(house);
  for (const [who, role, unit] of [
    ["head", "hq_head", "G"],
    ["east", "region_head", "RA"],
  ] as const) {
    await house.person(`${who}@example.cn`, { role, unitId: house.unit(unit) });
    cookies.set(who, await house.signIn(`${who}@example.cn`));
  }
  await house.record.pool.query("update org_placement set name = $1 where unit_id = $2", [
    EVIL,
    house.unit("A2"),
  ]);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await house.close();
});

async function taken(who: string, unit: string, address: string) {
  const selection = loadSelection(
    new URLSearchParams(`unit=${house.unit(unit)}&wave=${waves.now}&${address}`),
  );
  const view = dataOf<HeatView>(
    await house.as(cookies.get(who) ?? "").query("indicators.heat", heatQueryOf(selection, 0)),
  );
  const words = createTranslator({ locale: "zh-CN", messages: allMessages("zh-CN") });
  return { view, selection, document: heatDocument(view, selection, words, false) };
}

async function readBack(document: ExportDocument) {
  const at = (ending: string) => join(folder, `heat.${ending}`);
  await writeWorkbook(document, [["方法说明"]], at("xlsx"));
  const { layout, long } = document;
  const columns = layout.columns.map((name) => ({ name, type: "text" as const }));
  await writeTable({ columns, rows: layout.rows }, at("csv"));
  await writeTable({ columns: long.columns, rows: long.rows }, at("arrow"));
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(at("xlsx"));
  const [sheet] = workbook.worksheets;
  const grid = (sheet?.getSheetValues() ?? [])
    .slice(1)
    .map((row) => (Array.isArray(row) ? row.slice(1) : []));
  const csv = parse(readFileSync(at("csv"), "utf8"), { bom: true, relax_column_count: true }) as string[][];
  return { grid, csv, arrow: tableFromIPC(readFileSync(at("arrow"))) };
}

const PHASE = { P: "准业主", R: "磨合期", S: "稳定期", O: "老业主" } as const;
/** Of every table that was looked at: fills, hatchings, arrows. */
const seen: (readonly [number, number, number])[] = [];

const ADDRESSES = [
  "",
  "view=change",
  "view=count",
  "by=phase",
  "vs=target&view=gap",
  "vs=previous",
  "measure=top2",
  "measure=loyalty",
  "est=phase-standardised&open=D4",
  "q=维修&sort=-TOTAL",
];

describe.each([
  ["head", "G"],
  ["head", "RA"],
  ["east", "RA"],
  ["east", "A1"],
] as const)("what %s takes along of %s", (who, unit) => {
  it.each(ADDRESSES)("with %j holds the digits of the screen", async (address) => {
    const { view, document, selection } = await taken(who, unit, address);
    const byNode = new Map(view.rows.map((row) => [row.node.id, row]));
    const at = (name: string) => document.long.columns.findIndex((column) => column.name === name);
    expect(document.long.rows.length).toBe(
      document.layout.rows.length * (document.layout.columns.length - 2),
    );
    const perRow = document.layout.columns.length - 2;
    // what is printed, and of the rest only what belongs to it
    const printed = { score: "value", gap: "difference", change: "change", count: "n" }[selection.view];
    const unseen = {
      score: [],
      gap: ["change"],
      change: ["difference", "held_against"],
      count: ["value", "low", "high", "difference", "change", "held_against"],
    }[selection.view];
    for (const name of unseen) expect(at(name), name).toBe(-1);
    const told = (["value", "low", "high", "n", "state"] as const).filter((name) => at(name) >= 0);
    let numbers = 0;
    for (const [place, line] of document.long.rows.entries()) {
      const row = byNode.get(String(line[at("indicator")]));
      const values = row?.cells.map((cell) => JSON.stringify(told.map((name) => cell[name])));
      const own = JSON.stringify(told.map((name) => line[at(name)] ?? null));
      expect(values, `${place}`).toContain(own);
      const shown = document.layout.rows[Math.floor(place / perRow)]?.[2 + (place % perRow)];
      if (typeof shown === "number") {
        expect(shown).toBe(line[at(printed)]);
        numbers++;
      }
    }
    if (!address.includes("view=gap") && !address.includes("est=")) expect(numbers).toBeGreaterThan(0);
  });

  it.each(ADDRESSES)("with %j is coloured and marked as on the screen", async (address) => {
    const { view, document, selection } = await taken(who, unit, address);
    await writeWorkbook(document, [["方法说明"]], join(folder, "faces.xlsx"));
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(join(folder, "faces.xlsx"));
    const byName = new Map(view.rows.map((row) => [row.node.title.zh, row]));
    const places = new Map(
      view.columns.flatMap(({ unit: of, phase }, index) =>
        [of?.name, phase && PHASE[phase]].flatMap((name) => (name ? [[name, index] as const] : [])),
      ),
    );
    let [filled, hatched, arrows] = [0, 0, 0];
    for (const [y, line] of document.layout.rows.entries())
      for (const [x, name] of document.layout.columns.entries()) {
        const index = places.get(name);
        const cell = byName.get(String(line[0]).trim())?.cells[index ?? -1];
        if (x < 2 || cell === undefined) continue;
        const at = `${line[0]} ${name}`;
        const inSheet = workbook.worksheets[0]?.getRow(y + 2).getCell(x + 1);
        const fill = inSheet?.fill?.type === "pattern" ? inSheet.fill.pattern : "none";
        const silent = ["hidden", "n-only", "undefined"].includes(cell.state);
        const few = cell.state === "indicative";
        // what the page prints decides what its colour says
        const told = selection.view === "change" ? cell.change : cell.difference;
        const apart = told && told.verdict !== "not-distinguishable" && !silent && !few;
        const coloured = Boolean(apart) && selection.view !== "count";
        expect(fill, at).toBe(few ? "lightUp" : coloured ? "solid" : "none");
        if (coloured) {
          filled++;
          expect(inSheet?.border?.[told?.verdict === "better" ? "top" : "bottom"]?.style, at).toBe("medium");
        }
        if (few) hatched++;
        const moved = !silent && !few && cell.change && cell.change.verdict !== "not-distinguishable";
        const arrow = moved && ["score", "change"].includes(selection.view);
        const sign = (cell.change?.difference ?? 0) > 0 ? "▲" : "▼";
        expect(/[▲▼]/.exec(inSheet?.numFmt ?? "")?.[0], at).toBe(
          arrow && typeof inSheet?.value === "number" ? sign : undefined,
        );
        if (arrow) arrows++;
      }
    seen.push([filled, hatched, arrows]);
  });

  it("is the same in every kind of file, and no cell of it is a formula", async () => {
    const { document } = await taken(who, unit, "");
    const { grid, csv, arrow } = await readBack(document);
    const [head = [], ...rows] = grid;
    expect(rows.length).toBe(document.layout.rows.length);
    for (const [y, row] of document.layout.rows.entries())
      for (const [x, value] of row.entries()) {
        if (typeof value !== "number") continue;
        expect(rows[y]?.[x]).toBe(value);
        expect(Number(csv[y + 1]?.[x])).toBe(value);
      }
    const values = document.long.columns.findIndex(({ name }) => name === "value");
    expect([...(arrow.getChild("value") ?? [])]).toEqual(
      document.long.rows.map((row) => row[values] ?? null),
    );
    for (const cell of [...head, ...rows.flat()])
      expect(typeof cell === "object" && cell !== null).toBe(false);
    for (const cell of csv.flat()) expect(cell).not.toMatch(/^[=+@]/);
    if (unit === "RA") {
      expect(document.layout.columns).toContain(EVIL);
      expect(head).toContain(`'${EVIL}`);
      expect(csv[0]).toContain(`'${EVIL}`);
    }
  });
});

it("leaves none of the marks unseen", () => {
  for (const kind of [0, 1, 2]) expect(Math.max(...seen.map((marks) => marks[kind] ?? 0))).toBeGreaterThan(0);
});

it("has the colours of paper that the page has", () => {
  const css = readFileSync("app/tokens.css", "utf8");
  for (const [step, fill] of Object.entries(FILLS))
    if (fill) expect(css, step).toContain(`--d${step}: #${fill};`);
});
