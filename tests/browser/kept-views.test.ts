import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { type ServedGroup, serveGroup } from "./served-group.ts";
import { signedIn } from "./signed-in.ts";

const DESK = { viewport: { width: 1440, height: 900 }, locale: "zh-CN" };

let group: ServedGroup;
let browser: Browser;

beforeAll(async () => {
  [group, browser] = await Promise.all([serveGroup(), launchChromium()]);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await group?.end();
});

test("a picture of the projects is kept, shared, opened by a colleague with her own rights, deleted and taken back", async () => {
  const head = await signedIn(browser, group, "hq", DESK);
  await head.page.goto(`${group.url}/compare`);
  await head.page.getByText("第 1 档").first().waitFor();
  // the keyboard alone: Escape gives the focus back, Enter takes what the arrow came to
  const wave = head.page.getByRole("button", { name: /^期次/ });
  await wave.press("ArrowDown");
  await head.page.getByRole("menuitemradio").first().waitFor();
  await head.page.keyboard.press("Escape");
  await expect.poll(() => head.page.getByRole("menu").count()).toBe(0);
  expect(await wave.evaluate((button) => button === document.activeElement)).toBe(true);
  await wave.press("Enter");
  await head.page.getByRole("menuitemradio").nth(1).waitFor();
  await head.page.keyboard.press("ArrowDown");
  await head.page.keyboard.press("Enter");
  await head.page.waitForURL(/wave=\d+/);
  const query = new URL(head.page.url()).search;

  const menu = head.page.getByRole("button", { name: "收藏的视图" });
  await menu.click();
  await head.page.getByRole("menuitem", { name: "收藏现在这张" }).click();
  const dialog = head.page.getByRole("dialog");
  await dialog.getByLabel("名称").fill("上一期的分档");
  await dialog.getByLabel("共享给").selectOption(String(group.units.get("EC")));
  await dialog.getByLabel("其中的角色").selectOption("region_head");
  await dialog.getByRole("button", { name: "保存" }).click();
  await head.page.getByText("已收藏", { exact: true }).waitFor();

  const region = await signedIn(browser, group, "east", DESK);
  await region.page.goto(`${group.url}/compare`);
  await region.page.getByRole("heading", { level: 1 }).waitFor();
  await region.page.getByRole("button", { name: "收藏的视图" }).click();
  await region.page.getByRole("menuitem", { name: /上一期的分档/ }).click();
  await region.page.waitForURL((url) => url.search === query);

  // whoever it is shared with cannot delete it; who kept it can, and take that back
  await region.page.getByRole("button", { name: "收藏的视图" }).click();
  await region.page.getByRole("menuitem", { name: /上一期的分档/ }).waitFor();
  expect(await region.page.getByRole("menuitem", { name: "删除" }).count()).toBe(0);
  await menu.click();
  await head.page.getByRole("menuitem", { name: "删除" }).click();
  const deleted = head.page.getByRole("menuitem", { name: /上一期的分档/ });
  await deleted.waitFor({ state: "detached" });
  // Escape would put away what was said last, and with it the way back; the open menu hides it from the tree
  await head.page.getByRole("button", { name: "撤销", includeHidden: true }).click();
  await deleted.waitFor();

  expect([...head.faults, ...region.faults]).toEqual([]);
  await Promise.all([head.close(), region.close()]);
}, 120_000);

test("a filter that came along from another page is shown, in the printed line too, and taken off", async () => {
  const head = await signedIn(browser, group, "hq", DESK);
  const { page } = head;
  await page.goto(`${group.url}/?mode=phone&org=now`);
  const foot = page.locator("footer", { hasText: "有效样本" });
  await foot.getByText("方式 电话").waitFor({ timeout: 60_000 });
  await expect.poll(() => foot.textContent(), { timeout: 30_000 }).toContain("现在的组织架构");
  await page.getByRole("button", { name: "方式恢复默认" }).click();
  await page.waitForURL((url) => !url.searchParams.has("mode"));
  await expect.poll(() => foot.textContent(), { timeout: 30_000 }).not.toContain("方式");
  await page.getByRole("button", { name: "架构恢复默认" }).click();
  await page.waitForURL((url) => url.search === "");
  await expect.poll(() => page.getByRole("button", { name: /^架构/ }).count()).toBe(0);
  expect(head.faults).toEqual([]);
  await head.close();
}, 120_000);

test("what other weights would make of a closed wave is shown beside its method when asked for", async () => {
  const head = await signedIn(browser, group, "hq", DESK);
  const { page } = head;
  const list = (await (await page.request.get(`${group.url}/api/trpc/waves.list?input=%7B%7D`)).json()) as {
    result: { data: readonly { id: number; state: string }[] };
  };
  const closed = list.result.data.find(({ state }) => state === "closed" || state === "published");
  await page.goto(`${group.url}/waves/${closed?.id}/method`);
  const panel = page.getByRole("region", { name: "再按别的特征加权会怎样" });
  await panel.getByText("发布的得分按项目 × 阶段加权").waitFor();
  expect(await panel.getByRole("table").count()).toBe(0);
  await panel.getByText("产品类型", { exact: true }).click();
  await panel.getByRole("table").first().waitFor();
  const once = await panel.textContent();
  await panel.getByText("交付批次", { exact: true }).click();
  await expect.poll(() => panel.textContent()).not.toBe(once);
  await panel.getByRole("table").first().waitFor();
  await panel.getByText("不加", { exact: true }).click();
  await expect.poll(() => panel.getByRole("table").count()).toBe(0);
  expect(head.faults).toEqual([]);
  await head.close();
}, 120_000);
