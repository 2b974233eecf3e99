import { parse } from "csv-parse/sync";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { type ServedGroup, serveGroup } from "./served-group.ts";
import { signedIn } from "./signed-in.ts";

const DESK = { viewport: { width: 1440, height: 900 } };

let group: ServedGroup;
let browser: Browser;

beforeAll(async () => {
  [group, browser] = await Promise.all([serveGroup(), launchChromium()]);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await group?.end();
});

function unitOf(code: string): number {
  const id = group.units.get(code);
  if (id === undefined) throw new Error(`no unit ${code}`);
  return id;
}

/** What every cell of the table prints, row by row; the first is the name. */
async function printedRows(page: Page): Promise<string[][]> {
  await page.locator("table[role=treegrid] tbody tr:first-child [data-col='0'][tabindex='0']").waitFor();
  return page
    .locator("table[role=treegrid] tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => [
        row.querySelector("th .min-w-0")?.textContent?.trim() ?? "",
        ...[...row.querySelectorAll("td")].map((cell) => cell.textContent?.trim() ?? ""),
      ]),
    );
}

/** A number as the screen rounds it. */
function shown(cell: string): string {
  if (!/^-?\d+(\.\d+)?(e-?\d+)?$/.test(cell)) return cell;
  const value = Number(cell);
  const size = (Math.round(Math.abs(value) * 10 + 1e-9) / 10).toFixed(1);
  return value < 0 && Number(size) !== 0 ? `\u2212${size}` : size;
}

async function exported(page: Page, address: string): Promise<string[][]> {
  const response = await page.request.get(`${group.url}/api/export/heat.csv?${address}`);
  expect(response.status()).toBe(200);
  const rows = parse(await response.text(), { bom: true, relax_column_count: true }) as string[][];
  const end = rows.findIndex((row) => row.every((cell) => cell === ""));
  return rows.slice(1, end).map(([name = "", _port, ...cells]) => [name.trim(), ...cells]);
}

test.each([
  ["east", "EC", ""],
  ["east", "EC", "vs=target&open=D4"],
  ["hq", "HQ", "by=project"],
  ["hq", "HQ", "measure=top2"],
])("what %s sees of %s (%s) is what the file holds, to the digit", async (who, code, more) => {
  const desk = await signedIn(browser, group, who, DESK);
  const address = `unit=${unitOf(code)}&${more}`;
  await desk.page.goto(`${group.url}/indicators?${address}`);
  const seen = await printedRows(desk.page);
  const file = await exported(desk.page, address);
  expect(seen.length).toBe(file.length);
  let numbers = 0;
  for (const [y, row] of file.entries()) {
    expect(seen[y]?.length).toBe(row.length);
    const [name = "", ...cells] = row;
    expect(seen[y]?.[0]?.replace(/ %$/, "")).toBe(name.replaceAll("\u3000", ""));
    // the net promoter score is counted in whole points, with a sign
    if (name.includes("净推荐")) continue;
    for (const [x, cell] of cells.entries()) {
      const own = seen[y]?.[x + 1] ?? "";
      if (/^-?\d/.test(cell)) {
        numbers++;
        expect(own, `${name} ${x}`).toBe(shown(cell));
      } else expect(own, `${name} ${x}`).not.toMatch(/^\d+\.\d/);
    }
  }
  expect(numbers).toBeGreaterThan(40);
  expect(desk.faults).toEqual([]);
  await desk.close();
});

