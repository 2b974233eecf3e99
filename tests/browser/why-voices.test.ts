import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { type ServedGroup, serveGroup } from "./served-group.ts";
import { throughTheDoor } from "./signed-in.ts";
import { type WatchedPage, watchedPage } from "./watched-page.ts";

const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let group: ServedGroup;
let browser: Browser;

beforeAll(async () => {
  [group, browser] = await Promise.all([serveGroup(), launchChromium()]);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await group?.end();
});

async function openAs(who: string, options: typeof DESK | typeof PHONE = DESK): Promise<WatchedPage> {
  const watched = await watchedPage(browser, group.url, options);
  const { page } = watched;
  await throughTheDoor(page, group, who);
  return watched;
}

function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

test("a change is taken apart, and a finding goes on the list with one click and comes off again", async () => {
  const { page, faults, close } = await openAs("hq");
  await page.goto(`${group.url}/why`);
  await page.getByRole("img", { name: /从 .* 到 / }).waitFor();
  await page.getByRole("radio", { name: "按题目" }).click();
  const add = page.getByRole("button", { name: /列入改进清单/ }).first();
  await add.click();
  await page.getByText("已列入改进清单").first().waitFor();
  const list = page.getByRole("table", { name: "改进清单" });
  await list.waitFor();
  expect(await list.getByRole("row").count()).toBe(2);
  const note = list.getByRole("textbox");
  await note.fill("先看维修派单");
  const kept = page.waitForResponse((response) => response.url().includes("improvements.note"));
  await note.press("Enter");
  await kept;
  await expect
    .poll(
      async () => {
        await page.reload();
        return page.getByRole("table", { name: "改进清单" }).getByRole("textbox").inputValue();
      },
      // a page is loaded anew in each turn
      { timeout: 30_000 },
    )
    .toBe("先看维修派单");
  await page.getByRole("button", { name: /^拿掉/ }).click();
  await page.getByText("已从清单拿掉").first().waitFor();
  await page.getByRole("button", { name: "撤销" }).click();
  await page.getByRole("table", { name: "改进清单" }).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("headquarters searches words, mends a topic and releases a quote; a project's lead sees that quote alone", async () => {
  const { page, faults, close } = await openAs("analyst");
  await page.goto(`${group.url}/voices`);
  const texts = page.getByRole("region", { name: "原话" });
  const cards = texts.getByRole("listitem");
  await cards.first().waitFor();
  expect(await page.getByRole("heading", { level: 1 }).innerText()).toMatch(/位业主写了话/);
  await texts.getByRole("searchbox").fill("物业");
  await expect.poll(() => texts.locator("mark").count()).toBeGreaterThan(0);
  await expect.poll(async () => (await cards.count()) === (await texts.locator("mark").count())).toBe(true);
  await texts.getByRole("searchbox").fill("");
  await texts.getByRole("button", { name: "选作引语" }).first().click();
  const quotes = page.getByRole("region", { name: "报告引语" });
  await quotes.getByRole("button", { name: "公开" }).click();
  await quotes.getByText("已公开").waitFor();
  await texts.getByRole("button", { name: "加话题" }).first().click();
  await page.getByRole("menuitem").first().click();
  await page.getByText("话题改好了").first().waitFor();
  await page.getByRole("button", { name: "话题词表" }).click();
  await page.getByRole("dialog", { name: "话题词表" }).getByRole("textbox").first().waitFor();
  expect(faults).toEqual([]);
  await close();

  const lead = await openAs("linjiang", PHONE);
  await lead.page.goto(`${group.url}/voices`);
  await lead.page.getByRole("heading", { level: 1 }).waitFor();
  expect(await lead.page.getByRole("region", { name: "原话" }).count()).toBe(0);
  expect(await sideways(lead.page)).toBeLessThanOrEqual(0);
  const refused = await lead.page.request.get(
    `${group.url}/api/trpc/voices.texts?input=${encodeURIComponent(JSON.stringify({ unit: group.units.get("EC05") }))}`,
  );
  expect(refused.status()).toBe(403);
  expect(lead.faults).toEqual([]);
  await lead.close();
});

test("records stand beside the scores they should move, on a phone as well", async () => {
  const { page, faults, close } = await openAs("east", PHONE);
  await page.goto(`${group.url}/operations`);
  await page
    .getByRole("img", { name: /^修过又报/ })
    .first()
    .waitFor();
  await page.getByRole("img", { name: /^热线接通/ }).waitFor();
  await page.getByRole("radio", { name: "按月" }).click();
  await page.getByRole("button", { name: "看表格" }).first().click();
  await page.getByRole("table", { name: "维修服务" }).waitFor();
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  expect(faults).toEqual([]);
  await close();
});
