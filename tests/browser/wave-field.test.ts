import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type pg from "pg";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { launchChromium } from "./chromium.ts";
import { recordRows } from "./record-rows.ts";
import { refusalIsTold } from "./refused-file.ts";
import { type ServedGroup, serveGroup } from "./served-group.ts";
import { throughTheDoor } from "./signed-in.ts";
import { type WatchedPage, watchedPage } from "./watched-page.ts";

const PICTURES = "test-results";
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let group: ServedGroup;
let browser: Browser;
let wave: number;

const rows = <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
  recordRows<Row>(group, text, values);

async function deskOf(who: string, options: object = DESK): Promise<WatchedPage> {
  const desk = await watchedPage(browser, group.url, options);
  await throughTheDoor(desk.page, group, who);
  return desk;
}

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations: found } = await axe.run();
    return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html.slice(0, 120)}`));
  });
}

const at = (page: string) => `${group.url}/waves/${wave}/${page}`;
const h1 = (page: Page) => page.locator("main h1").first();

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  [group, browser] = await Promise.all([serveGroup(), launchChromium()]);
  const [found] = await rows<{ id: string }>("select id from wave where kind = 'annual' and state = 'field'");
  wave = Number(found?.id);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await group?.end();
});

test("headquarters watches the field, and an answer shows within seconds", async () => {
  const desk = await deskOf("hq");
  const { page } = desk;
  await page.goto(at("monitor"));
  await expect.poll(() => h1(page).innerText(), { timeout: 30_000 }).toMatch(/完成目标的 \d+%|已达到目标/);
  const counted = async () => {
    const tile = page.locator("section", { has: page.getByRole("heading", { name: "有效样本" }) }).first();
    const text = await tile.innerText();
    return Number(/有效样本\s*([\d,]+)/.exec(text)?.[1]?.replaceAll(",", ""));
  };
  const before = await counted();
  expect(before).toBeGreaterThan(100);
  const link = group.links.find(({ phase }) => phase === "S");
  const sent = await page.request.post(`${group.url}${link?.path}`, {
    data: { submissionId: randomUUID(), answers: STABLE_ANSWERS, complete: true },
  });
  expect(sent.status()).toBe(200);
  await expect.poll(counted, { timeout: 20_000, interval: 250 }).toBe(before + 1);

  // figures instead of pictures, one mode, one unit: all in the address
  await page.locator("#progress").locator("xpath=..").getByRole("button", { name: "看表格" }).click();
  await page.getByRole("columnheader", { name: "区间（百分点）" }).waitFor();
  await page.getByRole("button", { name: /方式/ }).click();
  await page.getByRole("menuitemradio", { name: "电话" }).click();
  await expect.poll(counted, { timeout: 20_000 }).toBeLessThan(before);
  expect(page.url()).toContain("mode=phone");
  await page.goto(`${at("monitor")}?unit=${group.units.get("EC04")}`);
  await expect.poll(() => h1(page).innerText(), { timeout: 20_000 }).toContain("云溪里");
  const file = await page.request.get(
    `${group.url}/api/fieldwork/progress?wave=${wave}&unit=${group.units.get("EC")}&format=csv`,
  );
  expect(await file.text()).toContain("project_code");
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: `${PICTURES}/monitor-1440.png`, fullPage: true });
  expect(desk.faults).toEqual([]);
  await desk.close();
});

test("those who are rated see strata in fives, no reviews, no links and no reports", async () => {
  const desk = await deskOf("linjiang", PHONE);
  const { page } = desk;
  await page.goto(at("monitor"));
  await page.getByText("份数按 5 份取整").first().waitFor();
  expect(await page.locator("main").innerText()).not.toContain("有人要求改分");
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: `${PICTURES}/monitor-390.png`, fullPage: true });
  expect(desk.faults).toEqual([]);
  for (const [path, input] of [
    ["quality.queue", { waveId: wave }],
    ["quality.interference", { waveId: wave }],
    ["quality.effect", { waveId: wave }],
    ["mailings.list", { waveId: wave }],
  ] as const) {
    const query = encodeURIComponent(JSON.stringify(input));
    expect((await page.request.get(`${group.url}/api/trpc/${path}?input=${query}`)).status(), path).toBe(403);
  }
  for (const path of ["links?mailing=1&format=csv&reason=why", `progress?wave=${wave}`])
    expect((await page.request.get(`${group.url}/api/fieldwork/${path}`)).status(), path).toBe(403);
  await desk.close();
});

test("an odd answer is kept and taken back, then voided by two, and the score tells the difference", async () => {
  const desk = await deskOf("analyst");
  const { page } = desk;
  await page.goto(at("quality"));
  const waiting = async () => Number(/^([\d,]+) 份答卷待复核/.exec(await h1(page).innerText())?.[1]);
  await expect.poll(waiting, { timeout: 30_000 }).toBeGreaterThan(5);
  const before = await waiting();
  // the first row has the focus; one key, then Enter with the usual reason
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest("ol") != null), { timeout: 15_000 })
    .toBe(true);
  await page.keyboard.press("1");
  await page.getByLabel("理由").press("Enter");
  await expect.poll(waiting, { timeout: 15_000 }).toBe(before - 1);
  await page.getByRole("button", { name: "撤销" }).click();
  await expect.poll(waiting, { timeout: 15_000 }).toBe(before);
  await page.getByRole("list", { name: "待复核" }).getByRole("button").first().click();
  await page.keyboard.press("j");
  await page.keyboard.press("3");
  await page.getByLabel("理由").press("Enter");
  await page.getByText("等另一位确认").first().waitFor();
  await page.getByText("现行减收回").first().waitFor();
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: `${PICTURES}/quality-1440.png`, fullPage: true });
  expect(desk.faults).toEqual([]);

  const other = await deskOf("hq");
  await other.page.goto(at("quality"));
  await other.page.getByText("提议作废").first().waitFor();
  await other.page
    .getByRole("list", { name: "待复核" })
    .getByRole("button")
    .filter({ hasText: "提议作废" })
    .first()
    .click();
  await other.page.getByRole("button", { name: "确认作废" }).click();
  await other.page.getByText("已作废，不再计入").first().waitFor();
  const [voided] = await rows<{ n: string }>(
    "select count(*) as n from response where wave_id = $1 and quality = 'void'",
    [wave],
  );
  expect(Number(voided?.n)).toBe(1);
  await expect
    .poll(() => other.page.locator("section", { hasText: "对分数的影响" }).first().innerText(), {
      timeout: 15_000,
    })
    .toMatch(/全部\s+[\d.]+ n [\d,]+/);
  expect(other.faults).toEqual([]);
  await Promise.all([desk.close(), other.close()]);
});

test("letters are ordered, made, fetched and read; deliveries come back; reminders spare whoever rests", async () => {
  const desk = await deskOf("analyst");
  const { page } = desk;
  await page.goto(at("invitations"));
  await page.getByRole("button", { name: "写给业主" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("方式").selectOption("letter");
  await dialog.getByLabel("写给", { exact: true }).selectOption(String(group.units.get("SC01")));
  await dialog.getByLabel("最多多少户").fill("8");
  await dialog.getByText("写给 8 户").first().waitFor();
  await dialog.getByRole("button", { name: "生成 8 个链接" }).click();
  await page.getByRole("button", { name: "取链接" }).waitFor({ timeout: 20_000 });
  await page.getByRole("button", { name: "取链接" }).click();
  await dialog.getByLabel("用途").fill("打印信函");
  const [printed] = await Promise.all([
    page.waitForEvent("popup"),
    dialog.getByRole("button", { name: "打开打印页" }).click(),
  ]);
  await printed.waitForURL(/format=letters/);
  const address = printed.url();
  await printed.close();
  const letters = await (await page.request.get(address)).text();
  expect(letters.match(/<article class="letter">/g)?.length).toBe(8);
  expect(letters.match(/<svg/g)?.length).toBe(8);
  const csv = await (await page.request.get(address.replace("format=letters", "format=csv"))).text();
  const links = [...csv.matchAll(/(https?:[^,]+\/s\/[A-Za-z0-9_-]{24})/g)].map(([link]) => link);
  expect(links.length).toBe(8);
  for (const link of links) expect(letters).toContain(link);
  const path = new URL(links[0] ?? "").pathname;
  expect((await page.request.get(`${group.url}${path}`)).status()).toBe(200);
  await dialog.waitFor({ state: "detached" });

  const report = ["链接,状态", `${links[0]},送达`, `${links[1]},空号`, `${links[2]},TD`].join("\n");
  const file = { name: "回执.csv", mimeType: "text/csv", buffer: Buffer.from(report) };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "导入 3 条" }).click();
  await page.getByText("已导入 3 条").first().waitFor();
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "没有新内容" }).waitFor();
  const states = await rows<{ state: string; n: string }>(
    "select state, count(*) as n from invitation where mailing_id is not null group by 1 order by 1",
  );
  expect(states.map(({ state, n }) => [state, Number(n)])).toEqual([
    ["created", 6],
    ["delivered", 1],
    ["failed", 1],
  ]);

  // four days later those who were written to may be reminded
  await page.getByRole("button", { name: "写给业主" }).click();
  await dialog.getByLabel("写什么").selectOption("reminder");
  await dialog.getByLabel("写给", { exact: true }).selectOption(String(group.units.get("SC01")));
  await dialog.getByText("写给 0 户").first().waitFor();
  await dialog
    .getByText(/刚联系过 6/)
    .first()
    .waitFor();
  await rows("update invitation set created_at = created_at - interval '4 days'");
  await dialog.getByLabel("方式").selectOption("wechat");
  await dialog.getByText("写给 6 户").first().waitFor();
  await dialog.getByRole("button", { name: "生成 6 个链接" }).click();
  await expect.poll(() => page.getByRole("button", { name: "取链接" }).count(), { timeout: 20_000 }).toBe(2);
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: `${PICTURES}/invitations-1440.png`, fullPage: true });
  expect(desk.faults).toEqual([]);
  await desk.close();
});

test("numbers for text messages are fetched by the custodian, who says what for; whoever runs the wave gets links", async () => {
  const desk = await deskOf("analyst");
  await desk.page.goto(at("invitations"));
  await desk.page.getByRole("button", { name: "取链接" }).first().waitFor();
  const before = await desk.page.getByRole("button", { name: "取链接" }).count();
  await desk.page.getByRole("button", { name: "写给业主" }).click();
  const order = desk.page.getByRole("dialog");
  await order.getByLabel("方式").selectOption("sms");
  await order.getByLabel("写给", { exact: true }).selectOption(String(group.units.get("EC04")));
  await order.getByLabel("最多多少户").fill("5");
  await order.getByRole("button", { name: "生成 5 个链接" }).click();
  const links = desk.page.getByRole("button", { name: "取链接" });
  await expect.poll(() => links.count(), { timeout: 20_000 }).toBe(before + 1);
  const numbers = await desk.page.request.get(
    `${group.url}/api/fieldwork/numbers?mailing=1&format=csv&reason=why`,
  );
  expect(numbers.status()).toBe(403);

  const custodian = await deskOf("custodian", { ...DESK, acceptDownloads: true });
  const { page } = custodian;
  await page.goto(`${group.url}/sending`);
  await page.getByRole("heading", { level: 1, name: "1 份短信名单可取" }).waitFor();
  await page.getByRole("button", { name: "取名单" }).click();
  const dialog = page.getByRole("dialog", { name: "取 5 户的手机号" });
  expect(await dialog.getByRole("button", { name: "下载" }).isDisabled()).toBe(true);
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: `${PICTURES}/numbers-1440.png` });
  await dialog.getByLabel("格式").selectOption("csv");
  await dialog.getByLabel("用途").fill("交给短信服务商");
  const arriving = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "下载" }).click();
  const file = await arriving;
  expect(file.suggestedFilename()).toMatch(/^sms-\d{4}-\d+\.csv$/);
  const [head, ...lines] = readFileSync(await file.path(), "utf8")
    .replace("\uFEFF", "")
    .trim()
    .split(/\r?\n/);
  expect(head).toBe("phone,link,text");
  expect(lines.length).toBe(5);
  for (const line of lines) expect(line).toMatch(/^1\d{10},https?:\/\/[^,]+\/s\/[\w-]{24},/);
  await dialog.waitFor({ state: "detached" });
  const looks = await rows<{ reason: string; homes: string }>(
    "select detail ->> 'reason' as reason, detail ->> 'homes' as homes from audit_log where action = 'identity.viewed' and detail ->> 'purpose' = 'text-messages'",
  );
  expect(looks).toEqual([{ reason: "交给短信服务商", homes: "5" }]);

  // the same dialog stands before links, with the formats of links
  await links.first().click();
  const plain = desk.page.getByRole("dialog");
  expect(await plain.getByLabel("格式").locator("option").count()).toBe(4);
  await refusalIsTold(desk.page);
  await desk.page.keyboard.press("Escape");
  // the refusals above are in the console, and nothing else
  expect([...desk.faults, ...custodian.faults].filter((fault) => !fault.includes("410"))).toEqual([]);
  await Promise.all([desk.close(), custodian.close()]);
});
