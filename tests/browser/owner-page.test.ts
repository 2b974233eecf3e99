import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { type FieldWaveFixture, fieldWave } from "#tests/field-wave.ts";
import { type PublicDoor, publicDoor } from "#tests/public-door.ts";
import { answerWithScript } from "./answer-survey.ts";
import { launchChromium } from "./chromium.ts";
import { beginSurvey, goOnToTheEnd, shownQuestion } from "./owner-steps.ts";
import { type WatchedPage, watchedPage } from "./watched-page.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let database: TestDatabase;
let door: PublicDoor;
let wave: FieldWaveFixture;
let browser: Browser;
let used = 0;

beforeAll(async () => {
  database = await testDatabase();
  door = await publicDoor(database.url);
  const today = new Date().toISOString().slice(0, 10);
  wave = await fieldWave(door.record.db, { owners: 20, today });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await door?.close();
  await database?.drop();
});

function freshLink(): string {
  return `${door.url}/s/${wave.tokens[used++] ?? ""}`;
}

function open(options = {}): Promise<WatchedPage> {
  return watchedPage(browser, door.url, { ...PHONE, ...options });
}

async function goOnUntil(page: Page, code: string): Promise<void> {
  for (let step = 0; step < 40 && (await shownQuestion(page)) !== code; step++) {
    await page.locator("#next").click();
  }
  expect(await shownQuestion(page)).toBe(code);
}

async function responses(): Promise<number> {
  const { rows } = await door.record.pool.query("select count(*)::int as n from response");
  return rows[0].n;
}

test("a screener opens its questions, a low mark asks why, and no one is asked more", async () => {
  const { page, faults, close } = await open();
  await beginSurvey(page, freshLink());
  await goOnUntil(page, "Y18");
  await expect(page.locator("#Y18_why-i").isVisible()).resolves.toBe(false);
  await page.locator("#Y18 .o").nth(0).click();
  await page.locator("#Y18_why-i").fill("窗边渗水");
  await goOnUntil(page, "Y28");
  await page.locator("#Y28 .o").nth(1).click();
  await page.locator("#next").click();
  expect(await shownQuestion(page)).toBe("Y33");
  await page.locator("#prev").click();
  await page.locator("#Y28 .o").nth(0).click();
  await page.locator("#next").click();
  expect(await shownQuestion(page)).toBe("Y29");
  expect(faults).toEqual([]);
  await close();
});

test("the phone's back button goes one question back, then to the first page, and nothing is lost", async () => {
  const { page, close } = await open();
  await beginSurvey(page, freshLink());
  await page.locator("#Y01 .o").nth(3).click();
  await page.locator("#next").click();
  await page.goBack();
  expect(await shownQuestion(page)).toBe("Y01");
  expect(await page.locator("#Y01 input").nth(3).isChecked()).toBe(true);
  await page.goBack();
  await page.getByRole("button", { name: "接着答" }).click();
  expect(await shownQuestion(page)).toBe("Y03");
  await page.reload();
  await page.getByRole("button", { name: "接着答" }).click();
  expect(await shownQuestion(page)).toBe("Y03");
  await close();
});

test("at most three reasons can be chosen, and 'none' stands alone", async () => {
  const { page, close } = await open();
  await beginSurvey(page, freshLink());
  await goOnUntil(page, "Y05");
  for (const index of [0, 1, 2, 3]) await page.locator("#Y05 .o").nth(index).click();
  expect(await page.locator("#Y05 input:checked").count()).toBe(3);
  expect(await page.locator("#warn").textContent()).toContain("最多选 3 项");
  await goOnUntil(page, "Y21");
  await page.locator("#Y21 .o").nth(0).click();
  await page.locator("#Y21 .alt").click();
  expect(await page.locator("#Y21 input:checked").count()).toBe(1);
  await close();
});

test("answers given without a connection stay on the phone and are sent when it is back", async () => {
  const { page, close } = await open();
  const link = freshLink();
  await beginSurvey(page, link);
  await page.locator("#Y01 .o").nth(3).click();
  await page.getByText("已保存").waitFor();
  await page.context().setOffline(true);
  await goOnToTheEnd(page);
  await page.getByText("还没送到").waitFor();
  const before = await responses();
  await page.context().setOffline(false);
  await page.getByText("回执编号").waitFor();
  expect(await responses()).toBe(before + 1);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await close();
});

