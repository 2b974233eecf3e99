import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { pressWhenReady } from "./press-when-ready.ts";
import { axeFaults, layoutFaults, settled } from "./screen-faults.ts";
import { openScreen } from "./screen-list.ts";
import { type ServedGroup, serveGroup } from "./served-group.ts";
import { signedIn } from "./signed-in.ts";

/* What a screen becomes when it is pressed, where nobody looks by opening its address. */

const BENCH = "/weights/owner-satisfaction/2";
const WINDOWS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

let group: ServedGroup;
let browser: Browser;

beforeAll(async () => {
  [group, browser] = await Promise.all([serveGroup(3_000), launchChromium()]);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await group?.end();
});

/** Every chart as its table. */
async function everyTable(page: Page): Promise<void> {
  const switches = page.getByRole("button", { name: "看表格", exact: true });
  await switches.first().waitFor();
  for (const each of await switches.all()) {
    await pressWhenReady(each);
    await expect.poll(() => each.getAttribute("aria-pressed")).toBe("true");
  }
}

/** Presses a button, and waits for what it opens. */
async function opens(button: Locator, opened: Locator): Promise<void> {
  await pressWhenReady(button);
  await opened.waitFor();
}

function dialogOf(name: string) {
  return (page: Page) =>
    opens(page.getByRole("button", { name, exact: true }).first(), page.getByRole("dialog"));
}

/** The rules of the bench, and below them the dialog of a rule that is wanted before anything is filled in. */
async function ruleWanted(page: Page): Promise<void> {
  const rules = page.getByRole("region", { name: "规则与分界" });
  await opens(rules.getByRole("button", { name: "展开" }), page.getByLabel("最少有效答卷"));
  await page.getByLabel("最少有效答卷").fill("十");
  await page.getByText(/请填数字/).waitFor();
  await opens(page.getByRole("button", { name: "新增四类业主的划分" }), page.getByRole("dialog"));
  await page.getByRole("button", { name: "确定" }).click();
  await page.getByText("至少选一道题").waitFor();
}

async function targetEntered(page: Page): Promise<void> {
  const cell = page.getByRole("button", { name: /^满意度指数 · 所有单位/ });
  const field = page.getByRole("textbox", { name: /^满意度指数 · 所有单位 的目标/ });
  await opens(cell, field);
  await field.fill("许多");
  await page.getByText("写一个 0 到 100 的数").waitFor();
}

test("a draft is begun, which the bench shows", async () => {
  const { page, faults, close } = await signedIn(browser, group, "analyst", { viewport: WINDOWS[0] });
  await openScreen(page, group.url, "/weights");
  await pressWhenReady(page.getByRole("button", { name: "从第 1 版起草" }).first());
  await page.waitForURL(`**${BENCH}`);
  expect(faults).toEqual([]);
  await close();
});

test.each([
  ["Home's trends as figures", "hq", "/", everyTable],
  ["Home's passport", "hq", "/", dialogOf("怎么来的")],
  ["a cell's drawer as tables", "hq", "/indicators?by=phase&d=D4~S", everyTable],
  ["the funnel as a table", "hq", "/compare?shape=funnel", everyTable],
  ["why, as tables", "hq", "/why", everyTable],
  ["topics as a table", "hq", "/voices", everyTable],
  ["the lexicon of topics", "hq", "/voices", dialogOf("话题词表")],
  ["operations as tables", "hq", "/operations", everyTable],
  ["the bench's effect as a table", "analyst", BENCH, everyTable],
  ["a rule of the bench that lacks everything", "analyst", BENCH, ruleWanted],
  ["an indicator without a name", "analyst", BENCH, dialogOf("加维度")],
  ["a target that is none", "hq", "/weights/targets", targetEntered],
] as const)(
  "%s stand as screens do",
  async (_, who, path, press) => {
    const { page, faults, close } = await signedIn(browser, group, who, {
      bypassCSP: true,
      reducedMotion: "reduce",
      viewport: WINDOWS[0],
    });
    const found: string[] = [];
    for (const window of WINDOWS) {
      await page.setViewportSize(window);
      await page.goto(`${group.url}${path}`, { timeout: 100_000 });
      await settled(page);
      await press(page);
      found.push(...(await axeFaults(page)), ...(await layoutFaults(page)));
    }
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  },
  240_000,
);
