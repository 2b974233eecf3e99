import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { answerEveryWay, EVERY_WAY } from "./answer-by-hand.ts";
import { answerWithScript } from "./answer-survey.ts";
import { callAtAnyHour } from "./any-hour.ts";
import { launchChromium } from "./chromium.ts";
import { pressWhenReady } from "./press-when-ready.ts";
import { recordRows } from "./record-rows.ts";
import { type ServedGroup, serveGroup } from "./served-group.ts";
import { signedIn } from "./signed-in.ts";
import { type WatchedPage, watchedPage } from "./watched-page.ts";
import {
  closeEarly,
  drawAndReplay,
  lockFrame,
  openField,
  orderDialog,
  orderLetters,
  planWave,
  previewFrame,
  publishNumbers,
} from "./wave-steps.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1440, height: 900 }, acceptDownloads: true };
const SEED = "20271101";
/** One home in so many answers by its link without a browser, so that there are scores to look at. */
const EVERY = 2;

let group: ServedGroup;
let browser: Browser;

beforeAll(async () => {
  [group, browser] = await Promise.all([serveGroup(1_500), launchChromium()]);
  await callAtAnyHour(group);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await group?.end();
});

const rows = <Row extends Record<string, unknown>>(text: string, values: unknown[]) =>
  recordRows<Row>(group, text, values);
/** A machine that does something else for a while is no failure of the wave. */
function patient(watched: WatchedPage): WatchedPage {
  watched.page.context().setDefaultTimeout(120_000);
  return watched;
}
const desk = async (who: string) => patient(await signedIn(browser, group, who, DESK));
const phone = async (options: BrowserContextOptions = {}) =>
  patient(await watchedPage(browser, group.url, { ...PHONE, ...options }));

/** Owners who answer by themselves, with marks that differ. */
async function answerAlone(links: readonly string[]): Promise<void> {
  const one = async (link: string, place: number) => {
    // choices differ by phase, marks do not
    const marks = Object.entries(STABLE_ANSWERS)
      .filter(([, answer]) => typeof answer !== "object")
      .map(([item, answer], index) => [
        item,
        typeof answer === "number" && item !== "Y04" ? 1 + ((place + 7 * index) % 5) : answer,
      ]);
    const reply = await fetch(link, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        submissionId: crypto.randomUUID(),
        answers: { ...Object.fromEntries(marks), Y18_why: `第 ${place} 户的窗边渗水` },
        complete: true,
      }),
    });
    expect(reply.status).toBe(200);
  };
  for (let at = 0; at < links.length; at += 16)
    await Promise.all(links.slice(at, at + 16).map((link, place) => one(link, at + 3 * place)));
}

/** Three homes answer from one telephone, as when somebody goes from door to door with it. */
async function answerFromOnePhone(links: readonly string[]): Promise<void> {
  const one = await phone();
  for (const link of links) await answerWithScript(one.page, link);
  await one.close();
}

/** Reminds the given number of homes, four days later, and waits until their links are there. */
async function remind(page: Page, wave: number, homes: number): Promise<void> {
  await rows("update invitation set created_at = created_at - interval '4 days' where wave_id = $1", [wave]);
  const dialog = await orderDialog(page, group, wave);
  await dialog.getByLabel("写什么").selectOption("reminder");
  await dialog.getByLabel("方式").selectOption("wechat");
  await dialog.getByRole("button", { name: `生成 ${homes.toLocaleString("en")} 个链接` }).click();
  await expect.poll(() => page.getByRole("button", { name: "取链接" }).count(), { timeout: 60_000 }).toBe(2);
}

/** Interviews the first home of the list by keys. */
async function interview(page: Page, wave: number): Promise<void> {
  await page.goto(`${group.url}/interviews?wave=${wave}`);
  await pressWhenReady(page.locator("button[data-row]").first());
  await page.getByText("这次结果").waitFor();
  await page.keyboard.press("1");
  await page.getByText("照着念").waitFor();
  const finish = page.getByRole("button", { name: "完成，下一位" });
  const here = () => page.locator("[aria-current=step]").first().innerText();
  for (let step = 0; step < 80 && !(await finish.isVisible()); step++) {
    const before = await here();
    // a key answers and goes on; where it does not, as with several choices, the button does
    await page.keyboard.press("4");
    if (!(await finish.isVisible()) && (await here()) === before)
      await page.getByRole("button", { name: "下一题" }).click();
  }
  await finish.click();
  await page.getByText("今天完成 1").waitFor();
}

/** Looks through all answers; of those that came from one telephone marks one and proposes to void the next, by keys alone. @returns how many came so */
async function judgeOnePhone(page: Page, wave: number): Promise<number> {
  await page.goto(`${group.url}/waves/${wave}/quality`);
  await pressWhenReady(page.getByRole("button", { name: "重新检查" }));
  await page
    .getByText(/新标记 [1-9]/)
    .first()
    .waitFor();
  await page.goto(`${group.url}/waves/${wave}/quality?code=SAME_DEVICE`);
  await page.getByRole("button", { name: "标记 同一设备多户" }).waitFor();
  const queue = page.getByRole("list", { name: "待复核" }).getByRole("button");
  await pressWhenReady(queue.first());
  const found = await queue.count();
  await page.keyboard.press("2");
  await page.getByLabel("理由").press("Enter");
  await page.getByText("已留标记").first().waitFor();
  await expect.poll(() => queue.count(), { timeout: 60_000 }).toBe(found - 1);
  await page.keyboard.press("3");
  await page.getByLabel("理由").fill("一部手机替三户作答");
  await page.getByLabel("理由").press("Enter");
  await page.getByText("已提议作废").first().waitFor();
  return found;
}

