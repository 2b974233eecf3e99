import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openRecord } from "#server/database/connection.ts";
import { createInvitations } from "#server/invitations/create-invitations.ts";
import { answerWithScript } from "./answer-survey.ts";
import { launchChromium } from "./chromium.ts";
import { type ServedGroup, serveGroup } from "./served-group.ts";
import { throughTheDoor } from "./signed-in.ts";
import { type WatchedPage, watchedPage } from "./watched-page.ts";
import {
  drawAndReplay,
  giveReason,
  lockFrame,
  openField,
  planWave,
  previewFrame,
  publishNumbers,
} from "./wave-steps.ts";

const PICTURES = "test-results";
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1440, height: 900 }, bypassCSP: true, acceptDownloads: true };
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let group: ServedGroup;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  [group, browser] = await Promise.all([serveGroup(), launchChromium()]);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await group?.end();
});

async function signedIn(who: string): Promise<WatchedPage> {
  const desk = await watchedPage(browser, group.url, DESK);
  await throughTheDoor(desk.page, group, who);
  return desk;
}

/** Looks at a page: a picture is kept, and axe finds nothing. */
async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${PICTURES}/wave-${name}.png`, fullPage: true });
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run: (
          context: Document,
          options: object,
        ) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
    };
    const { violations } = await axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"],
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
  expect(violations, name).toEqual([]);
}

async function post(page: Page, procedure: string, input: object): Promise<number> {
  const response = await page.request.post(`${group.url}/api/trpc/${procedure}`, {
    data: input,
    headers: { origin: group.url },
  });
  return response.status();
}

/** Links of a few owners who are asked in the wave, as a vendor would get them. */
async function someLinks(waveId: number, limit: number): Promise<readonly string[]> {
  const record = openRecord(group.databaseUrl, { max: 2 });
  try {
    const links: string[] = [];
    const order = { waveId, channel: "sms", publicUrl: group.url, limit } as const;
    for await (const batch of createInvitations(record.db, order))
      links.push(...batch.map(({ link }) => link));
    return links;
  } finally {
    await record.close();
  }
}

test("headquarters takes a wave from its plan to its method page", async () => {
  const hq = await signedIn("hq");
  const { page } = hq;

  // the plan
  const id = await planWave(page, group);
  await page.getByRole("spinbutton", { name: "准业主 网络 %" }).fill("60");
  await page.getByText(/准业主的访问方式计划不等于/).waitFor();
  await page.getByRole("button", { name: "撤销" }).click();
  await page.getByText(/准业主的访问方式计划不等于/).waitFor({ state: "detached" });
  await look(page, "plan");

  // the frame
  await previewFrame(page);
  await look(page, "frame-ahead");
  await lockFrame(page);

  // the sample, and the proof that it can be drawn again
  await page.getByRole("radio", { name: /每格定数/ }).check();
  await page.getByLabel("每格目标份数").fill("20");
  await page.getByLabel("种子").fill("20271101");
  await page.getByText(/分的变化测不出来/).waitFor();
  await look(page, "sample-plan");
  await drawAndReplay(page, "20271101");
  await look(page, "frame");

  // those who are rated see nothing of it yet, and can do nothing to it
  const east = await signedIn("east");
  await east.page.goto(`${group.url}/waves/${id}`);
  await east.page.getByText("这里没有，或不在您的权限内").waitFor();
  expect(await post(east.page, "waveSamples.open", { id })).toBe(403);
  expect(await post(east.page, "waveFrames.unlock", { id, reason: "不行" })).toBe(403);

  // the field
  await openField(page);
  const links = await someLinks(id, 2);
  const phone = await watchedPage(browser, group.url, PHONE);
  await phone.page.goto(links[0] ?? "");
  await phone.page.getByText("集团请您评价住得怎么样。").waitFor();
  // quick hands are marked, hands that choose nothing are not counted
  for (const link of links)
    expect(await answerWithScript(phone.page, link, (step) => step % 3)).toMatch(/^[A-Z0-9-]{6,}$/);

  // the close
  await page.getByRole("link", { name: "关闭与导出" }).click();
  await page.getByRole("heading", { level: 1, name: /还差 1 处才能关闭：已收 2 份/ }).waitFor();
  await look(page, "close-ahead");
  await page.getByRole("button", { name: "提前关闭" }).click();
  await giveReason(page, "演示，只收两份", "关闭");
  await page.getByRole("heading", { level: 1, name: /已关闭：2 份有效/ }).waitFor();
  await page.getByText("要由关闭人以外的人发布").waitFor();
  expect(await page.getByText("不符").count()).toBe(0);
  expect(await page.getByText("相符").count()).toBe(4);
  await look(page, "closed");

  // the second person
  const analyst = await signedIn("analyst");
  await publishNumbers(analyst.page, group, id);

  // the anonymous set, with a reason, and not for those who are rated
  await analyst.page.getByRole("button", { name: "CSV" }).click();
  const arriving = analyst.page.waitForEvent("download");
  await giveReason(analyst.page, "交年报组复核", "导出");
  const file = await arriving;
  expect(file.suggestedFilename()).toMatch(/^annual-\d{4}-answers\.csv$/);
  const lines = readFileSync(await file.path(), "utf8")
    .trim()
    .split("\r\n");
  expect(lines[0]).toContain("respondent_id,wave,region,project,weight,index_weight,phase");
  expect(lines.length).toBe(3);
  const refused = await east.page.request.post(`${group.url}/api/waves/${id}/export`, {
    form: { file: "csv", reason: "想看看" },
    headers: { origin: group.url },
  });
  expect(refused.status()).toBe(403);

  // how it was done, for everybody
  for (const [desk, name] of [
    [analyst, "hq"],
    [east, "region"],
  ] as const) {
    await desk.page.goto(`${group.url}/waves/${id}/method`);
    await desk.page.getByRole("heading", { level: 1, name: /2 份答卷代表/ }).waitFor();
    expect(await desk.page.getByText("满意度指数（发布的）").count()).toBe(0);
    await look(desk.page, `method-${name}`);
  }
  expect(await east.page.getByRole("link", { name: "名单与样本" }).count()).toBe(0);
  for (const desk of [hq, analyst, phone]) expect(desk.faults).toEqual([]);
  // the refusal above is in her console, and nothing else
  expect(east.faults.filter((fault) => !/40[34]/.test(fault))).toEqual([]);
  await Promise.all([hq, east, analyst, phone].map((desk) => desk.close()));
}, 300_000);
