import type { Page } from "playwright-core";
import { settled } from "./screen-faults.ts";

/** The widths every screen is made for, with the height of such a window. */
export const WINDOWS = [
  { width: 1920, height: 1080 },
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
] as const;

/** Half of a laptop's width, as its screen at 200 % is, and the narrowest phone: each kind of screen is looked at once in them. */
export const NARROW_WINDOWS = [
  { width: 720, height: 450 },
  { width: 320, height: 568 },
] as const;

/** Opens a screen and waits until it stands. */
export async function openScreen(page: Page, base: string, path: string): Promise<void> {
  await page.goto(`${base}${path}`);
  await settled(page);
}

function linksIn(page: Page, where: string): Promise<readonly string[]> {
  return page
    .locator(`${where} a[href^="/"]`)
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
}

/** Every screen somebody can come to: the sections they see, each wave and its pages, one questionnaire, one index. */
export async function screensOf(page: Page, base: string): Promise<readonly string[]> {
  await openScreen(page, base, "/");
  const sections = await linksIn(page, "nav");
  const paths = new Set(sections);
  for (const section of ["/waves", "/questionnaires", "/weights"]) {
    if (!sections.includes(section)) continue;
    await openScreen(page, base, section);
    const inside = (await linksIn(page, "main"))
      .map((link) => link.split("?")[0] ?? "")
      .filter((link) => link.startsWith(`${section}/`));
    if (section !== "/waves") {
      for (const path of inside.slice(0, 1)) paths.add(path);
      continue;
    }
    // the newest is in the field, the one before is published: between them they have every page a wave can show
    for (const path of [...new Set(inside)].slice(0, 2)) {
      paths.add(path);
      await openScreen(page, base, path);
      for (const tab of await linksIn(page, "main nav")) paths.add(tab);
    }
  }
  return [...paths];
}