test("a second device goes on with the same link", async () => {
  const [first, second] = [await open(), await open()];
  const link = freshLink();
  await beginSurvey(first.page, link);
  await first.page.locator("#Y01 .o").nth(4).click();
  await first.page.getByText("已保存").waitFor();
  await second.page.goto(link);
  await second.page.getByRole("button", { name: "接着答" }).click();
  expect(await shownQuestion(second.page)).toBe("Y03");
  await second.page.locator("#Y01 input").nth(4).waitFor({ state: "attached" });
  expect(await second.page.locator("#Y01 input").nth(4).isChecked()).toBe(true);
  await second.page.locator("#Y03 .o").nth(2).click();
  await second.page.getByText("已保存").waitFor();
  await first.page.reload();
  await first.page.getByRole("button", { name: "接着答" }).click();
  expect(await shownQuestion(first.page)).toBe("Y04");
  await first.close();
  await second.close();
});

test("a tab left open beside the one that sent shows that one's receipt, and one answer is kept", async () => {
  const [sender, other] = [await open(), await open()];
  const link = freshLink();
  const before = await responses();
  await beginSurvey(other.page, link);
  const receipt = await answerWithScript(sender.page, link);
  await other.page.locator("#Y01 .o").nth(0).click();
  await other.page.getByText("回执编号").waitFor();
  expect(await other.page.locator(".rc b").textContent()).toBe(receipt);
  expect(await responses()).toBe(before + 1);
  await sender.close();
  await other.close();
});

test("pressing send twice keeps one answer", async () => {
  const { page, close } = await open();
  const before = await responses();
  await beginSurvey(page, freshLink());
  await page.locator("#Y01 .o").nth(3).click();
  await goOnToTheEnd(page, (last) => last.locator("#next").dblclick());
  await page.getByText("回执编号").waitFor();
  expect(await responses()).toBe(before + 1);
  await close();
});

test("marks can be given from the keyboard, and large type loses nothing", async () => {
  const { page, close } = await open({ hasTouch: false, isMobile: false });
  await beginSurvey(page, freshLink());
  await page.keyboard.press("4");
  expect(await page.locator("#Y01 input:checked").getAttribute("value")).toBe("4");
  await page.locator("#big").click();
  expect(await page.locator("html.l").count()).toBe(1);
  expect(await page.locator("#Y01 input:checked").getAttribute("value")).toBe("4");
  await page.locator("#Y01 h2").focus();
  await page.keyboard.press("Enter");
  expect(await shownQuestion(page)).toBe("Y03");
  await page.reload();
  expect(await page.locator("html.l").count()).toBe(1);
  await close();
});

test("no page scrolls sideways at 320 px, also in large type", async () => {
  for (const size of ["m", "l"]) {
    const { page, close } = await open({ viewport: { width: 320, height: 568 } });
    const link = freshLink();
    await beginSurvey(page, `${link}?size=${size}`);
    const widths: number[] = [];
    for (let step = 0; step < 40; step++) {
      widths.push(await page.evaluate(() => document.documentElement.scrollWidth));
      if (((await page.locator("#next").textContent()) ?? "").startsWith("提交")) break;
      await page.locator("#next").click();
    }
    expect(widths.length).toBeGreaterThan(10);
    expect(Math.max(...widths)).toBe(320);
    await close();
  }
});

test("on a small phone in large type the mark and the box it opens are both in sight", async () => {
  const { page, close } = await open({ viewport: { width: 320, height: 568 } });
  await beginSurvey(page, `${freshLink()}?size=l`);
  await goOnUntil(page, "Y18");
  await page.locator("#Y18 .o").nth(0).click();
  const places = () =>
    page.evaluate(() => {
      const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
      return {
        mark: box("#Y18 .o")?.top ?? -1,
        words: box("label[for=Y18_why-i]")?.bottom ?? Infinity,
        buttons: box("#next")?.top ?? -1,
      };
    });
  await expect.poll(async () => (await places()).mark).toBeGreaterThanOrEqual(0);
  const { words, buttons } = await places();
  expect(words).toBeLessThan(buttons);
  await close();
});

test("axe finds nothing on the first page, the questions, a section without script and the notices", async () => {
  const { page, close } = await open({ bypassCSP: true });
  const check = async (where: string) => {
    await page.evaluate(AXE);
    const violations = await page.evaluate(async () => {
      const axe = (
        window as unknown as {
          axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        }
      ).axe;
      const { violations } = await axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
    expect(violations, where).toEqual([]);
  };
  const link = freshLink();
  await page.goto(link);
  await check("welcome");
  for (const at of ["overall", "quality", "repair", "next"]) {
    await page.goto(`${link}?at=${at}`);
    await check(at);
  }
  for (const path of [
    `${link}?at=report`,
    `${link}?at=optout`,
    `${door.url}/privacy`,
    `${door.url}/s/nothing`,
  ]) {
    await page.goto(path);
    await check(path);
  }
  await beginSurvey(page, link);
  for (const code of ["Y01", "Y04", "Y05", "Y21", "Y45", "Y46"]) {
    await goOnUntil(page, code);
    await check(code);
  }
  await close();
});
