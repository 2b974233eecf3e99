import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { addDays, shanghaiDate } from "#surveys/calendar-date.ts";
import { pressWhenReady } from "./press-when-ready.ts";
import type { ServedGroup } from "./served-group.ts";

/** Begins a year-end wave that opens today, its notice written. @returns its id */
export async function planWave(page: Page, group: ServedGroup): Promise<number> {
  const today = shanghaiDate(new Date());
  await page.goto(`${group.url}/waves`);
  await pressWhenReady(page.getByRole("button", { name: "新建年度调查" }));
  await page.getByRole("button", { name: "开始计划" }).click();
  await page.waitForURL(/\/waves\/\d+$/);
  await page.getByLabel("截止日").fill(addDays(today, -1));
  await page.getByLabel("开放日").fill(today);
  await page.getByLabel("结束日").fill(addDays(today, 20));
  await page.getByText(/锁定名单前还差/).waitFor();
  await page.getByRole("textbox", { name: "中文" }).fill("集团请您评价住得怎么样。");
  await page
    .getByRole("textbox", { name: "英文", exact: true })
    .fill("The group asks how you like living here.");
  await page.getByText(/锁定名单前还差/).waitFor({ state: "detached" });
  return Number(page.url().split("/").at(-1));
}

/** Looks ahead at the frame of a planned wave. */
export async function previewFrame(page: Page): Promise<void> {
  await page.getByRole("link", { name: "去看名单" }).click();
  await page.getByRole("button", { name: "预览名单" }).click();
  await page.getByRole("heading", { level: 1, name: /户不打扰/ }).waitFor();
}

/** Fixes the frame that was looked at. */
export async function lockFrame(page: Page): Promise<void> {
  await page.getByRole("button", { name: "锁定名单" }).click();
  await page.getByRole("heading", { level: 1, name: /名单已锁定/ }).waitFor();
}

/** Draws a sample as it was planned, and proves that the same homes are drawn again. */
export async function drawAndReplay(page: Page, seed: string): Promise<void> {
  await page.getByRole("button", { name: "抽样", exact: true }).click();
  await page.getByText(`种子 ${seed}`).waitFor();
  await page.getByRole("button", { name: "重放核对" }).click();
  await page.getByText("重放一致，逐户相同").waitFor();
}

/** Opens the field. */
export async function openField(page: Page): Promise<void> {
  await page.getByRole("button", { name: "开始访问" }).click();
  await page
    .getByRole("navigation", { name: "本次调查的页面" })
    .getByRole("link", { name: "关闭与导出" })
    .waitFor();
}

/** Gives a reason in the dialog that asks for one. */
export async function giveReason(page: Page, reason: string, confirm: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "理由" }).fill(reason);
  await dialog.getByRole("button", { name: confirm, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Closes a wave before its last day. */
export async function closeEarly(page: Page, group: ServedGroup, wave: number): Promise<void> {
  await page.goto(`${group.url}/waves/${wave}/close`);
  await pressWhenReady(page.getByRole("button", { name: "提前关闭" }));
  await giveReason(page, "演示，提前结束", "关闭");
}

/** Publishes the numbers of a closed wave. */
export async function publishNumbers(page: Page, group: ServedGroup, wave: number): Promise<void> {
  await page.goto(`${group.url}/waves/${wave}/close`);
  await pressWhenReady(page.getByRole("button", { name: "发布", exact: true }));
  await giveReason(page, "数据已核对", "发布");
  await page.getByRole("heading", { level: 1, name: /已发布/ }).waitFor();
}

/** The dialog in which an order is written. */
export async function orderDialog(page: Page, group: ServedGroup, wave: number): Promise<Locator> {
  await page.goto(`${group.url}/waves/${wave}/invitations`);
  await pressWhenReady(page.getByRole("button", { name: "写给业主" }));
  return page.getByRole("dialog");
}

/** Orders letters for everybody drawn, fetches the file and reads its links as a printer would. */
export async function orderLetters(page: Page, group: ServedGroup, wave: number): Promise<readonly string[]> {
  const dialog = await orderDialog(page, group, wave);
  await dialog.getByLabel("方式").selectOption("letter");
  await dialog.getByRole("button", { name: /生成 [\d,]+ 个链接/ }).click();
  await page.getByRole("button", { name: "取链接" }).click({ timeout: 60_000 });
  await dialog.getByLabel("格式").selectOption("csv");
  await dialog.getByLabel("用途").fill("印信函");
  const arriving = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "下载" }).click();
  const text = readFileSync(await (await arriving).path(), "utf8");
  await dialog.waitFor({ state: "detached" });
  // the served group has no public address of its own
  return [...text.matchAll(/https?:[^,]+(\/s\/[\w-]{24})/g)].map(([, path]) => group.url + path);
}
