import { setTimeout } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { axeFaults, layoutFaults } from "./screen-faults.ts";
import { NARROW_WINDOWS, openScreen, screensOf, WINDOWS } from "./screen-list.ts";
import { type ServedGroup, serveGroup } from "./served-group.ts";
import { signedIn } from "./signed-in.ts";

const EVERYBODY = ["hq", "agent", "custodian", "admin", "east", "property", "linjiang", "analyst"];
const PATIENCE = 120_000;
const PAPER = { width: 794, height: 1123 };

let group: ServedGroup;
let browser: Browser;
/** Screens looked at closely already, whoever looked: the shape of an address without its ids. */
const looked = new Set<string>();

beforeAll(async () => {
  [group, browser] = await Promise.all([serveGroup(2_000), launchChromium()]);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await group?.end();
});

/** Both themes at the width the page has; what the dark one changes is colour alone. */
async function axeInBothThemes(page: Page): Promise<readonly string[]> {
  const theme = (name: string) =>
    page.evaluate((name) => {
      document.documentElement.dataset.theme = name;
    }, name);
  const light = await axeFaults(page);
  await theme("dark");
  const dark = await axeFaults(page, true);
  await theme("light");
  return [...light, ...dark.map((each) => `dark ${each}`)];
}

/** A page that never answers is told by its name; the browser itself waits for ever. */
async function inspect(page: Page, path: string): Promise<readonly string[]> {
  const patience = new AbortController();
  const silence = setTimeout(PATIENCE, undefined, { signal: patience.signal }).then(() => {
    throw new Error(`${path} stopped answering at ${page.viewportSize()?.width} px`);
  });
  return await Promise.race([faultsOf(page, path), silence]).finally(() => patience.abort());
}

async function faultsOf(page: Page, path: string): Promise<readonly string[]> {
  const found: string[] = [];
  const shape = path.replaceAll(/\/\d+/g, "/:id");
  const closely = !looked.has(shape);
  looked.add(shape);
  await openScreen(page, group.url, path);
  for (const window of closely ? [...WINDOWS, ...NARROW_WINDOWS] : WINDOWS) {
    await page.setViewportSize(window);
    found.push(...(await layoutFaults(page)));
    if (closely && (window.width === 1440 || window.width === 390))
      found.push(...(await axeInBothThemes(page)));
  }
  if (closely) {
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize(PAPER);
    found.push(...(await layoutFaults(page)).map((each) => `on paper ${each}`));
    await page.emulateMedia({ media: "screen" });
  }
  await page.setViewportSize(WINDOWS[0]);
  return found.map((each) => `${path} ${each}`);
}

test.each(EVERYBODY)(
  "every screen %s may see stands at every width",
  async (who) => {
    const { page, faults, close } = await signedIn(browser, group, who, {
      bypassCSP: true,
      reducedMotion: "reduce",
      viewport: WINDOWS[0],
    });
    const refused: string[] = [];
    page.on("response", (answer) => {
      if (answer.status() >= 400) refused.push(`${page.url()}: ${answer.status()} ${answer.url()}`);
    });
    const screens = await screensOf(page, group.url);
    expect(screens.length).toBeGreaterThan(0);
    const found: string[] = [];
    for (const path of screens) found.push(...(await inspect(page, path)));
    expect(found).toEqual([]);
    expect(refused).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  },
  400_000,
);
