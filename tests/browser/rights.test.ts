import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openRecord } from "#server/database/connection.ts";
import { callAtAnyHour } from "./any-hour.ts";
import { launchChromium } from "./chromium.ts";
import { axeFaults, layoutFaults, settled } from "./screen-faults.ts";
import { type ServedGroup, serveGroup } from "./served-group.ts";
import { signedIn } from "./signed-in.ts";
import { watchedPage } from "./watched-page.ts";

const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 } };
let group: ServedGroup;
let browser: Browser;

beforeAll(async () => {
  [group, browser] = await Promise.all([serveGroup(2_000), launchChromium()]);
  await callAtAnyHour(group);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await group?.end();
});

test("an owner asks by the link, the custodian erases in two steps, and the link opens nothing", async () => {
  const link = `${group.url}${group.links[0]?.path}`;
  const owner = await watchedPage(browser, group.url, PHONE);
  await owner.page.goto(link);
  await owner.page.getByRole("link", { name: "申请删除" }).click();
  await owner.page.getByText("工作日内办完").waitFor();
  expect(await layoutFaults(owner.page)).toEqual([]);
  await owner.page.getByRole("button", { name: "申请删除" }).click();
  await owner.page.getByText("记下了，会删除").waitFor();
  const number = /SC-\d{6}/.exec((await owner.page.locator("main").textContent()) ?? "")?.[0] ?? "";
  expect(number).not.toBe("");

  const { page, faults, close } = await signedIn(browser, group, "custodian", DESK);
  await page.goto(`${group.url}/erasures`);
  await settled(page);
  await page.getByRole("button", { name: `删除 ${number}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("人与答卷的对应关系").waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await dialog.getByRole("button", { name: "下一步" }).click();
  const last = dialog.getByRole("button", { name: "永久删除" });
  expect(await last.isDisabled()).toBe(true);
  await dialog.getByRole("textbox").fill(number.toLowerCase());
  await last.click();
  await page.getByRole("heading", { name: `个人信息删除凭证 ${number}` }).waitFor();
  await page.getByText("与记录一致").waitFor();
  expect(await layoutFaults(page)).toEqual([]);
  await page.goto(`${group.url}/erasures`);
  await page.getByRole("link", { name: "删除凭证" }).waitFor();

  await owner.page.goto(link);
  await owner.page.getByText("这个链接打不开").waitFor();
  // the refusal to open it is an answer of the kind a browser complains of
  expect(owner.faults.filter((fault) => !/404/.test(fault))).toEqual([]);
  expect(faults).toEqual([]);
  await owner.close();
  await close();
});

test("the custodian writes down what somebody asked for in person, and closes it when it is taken back", async () => {
  const { page, faults, close } = await signedIn(browser, group, "custodian", PHONE);
  await page.goto(`${group.url}/erasures`);
  await settled(page);
  const record = openRecord(group.databaseUrl, { max: 1 });
  const { rows } = await record.pool.query<{ code: string }>(
    "select h.code from home h join ownership o on o.home_id = h.id join vault.owner v on v.id = o.owner_id and v.forgotten_at is null order by h.id desc limit 1",
  );
  await record.close();
  await page.getByLabel("按什么找").selectOption("home");
  await page.getByRole("textbox", { name: "房间编码" }).fill(rows[0]?.code ?? "");
  await page.getByRole("button", { name: "查找" }).click();
  await page.getByRole("button", { name: "当面" }).first().click();
  await page.getByText(/当面，.*记/).waitFor();
  expect(await layoutFaults(page)).toEqual([]);
  await page.getByRole("button", { name: /不删除/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "关闭申请" }).click();
  await page.getByText("业主收回", { exact: true }).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("customer service follows up who agreed to it, with a reason, and marks what came of it", async () => {
  const { page, faults, close } = await signedIn(browser, group, "agent", DESK);
  await page.goto(`${group.url}/followups`);
  await settled(page);
  const cards = page.locator("main li");
  await cards.first().waitFor();
  const waiting = async () => Number.parseInt(await page.getByRole("heading", { level: 1 }).innerText(), 10);
  const before = await waiting();
  expect(before).toBeGreaterThan(20);
  // some at a time
  expect(await cards.count()).toBe(20);
  await page.getByRole("button", { name: /^再看 \d+ 份$/ }).click();
  await expect.poll(() => cards.count()).toBe(Math.min(40, before));
  expect(await axeFaults(page)).toEqual([]);
  await cards.first().getByRole("button", { name: "打开业主" }).click();
  await cards.first().getByRole("button", { name: "打电话跟进" }).click();
  await cards.first().getByText("今天还能看 149 户").waitFor();
  expect(await layoutFaults(page)).toEqual([]);
  await cards.first().getByRole("button", { name: "办好了" }).click();
  await expect.poll(waiting, { timeout: 20_000 }).toBe(before - 1);
  await page.getByRole("radio", { name: "已跟进" }).click();
  await page.getByText("1 份已跟进").waitFor();
  expect(faults).toEqual([]);
  await close();
});
