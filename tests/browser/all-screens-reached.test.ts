import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { layoutFaults, settled } from "./screen-faults.ts";
import { NARROW_WINDOWS, openScreen, screensOf, WINDOWS } from "./screen-list.ts";
import { type ServedGroup, serveGroup } from "./served-group.ts";
import { signedIn } from "./signed-in.ts";

let group: ServedGroup;
let browser: Browser;

beforeAll(async () => {
  [group, browser] = await Promise.all([serveGroup(2_000), launchChromium()]);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await group?.end();
});

test.each(["hq", "admin", "agent"])(
  "in English, where words are longer, every screen of %s fits",
  async (who) => {
    const { page, faults, close } = await signedIn(browser, group, who, { viewport: WINDOWS[0] });
    await page.context().addCookies([{ name: "ov_lang", value: "en", url: group.url }]);
    const found: string[] = [];
    for (const path of await screensOf(page, group.url)) {
      await openScreen(page, group.url, path);
      expect(await page.locator("html").getAttribute("lang")).toBe("en");
      for (const window of [...WINDOWS, ...NARROW_WINDOWS]) {
        await page.setViewportSize(window);
        found.push(...(await layoutFaults(page)).map((each) => `${path} ${each}`));
      }
      await page.setViewportSize(WINDOWS[0]);
    }
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  },
  300_000,
);

test("the keyboard alone reaches the content and, by the palette, every section", async () => {
  const { page, faults, close } = await signedIn(browser, group, "hq", { viewport: WINDOWS[1] });
  await openScreen(page, group.url, "/");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.getAttribute("href"))).toBe("#content");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");
  const sections = await page.locator("nav a[href]:visible").evaluateAll((links) =>
    links.map((link) => ({
      name: link.textContent ?? "",
      href: link.getAttribute("href") ?? "",
    })),
  );
  expect(sections.length).toBeGreaterThan(8);
  for (const { name, href } of sections.slice(1)) {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill(name);
    await page.getByRole("option", { name, exact: true, selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === href);
    await settled(page);
  }
  expect(faults).toEqual([]);
  await close();
}, 180_000);