async function confirmVoid(page: Page, wave: number): Promise<void> {
  await page.goto(`${group.url}/waves/${wave}/quality`);
  const proposed = page.getByRole("list", { name: "待复核" }).getByRole("button");
  await pressWhenReady(proposed.filter({ hasText: "提议作废" }).first());
  await page.getByRole("button", { name: "确认作废" }).click();
  await page.getByText("已作废，不再计入").first().waitFor();
}

test("a wave goes from its plan over phones, reminders, calls and reviews to weighted scores", async () => {
  const hq = await desk("hq");
  const { page } = hq;
  const wave = await planWave(page, group);
  await previewFrame(page);
  await lockFrame(page);
  await page.getByRole("radio", { name: /全访/ }).check();
  await page.getByLabel("种子").fill(SEED);
  await drawAndReplay(page, SEED);
  await openField(page);
  const links = await orderLetters(page, group, wave);
  const [asked] = await rows<{ n: number }>(
    "select count(*)::int as n from frame_member where wave_id = $1 and sampled and exclusion is null",
    [wave],
  );
  expect(links.length).toBe(asked?.n);

  expect(await answerEveryWay(links, phone)).toEqual([]);
  const onePhone = links.slice(EVERY_WAY, EVERY_WAY + 3);
  await answerFromOnePhone(onePhone);
  const alone = links.slice(EVERY_WAY + 3).filter((_, index) => index % EVERY === 0);
  await answerAlone(alone);
  const answers = EVERY_WAY + onePhone.length + alone.length;
  const stored = await rows(
    "select count(*)::int as n, count(distinct respondent_key)::int as homes from response where wave_id = $1",
    [wave],
  );
  expect(stored).toEqual([{ n: answers, homes: answers }]);

  // whoever has not answered is reminded, and nobody else
  await remind(page, wave, links.length - answers);
  const again = await rows<{ reminded: number; answered: number }>(
    `select count(*)::int as reminded, count(m.disposition)::int as answered from invitation i
     join mailing g on g.id = i.mailing_id and g.kind = 'reminder' join frame_member m using (respondent_key) where i.wave_id = $1`,
    [wave],
  );
  expect(again).toEqual([{ reminded: links.length - answers, answered: 0 }]);
  await rows("update invitation set created_at = created_at - interval '4 days' where wave_id = $1", [wave]);

  const agent = await desk("agent");
  await interview(agent.page, wave);
  const called = await rows<{ mode: string; interviewer: string | null }>(
    "select mode, interviewer from response where wave_id = $1 and mode <> 'web'",
    [wave],
  );
  expect(called).toEqual([{ mode: "phone", interviewer: expect.any(String) }]);

  // what came from one phone is flagged, and one of it voided by two people
  const analyst = await desk("analyst");
  expect(await judgeOnePhone(page, wave)).toBe(onePhone.length);
  await confirmVoid(analyst.page, wave);
  const voided = await rows(
    "select count(*)::int as n from response where wave_id = $1 and quality = 'void'",
    [wave],
  );
  expect(voided).toEqual([{ n: 1 }]);

  // every answer either counts or is known not to: one more came by phone, and one was voided
  const [sums] = await rows<{ counted: number; isolated: number }>(
    `select count(*) filter (where quality in ('ok', 'flagged'))::int as counted,
            count(*) filter (where quality = 'excluded')::int as isolated from response where wave_id = $1`,
    [wave],
  );
  if (sums === undefined) throw new Error("an aggregate gave no row");
  expect(sums.counted + sums.isolated).toBe(answers);
  expect(sums.counted).toBeGreaterThan(alone.length / 2);

  // closed by one, published by another
  const counted = sums.counted.toLocaleString("en");
  await closeEarly(page, group, wave);
  await page
    .getByRole("heading", { level: 1, name: `已关闭：${counted} 份有效` })
    .waitFor({ timeout: 60_000 });
  expect(await page.getByText("相符").count()).toBe(4);
  expect(await page.getByText("不符").count()).toBe(0);
  await publishNumbers(analyst.page, group, wave);
  await page.goto(`${group.url}/waves/${wave}/method`);
  await page.getByRole("heading", { level: 1, name: new RegExp(`${counted} 份答卷代表`) }).waitFor();

  // the scores stand for all owners of the frame, and say of how many answers they are
  const weighed = await rows<{ sum: number; owners: number }>(
    `select round(sum(weight * respondents))::int as sum, (select owners from wave_frame where wave_id = $1) as owners
     from wave_weight where wave_id = $1`,
    [wave],
  );
  expect(weighed[0]?.sum).toBe(weighed[0]?.owners);
  await page.goto(`${group.url}/?wave=${wave}`);
  const home = page.locator("main");
  await expect.poll(() => home.innerText(), { timeout: 60_000 }).toContain(counted);
  // panels come alive one after another, the footer with its count perhaps before the tiles
  await expect.poll(() => home.innerText(), { timeout: 60_000 }).toMatch(/满意度指数\s+\d\d\.\d/);
  expect([...hq.faults, ...agent.faults, ...analyst.faults]).toEqual([]);
  await Promise.all([hq, agent, analyst].map((one) => one.close()));
}, 600_000);
