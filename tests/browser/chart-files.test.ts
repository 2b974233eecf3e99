import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { type ServedGroup, serveGroup } from "./served-group.ts";
import { signedIn } from "./signed-in.ts";

/* A chart taken along is the one on the screen, drawn without the page's style. */

const DESK = { viewport: { width: 1440, height: 900 }, acceptDownloads: true };

let group: ServedGroup;
let browser: Browser;

beforeAll(async () => {
  group = await serveGroup(3_000);
  browser = await launchChromium();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await group?.end();
});

/** Takes the chart of a page along. */
async function taken(page: Page, kind: "PNG" | "SVG"): Promise<Buffer> {
  await page.getByRole("button", { name: "导出", exact: true }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: new RegExp(kind, "i") }).click(),
  ]);
  return readFileSync(await file.path());
}

test.each([
  ["/explore?rows=phase", "svg[role=img]"],
  ["/compare", "main [hidden] svg[viewBox]"],
])("the picture of %s leaves as SVG and as PNG", async (path, chart) => {
  const desk = await signedIn(browser, group, "hq", DESK);
  const { page } = desk;
  await page.goto(`${group.url}${path}`, { waitUntil: "networkidle" });
  // the one of a comparison is only there to be taken along
  await page.locator(chart).first().waitFor({ state: "attached" });
  const svg = (await taken(page, "SVG")).toString("utf8");
  expect(svg).toMatch(/^<svg[^>]* xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  // colours are worked out: a file knows no variables of the page
  expect(svg).not.toContain("var(");
  expect(svg).not.toMatch(/(?:href|src)="http/);
  const [, width = 0, height = 0] = (/viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []).map(Number);
  expect(width).toBeGreaterThan(200);
  // the figures on the screen stand in the file
  expect(svg.match(/>\d+\.\d</g)?.length ?? 0).toBeGreaterThan(2);
  const png = await taken(page, "PNG");
  expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([
    Math.floor(width * 2),
    Math.floor(height * 2),
  ]);
  expect(desk.faults).toEqual([]);
  await desk.close();
});
