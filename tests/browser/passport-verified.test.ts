import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { pressWhenReady } from "./press-when-ready.ts";
import { type ServedGroup, serveGroup } from "./served-group.ts";
import { signedIn } from "./signed-in.ts";

/* What a screen hands out as a passport is what the command line computes again, from the record alone. */

const run = promisify(execFile);

let group: ServedGroup;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "passport-verified-"));
  mkdirSync(join(folder, "data"));
  group = await serveGroup(3_000);
  browser = await launchChromium();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await group?.end();
  rmSync(folder, { recursive: true, force: true });
});

/** As somebody would who was sent the file, with an analysis of their own. */
async function verified(text: string): Promise<string> {
  const path = join(folder, "passport.json");
  writeFileSync(path, text);
  const { stdout } = await run(process.execPath, [join("server", "cli", "ov.mjs"), "verify", path], {
    env: { ...process.env, DATABASE_URL: group.databaseUrl, DATA_DIR: join(folder, "data") },
  });
  return stdout;
}

test("a passport taken from the table of indicators comes out the same on the command line", async () => {
  const desk = await signedIn(browser, group, "hq", {
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
  });
  const { page } = desk;
  await page.goto(`${group.url}/indicators`);
  await pressWhenReady(page.getByRole("button", { name: "怎么来的", exact: true }).last());
  const button = page.getByRole("dialog").getByRole("button", { name: "下载护照" });
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  expect(download.suggestedFilename()).toMatch(/\.json$/);
  const text = readFileSync(await download.path(), "utf8");
  const said = await verified(text);
  const [, count = "0"] = /(\d+) 个数值逐位一致/.exec(said) ?? [];
  expect(Number(count)).toBeGreaterThan(100);
  // one figure a tenth off is found
  const off = text.replace(/"value":\s*(\d+\.\d+)/, (_, value: string) => `"value":${Number(value) + 0.1}`);
  expect(off).not.toBe(text);
  await expect(verified(off)).rejects.toMatchObject({ code: 1 });
  expect(desk.faults).toEqual([]);
  await desk.close();
}, 120_000);
