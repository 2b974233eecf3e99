import { readFileSync } from "node:fs";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { type ServedGroup, serveGroup } from "./served-group.ts";
import { signedIn } from "./signed-in.ts";

/* A chart taken along is the one on the screen, drawn without the page's style, on white, with where it comes from. */

const DESK = { viewport: { width: 1440, height: 900 }, acceptDownloads: true };
const PHONE = { viewport: { width: 390, height: 844 }, acceptDownloads: true };

/** Tables by batch are made when they are first asked for, which takes its time on a busy machine. */
const PATIENCE = 100_000;

let group: ServedGroup;
let browser: Browser;

beforeAll(async () => {
  group = await serveGroup(8_000);
  browser = await launchChromium();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await group?.end();
});

/** Takes a picture along from a menu. */
async function taken(page: Page, menu: Locator, kind: "PNG" | "SVG"): Promise<Buffer> {
  const item = page.getByRole("menuitem", { name: new RegExp(`^${kind}`, "i") });
  // a press right after the page came may be kept and replayed
  await expect
    .poll(
      async () => {
        if (!(await item.isVisible())) await menu.click();
        return item.isVisible();
      },
      { timeout: 15_000 },
    )
    .toBe(true);
  const [file] = await Promise.all([page.waitForEvent("download"), item.click()]);
  return readFileSync(await file.path());
}

const TEXT = /<text[^>]*>([^<]*)<\/text>|<tspan[^>]*>([^<]*)<\/tspan>/g;

/** What is written in a picture. */
function textsOf(svg: string): readonly string[] {
  return [...svg.matchAll(TEXT)].map(([, text = "", span = ""]) =>
    (text || span).replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">"),
  );
}

function expectPicture(svg: string): { readonly width: number; readonly height: number } {
  expect(svg).toMatch(/^<svg[^>]* xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  // colours are worked out: a file knows no variables of the page, and its paper is white whatever the page's theme
  expect(svg).not.toContain("var(");
  expect(svg).not.toMatch(/(?:href|src)="http/);
  expect(svg).toMatch(/<rect width="100%" height="100%" fill="#fff(?:fff)?"\/>/);
  const [, width = 0, height = 0] = (/viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []).map(Number);
  expect(width).toBeGreaterThan(200);
  // whose it is and of how many, by which rule, of which data
  const words = textsOf(svg).join("");
  for (const word of ["年度业主满意度调查", "有效样本", "来源", "口径", "区间", "快照"])
    expect(words).toContain(word);
  return { width, height };
}

function expectPng(
  png: Buffer,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([
    Math.floor(width * 2),
    Math.floor(height * 2),
  ]);
}

async function darken(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.documentElement.dataset.theme = "dark";
  });
}

test.each([
  ["/explore?rows=phase", "svg[role=img]"],
  ["/compare", "main [hidden] svg[viewBox]"],
  ["/compare?age=cohort", "main svg[viewBox]"],
])("the picture of %s leaves as SVG and as PNG", { timeout: 2 * PATIENCE }, async (path, chart) => {
  const desk = await signedIn(browser, group, "hq", DESK);
  const { page } = desk;
  await page.goto(`${group.url}${path}`, { waitUntil: "networkidle", timeout: PATIENCE });
  await darken(page);
  // the one of a comparison is only there to be taken along
  await page.locator(chart).first().waitFor({ state: "attached" });
  const menu = page.getByRole("button", { name: "导出", exact: true });
  const svg = (await taken(page, menu, "SVG")).toString("utf8");
  const size = expectPicture(svg);
  // the figures on the screen stand in the file
  expect(svg.match(/>[+−]?\d+(\.\d)?</g)?.length ?? 0).toBeGreaterThan(2);
  expectPng(await taken(page, menu, "PNG"), size);
  expect(desk.faults).toEqual([]);
  await desk.close();
});

test.each([
  ["/", DESK, ["业主阶段"]],
  ["/", PHONE, ["业主阶段"]],
  ["/why", DESK, ["为什么变", "先改什么", "什么最影响"]],
  ["/why?walk=items", PHONE, ["为什么变"]],
  ["/operations?per=month", DESK, ["维修服务"]],
  ["/voices", DESK, ["业主在说什么"]],
  ["/voices", PHONE, ["业主在说什么"]],
  ["/compare", DESK, ["变化对比"]],
  ["/indicators?d=D4~S&by=phase", DESK, ["历年趋势", "答案分布"]],
] as const)(
  "the charts of %s leave as they are seen",
  { timeout: 2 * PATIENCE },
  async (path, device, titles) => {
    const desk = await signedIn(browser, group, "hq", device);
    const { page } = desk;
    await page.goto(`${group.url}${path}`, { waitUntil: "networkidle", timeout: PATIENCE });
    await darken(page);
    for (const title of titles) {
      const menu = page.getByRole("button", { name: new RegExp(`把“.*${title}.*存成图`) }).first();
      await menu.waitFor();
      const svg = (await taken(page, menu, "SVG")).toString("utf8");
      const size = expectPicture(svg);
      const panel = menu.locator("xpath=ancestor::section[1]");
      const seen = (await panel.textContent()) ?? "";
      expect(textsOf(svg)[0]).toContain(title);
      // nothing stands in the drawing that is not seen, a name that was cut short aside
      const bare = (text: string) => text.replace(/[\s…]/g, "");
      const drawn = textsOf(svg.slice(svg.indexOf('<g transform="translate(16 '), svg.lastIndexOf("</g>")));
      expect(drawn.length).toBeGreaterThan(5);
      expect(drawn.filter((text) => !bare(seen).includes(bare(text)))).toEqual([]);
      // and every figure of the charts is in it
      const figures = await panel.locator("svg text:visible").allTextContents();
      for (const figure of figures) expect(drawn).toContain(figure);
      expectPng(await taken(page, menu, "PNG"), size);
    }
    // the page is as dark as before
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
    expect(desk.faults).toEqual([]);
    await desk.close();
  },
);
