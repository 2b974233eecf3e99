import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { type FieldWaveFixture, fieldWave } from "#tests/field-wave.ts";
import { type PublicDoor, publicDoor } from "#tests/public-door.ts";
import { answerWithoutScript, answerWithScript } from "./answer-survey.ts";
import { launchChromium } from "./chromium.ts";
import { goOnToTheEnd } from "./owner-steps.ts";
import { type WatchedPage, watchedPage } from "./watched-page.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const SMALLEST = { ...PHONE, viewport: { width: 320, height: 568 }, deviceScaleFactor: 2 };
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let database: TestDatabase;
let door: PublicDoor;
let wave: FieldWaveFixture;
let browser: Browser;
let used = 0;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

beforeAll(async () => {
  database = await testDatabase();
  door = await publicDoor(database.url);
  wave = await fieldWave(door.record.db, { owners: 30, today });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await door?.close();
  await database?.drop();
});

const freshLink = () => `${door.url}/s/${wave.tokens[used++] ?? ""}`;
const open = (options = {}): Promise<WatchedPage> => watchedPage(browser, door.url, { ...PHONE, ...options });

async function rows(text: string, link: string) {
  const result = await door.record.pool.query(
    `select ${text} join invitation i using (respondent_key) where i.token_hash = sha256($1::bytea)`,
    [Buffer.from(link.split("/s/")[1] ?? "")],
  );
  return result.rows;
}

async function press(link: string, fields: Record<string, string>): Promise<void> {
  await fetch(link, { method: "POST", redirect: "manual", body: new URLSearchParams(fields) });
}

async function begin(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.locator(".p[form=start]").click();
  await page.locator("main.js fieldset:not([hidden])").waitFor();
}

test("the survey goes from the first page to the receipt where a web view lacks what came after 2016", async () => {
  const { page, faults, close } = await open();
  await page.addInitScript(() => {
    const take = (owner: object, names: string) => {
      for (const name of names.split(" ")) Reflect.deleteProperty(owner, name);
    };
    take(
      window,
      "visualViewport AbortController IntersectionObserver ResizeObserver queueMicrotask structuredClone",
    );
    take(Object, "entries values fromEntries hasOwn getOwnPropertyDescriptors");
    take(Array.prototype, "flat flatMap at findLast toSorted");
    take(String.prototype, "padStart padEnd trimStart trimEnd replaceAll matchAll at");
    take(Promise, "allSettled any");
    take(Promise.prototype, "finally");
    take(NodeList.prototype, "forEach entries");
    take(Element.prototype, "append prepend before after replaceWith replaceChildren getAnimations");
    take(HTMLElement.prototype, "inert");
    take(crypto, "randomUUID");
  });
  const link = freshLink();
  expect(await answerWithScript(page, link)).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  expect(await rows("r.quality from response r", link)).toEqual([{ quality: "ok" }]);
  expect(faults).toEqual([]);
  await close();
});

test("what was sent without a connection goes out when the link is opened again, also after the page was closed", async () => {
  const { page, close } = await open();
  const link = freshLink();
  await begin(page, link);
  await page.context().setOffline(true);
  await goOnToTheEnd(page);
  await page.getByText("还没送到").waitFor();
  await page.close();
  await page.context().setOffline(false);
  const again = await page.context().newPage();
  await again.goto(link);
  await again.getByText("回执编号").waitFor();
  expect(await rows("r.quality from response r", link)).toEqual([{ quality: "ok" }]);
  await close();
});

test("without script it goes to the receipt too", async () => {
  const { page, faults, close } = await open({ javaScriptEnabled: false });
  const link = freshLink();
  expect(await answerWithoutScript(page, link)).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}/);
  expect(await rows("r.quality from response r", link)).toEqual([{ quality: "ok" }]);
  expect(faults).toEqual([]);
  await close();
});

test("language and letter size are chosen for one link, stay with it, and keep what was answered", async () => {
  const { page, close } = await open();
  const [link, other] = [freshLink(), freshLink()];
  await begin(page, link);
  await page.locator("#Y01 .o").nth(3).click();
  await page.getByText("已保存").waitFor();
  await page.goto(link);
  await page.getByRole("link", { name: "繁體" }).click();
  await page.locator("html[lang=zh-TW]").waitFor();
  await page.getByRole("button", { name: "接著答" }).click();
  await page.locator("#Y03").waitFor();
  await page.locator("#big").click();
  await page.locator("#prev").click();
  expect(await page.locator("#Y01 input").nth(3).isChecked()).toBe(true);
  await page.goto(link);
  await page.locator("html.l[lang=zh-TW]").waitFor();
  await page.getByRole("link", { name: "English" }).click();
  await page.locator("html.l[lang=en]").waitFor();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("heading", { level: 2 }).first().waitFor();
  await page.goto(other);
  await page.locator("html[lang=zh-CN]:not(.l)").waitFor();
  await close();
});