test("the table is found in, walked through and opened by keys alone", async () => {
  const desk = await signedIn(browser, group, "east", DESK);
  const { page } = desk;
  await page.goto(`${group.url}/indicators?unit=${unitOf("EC")}&vs=target`);
  await page.locator("table[role=treegrid] tbody tr:first-child [data-col='0'][tabindex='0']").waitFor();
  await page.getByRole("searchbox", { name: "找指标或单位" }).fill("维修");
  await page.locator("tr", { hasText: "维修服务" }).waitFor();
  await expect.poll(() => page.locator("table[role=treegrid] tbody tr").count()).toBeLessThan(6);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  for (let down = 0; down < 2; down++) await page.keyboard.press("ArrowDown");
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest("tr")?.sectionRowIndex))
    .toBe(2);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("complementary");
  await drawer.getByRole("heading", { name: "维修服务" }).waitFor();
  await drawer.getByText("年目标", { exact: false }).first().waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => page.getByRole("complementary").count()).toBe(0);
  await page.getByRole("searchbox", { name: "找指标或单位" }).fill("没有这样的");
  await page.getByText("没有对得上的指标或单位").waitFor();
  await page.getByRole("button", { name: "清空搜索" }).click();
  await expect.poll(() => page.locator("table[role=treegrid] tbody tr").count()).toBeGreaterThan(10);
  expect(desk.faults).toEqual([]);
  await desk.close();
});

test("an opened number shows how each project answered, and its passport", async () => {
  const desk = await signedIn(browser, group, "east", DESK);
  const { page } = desk;
  await page.goto(`${group.url}/indicators?unit=${unitOf("EC")}&d=M1~${unitOf("EC")}`);
  await page.locator("table[role=treegrid] tbody tr:first-child [data-col='0'][tabindex='0']").waitFor();
  const drawer = page.getByRole("complementary");
  await drawer.getByRole("button", { name: "展开", exact: true }).click();
  const bars = drawer.getByRole("img", { name: /份，从低到高每 100 份/ });
  await bars.first().waitFor();
  const first = await bars.evaluateAll((all) => all.map((each) => each.getAttribute("aria-label")));
  expect(first.length).toBeGreaterThan(1);
  for (const label of first) {
    const [, n = "0", values = ""] = /，([\d,]+) 份，.*：(.+)$/.exec(label ?? "") ?? [];
    expect(Number(n.replaceAll(",", ""))).toBeGreaterThanOrEqual(10);
    expect(values.split(", ").reduce((sum, value) => sum + Number(value), 0)).toBeGreaterThan(97);
  }
  const question = drawer.getByLabel("题目");
  await question.selectOption({ index: 1 });
  await expect
    .poll(() => bars.evaluateAll((all) => all.map((each) => each.getAttribute("aria-label"))), {
      timeout: 20_000,
    })
    .not.toEqual(first);
  await drawer.getByRole("button", { name: "怎么来的" }).first().click();
  await page.getByText("不加权；人数过少、不能公布得分的地方不在内", { exact: false }).waitFor();
  expect(desk.faults).toEqual([]);
  for (const format of ["arrow", "parquet", "xlsx"]) {
    const file = await page.request.get(`${group.url}/api/export/heat.${format}?unit=${unitOf("EC")}`);
    expect(file.status(), format).toBe(200);
    expect((await file.body()).length, format).toBeGreaterThan(1_000);
  }
  await desk.close();
});

test("headquarters sets a target in place, takes it back, and is told what is wrong with a file", async () => {
  const desk = await signedIn(browser, group, "hq", DESK);
  const { page } = desk;
  await page.goto(`${group.url}/weights/targets`);
  const cell = page.getByRole("button", { name: /^户型布局 · 所有单位，没有目标/ });
  await cell.click();
  await page.getByRole("textbox", { name: /户型布局/ }).fill("71.5");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^户型布局 · 所有单位，目标 71\.5/ }).waitFor();
  await page.getByRole("button", { name: "撤销" }).click();
  await cell.waitFor();
  await page.getByRole("button", { name: "导入目标" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("指标,单位,年度,目标\n维修服务,,2026,很高\n没有的,,2026,70");
  await dialog.getByRole("button", { name: "检查" }).click();
  await dialog.getByText("目标“很高”不是数").waitFor();
  await dialog.getByText("没有“没有的”这项指标").waitFor();
  await dialog.getByRole("textbox").fill("指标,单位,年度,目标\n维修人员,华东区域,2026,75");
  await dialog.getByRole("button", { name: "检查" }).click();
  await dialog.getByRole("button", { name: "导入 1 行" }).click();
  await page.getByRole("button", { name: /^维修人员 · 华东区域，目标 75\.0/ }).waitFor();
  expect(desk.faults).toEqual([]);
  await desk.close();
});
