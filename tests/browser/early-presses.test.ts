import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { type ServedGroup, serveGroup } from "./served-group.ts";
import { signedIn } from "./signed-in.ts";

const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  userAgent:
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36",
};
let group: ServedGroup;
let browser: Browser;

beforeAll(async () => {
  [group, browser] = await Promise.all([serveGroup(2_000), launchChromium()]);
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await group?.end();
});

/** Holds the page's scripts back until told, as a slow line does. */
async function slowLine(page: Awaited<ReturnType<typeof signedIn>>["page"]): Promise<() => void> {
  let go = () => {};
  const gone = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await gone;
    await route.continue();
  });
  return go;
}

test("what is pressed before the script is there is pressed again when it is", async () => {
  const { page, faults, close } = await signedIn(browser, group, "east", DESK);
  const go = await slowLine(page);
  await page.goto(group.url, { waitUntil: "commit" });
  const chip = page.getByRole("button", { name: /^期次/ }).first();
  await chip.click();
  await expect.poll(() => chip.getAttribute("aria-busy"), { timeout: 30_000 }).toBe("true");
  go();
  await page.getByRole("menu").waitFor();
  expect(await chip.getAttribute("aria-busy")).toBeNull();
  await page.getByRole("menuitemradio").nth(1).click();
  await page.waitForURL(/wave=/);
  expect(faults).toEqual([]);
  await close();
});

test("a menu that opens when the pointer goes down opens as well", async () => {
  const { page, faults, close } = await signedIn(browser, group, "east", DESK);
  const go = await slowLine(page);
  await page.goto(`${group.url}/indicators`, { waitUntil: "commit" });
  const button = page.getByRole("button", { name: "导出", exact: true });
  await button.click();
  await expect.poll(() => button.getAttribute("aria-busy"), { timeout: 30_000 }).toBe("true");
  go();
  await page.getByRole("menuitem", { name: /csv/i }).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("a row of the table on a phone opens though its press came too early, and a link needs no script", async () => {
  const { page, faults, close } = await signedIn(browser, group, "east", PHONE);
  const go = await slowLine(page);
  await page.goto(`${group.url}/indicators`, { waitUntil: "commit" });
  const row = page.locator("main li button[aria-expanded=false]").first();
  await row.tap();
  await expect.poll(() => row.getAttribute("aria-busy"), { timeout: 30_000 }).toBe("true");
  const lines = await page.locator("main li").count();
  go();
  await expect.poll(() => page.locator("main li").count(), { timeout: 30_000 }).toBeGreaterThan(lines);
  expect(faults).toEqual([]);
  await close();

  const other = await signedIn(browser, group, "east", PHONE);
  await slowLine(other.page);
  await other.page.goto(group.url, { waitUntil: "commit" });
  await other.page.locator("nav a[href^='/indicators']:visible").first().tap();
  await other.page.waitForURL(/\/indicators/, { waitUntil: "commit" });
  await other.close();
});

test("an address typed into the door before its script is there signs in", async () => {
  const context = await browser.newContext({ locale: "zh-CN", ...DESK });
  const page = await context.newPage();
  const go = await slowLine(page);
  await page.goto(`${group.url}/sign-in`, { waitUntil: "commit" });
  await page.locator("input[name=email]").fill("east@demo.example");
  await page.locator("input[name=password]").fill(group.password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  go();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await context.close();
});
