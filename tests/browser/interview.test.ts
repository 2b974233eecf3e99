import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callAtAnyHour } from "./any-hour.ts";
import { launchChromium } from "./chromium.ts";
import { type ServedGroup, serveGroup } from "./served-group.ts";
import { throughTheDoor } from "./signed-in.ts";
import { watchedPage } from "./watched-page.ts";

const TABLET = { viewport: { width: 1024, height: 768 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
let group: ServedGroup;
let browser: Browser;

beforeAll(async () => {
  [group, browser] = await Promise.all([serveGroup(1_500), launchChromium()]);
  await callAtAnyHour(group);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await group?.end();
});

async function agentAt(options: typeof TABLET, path = "/interviews") {
  const watched = await watchedPage(browser, group.url, { ...options, acceptDownloads: true });
  const { page } = watched;
  await throughTheDoor(page, group, "agent", path);
  await page.waitForURL(/\/interviews/);
  await page.locator("button[data-row]").first().waitFor();
  return watched;
}

const homes = (page: Page) => page.locator("button[data-row]");

test("an interviewer calls, asks by keys, and makes an appointment with the next", async () => {
  const { page, faults, close } = await agentAt(TABLET);
  await homes(page).first().click();
  await page.getByText("这次结果").waitFor();
  await page.getByRole("button", { name: /查看（今日剩 150 次）/ }).click();
  await page.getByRole("button", { name: "打电话" }).click();
  await page.getByText("30 秒后收起，已记录").waitFor();

  await page.keyboard.press("1");
  await page.getByText("照着念").waitFor();
  await page.keyboard.press("4");
  await page.getByRole("button", { name: "第 1 题，已答" }).waitFor();
  for (const next of ["第 2 题", "第 3 题"]) {
    await page.getByRole("button", { name: next, exact: true }).click();
    await page.keyboard.press("3");
    await page.getByRole("button", { name: `${next}，已答` }).waitFor();
  }
  await page.getByRole("button", { name: "中途挂断" }).click();
  await page.getByText("今天完成 1").waitFor();

  // the next home is open already
  await page.getByText("这次结果").waitFor();
  await page.keyboard.press("2");
  await page
    .getByRole("group", { name: /下次什么时候/ })
    .getByRole("button")
    .first()
    .click();
  await page.getByRole("button", { name: "只保存" }).click();
  await page.getByText("今天完成 1，未成 1").waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("a visit goes on without a line, and what was said is sent when there is one", async () => {
  const { page, close } = await agentAt(PHONE, "/interviews?mode=visit");
  await homes(page).nth(3).click();
  await page.getByRole("button", { name: "开始提问" }).click();
  await page.getByText("照着念").waitFor();
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "满意", exact: true }).click();
  await page.getByRole("button", { name: "下一题" }).click();
  await page.getByRole("button", { name: "中途挂断" }).click();
  await page.getByText("没有网络，已存在本机").waitFor();
  await page.getByText("1 条待上传").waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "导出" }).click(),
  ]);
  const unsent = JSON.parse(readFileSync(await download.path(), "utf8")) as { body: { mode: string } }[];
  expect(unsent.map(({ body }) => body.mode)).toEqual(["visit"]);
  expect(JSON.stringify(unsent)).not.toMatch(/1[3-9]\d{9}|120\d{8}/);
  await page.context().setOffline(false);
  await page.getByText("1 条待上传").waitFor({ state: "detached" });
  expect(
    await page.evaluate(() =>
      Object.keys(localStorage)
        .map((key) => localStorage.getItem(key))
        .join(),
    ),
  ).toContain('"queue":[]');
  await close();
});