test("from any question an owner can ask to be called, choose when, and come back to what was answered", async () => {
  const { page, faults, close } = await open();
  const link = freshLink();
  await begin(page, link);
  await page.locator("#Y01 .o").nth(1).click();
  await page.getByText("已保存").waitFor();
  await page.locator(".ca").click();
  await page.getByRole("heading", { name: "请给我打电话" }).waitFor();
  const later = page.locator("input[name=at]").nth(3);
  const chosen = await later.getAttribute("value");
  await later.check({ force: true });
  await page.getByRole("button", { name: "约好了" }).click();
  await page.getByRole("heading", { name: "好的，我们给您打电话" }).waitFor();
  expect(await rows("a.state, a.due_at, a.wished_by from appointment a", link)).toEqual([
    { state: "open", due_at: new Date(chosen ?? ""), wished_by: "owner" },
  ]);
  await page.goto(link);
  await page.getByRole("button", { name: "不用打了，我自己答" }).click();
  await page.getByRole("button", { name: "接着答" }).click();
  await page.locator("#Y03").waitFor();
  expect(await rows("a.state from appointment a", link)).toEqual([{ state: "dropped" }]);
  expect(faults).toEqual([]);
  await close();
});

test("a keyboard over half of the screen hides neither the box nor what is asked", async () => {
  const { page, close } = await open();
  await begin(page, freshLink());
  for (let step = 0; step < 40; step++) {
    if (await page.locator("#Y18").isVisible()) break;
    await page.locator("#next").click();
  }
  await page.locator("#Y18 .o").nth(0).click();
  await page.locator("#Y18_why-i").click();
  await page.setViewportSize({ width: 390, height: 400 });
  for (const part of ["label[for=Y18_why-i]", "#Y18_why-i"]) {
    await expect
      .poll(async () => {
        const box = await page.locator(part).boundingBox();
        return box !== null && box.y >= 0 && box.y + box.height <= 400;
      })
      .toBe(true);
  }
  await close();
});

test("every state of a link is clean to axe and fits 320 px in large type, in all languages", async () => {
  const [fresh, begun, done, opted, called] = [
    freshLink(),
    freshLink(),
    freshLink(),
    freshLink(),
    freshLink(),
  ];
  const early = await fieldWave(door.record.db, { owners: 1, today: "2098-06-01", year: 2098 });
  const late = await fieldWave(door.record.db, { owners: 1, today: "2024-06-01", year: 2024 });
  const plain = await open();
  await answerWithScript(plain.page, done);
  await plain.close();
  await press(begun, { go: "start" });
  await press(begun, { at: "overall", Y01: "4", go: "next" });
  await press(opted, { go: "optout" });
  await press(called, { go: "call", at: "any" });
  const at = ({ tokens }: FieldWaveFixture) => `${door.url}/s/${tokens[0] ?? ""}`;
  // a new wave is known after a second at most
  await expect.poll(async () => (await fetch(at(late))).status, { timeout: 5_000 }).toBe(410);

  const { page, close } = await open({ ...SMALLEST, bypassCSP: true });
  const states = [fresh, begun, done, opted, called, at(early), at(late), `${door.url}/s/nothing`];
  const pages = ["call", "report", "optout", "quality", "next"].map((part) => `${fresh}?at=${part}`);
  for (const language of ["zh-CN", "zh-TW", "en"]) {
    for (const address of [...states, ...pages, `${door.url}/privacy`]) {
      const url = new URL(address);
      url.searchParams.set("lang", language);
      url.searchParams.set("size", "l");
      await page.goto(url.href);
      await page.evaluate(AXE);
      const found = await page.evaluate(async () => {
        const { axe } = window as unknown as {
          axe: { run: () => Promise<{ violations: { id: string }[] }> };
        };
        const { violations } = await axe.run();
        return {
          lang: document.documentElement.lang,
          violations: violations.map(({ id }) => id),
          width: document.documentElement.scrollWidth,
        };
      });
      expect(found, address).toEqual({ lang: language, violations: [], width: 320 });
    }
  }
  await close();
}, 180_000);
