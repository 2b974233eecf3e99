import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { type ServedGroup, serveGroup } from "./served-group.ts";
import { throughTheDoor } from "./signed-in.ts";
import { watchedPage } from "./watched-page.ts";

const DESK = { viewport: { width: 1440, height: 900 } };
const VERSION = { id: "owner-satisfaction", version: 2 };
const BENCH = `/weights/${VERSION.id}/${VERSION.version}`;

let group: ServedGroup;
let browser: Browser;

beforeAll(async () => {
  [group, browser] = await Promise.all([serveGroup(), launchChromium()]);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await group?.end();
});

async function signIn(page: Page, who: string): Promise<void> {
  await throughTheDoor(page, group, who);
}

type Wave = { readonly id: number; readonly year: number; readonly state: string };
type Heat = {
  readonly rows: readonly { readonly cells: readonly { readonly value: number | null }[] }[];
  readonly passport: { readonly definition: { readonly version: number } };
};

async function ask<Answer>(page: Page, path: string, input: unknown): Promise<Answer> {
  const address = `${group.url}/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`;
  const body = (await (await page.request.get(address)).json()) as { result: { data: Answer } };
  return body.result.data;
}

function publish(page: Page) {
  return page.request.post(`${group.url}/api/trpc/definitionDrafts.publish`, {
    data: VERSION,
    headers: { origin: group.url },
  });
}

/** The whole group's numbers of a wave under the rule of its time. */
function numbersOf(page: Page, wave: number): Promise<Heat> {
  return ask<Heat>(page, "indicators.heat", { unit: group.units.get("HQ"), wave });
}

test("weights are moved by one person, seen at once, and published by another; the past stays", async () => {
  const analyst = await watchedPage(browser, group.url, DESK);
  const { page } = analyst;
  await signIn(page, "analyst");
  const waves = await ask<Wave[]>(page, "waves.list", {});
  const [running, settled] = waves;
  const before = await numbersOf(page, settled?.id ?? 0);

  await page.goto(`${group.url}/weights`);
  await page.getByRole("button", { name: "从第 1 版起草" }).first().click();
  await page.waitForURL(`**${BENCH}`);
  await page.getByText("还没有影响").waitFor();
  const whole = page.locator("[data-after=HQ]");
  const was = await whole.textContent();

  // a drag: the picture follows before the hand rests, the server settles it afterwards
  const thumb = page.getByRole("slider", { name: "拖动房屋质量的权重" });
  const box = await thumb.boundingBox();
  if (!box) throw new Error("the weight of 房屋质量 is not on the page");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.45, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.95, y, { steps: 8 });
  await page.mouse.up();
  await expect.poll(async () => Number(await thumb.inputValue())).toBeGreaterThan(8_000);
  await expect.poll(() => whole.textContent()).not.toBe(was);
  await page.locator("[data-settled=true]").waitFor();
  await page.getByText("合计").first().waitFor();

  // the keyboard: level one by arrow keys, siblings keep the row at 100, undo takes it back
  const outcome = page.getByRole("spinbutton", { name: "全部业主：总体感受指数权重" });
  await outcome.focus();
  for (let step = 0; step < 8; step++) await page.keyboard.press("Shift+ArrowUp");
  await expect.poll(() => outcome.inputValue()).toBe("70");
  await page.locator("[data-settled=true]").waitFor();
  const title = await page.locator("[data-settled] h2").textContent();
  expect(title).toMatch(/个项目换档|没有项目换档/);
  await page.getByRole("button", { name: "撤销" }).click();
  await expect.poll(() => outcome.inputValue()).toBe("30");
  await page.getByRole("button", { name: "重做" }).click();
  await expect.poll(() => outcome.inputValue()).toBe("70");
  await page.getByText("房屋质量权重 45% →").waitFor();

  await page.getByLabel("调整理由（必填，会写进年度报告）").fill("房屋质量被低估，提高它的权重");
  await page.getByText("已存").waitFor();
  await page.getByRole("button", { name: "提交审批" }).click();
  await page.getByText("您参与了起草，要由另一位同事发布。").waitFor();
  expect(await page.getByRole("button", { name: /^发布/ }).count()).toBe(0);
  expect((await publish(page)).status()).toBe(403);

  const head = await watchedPage(browser, group.url, DESK);
  await signIn(head.page, "hq");
  await head.page.goto(`${group.url}${BENCH}`);
  await head.page.getByText("房屋质量被低估").first().waitFor();
  await head.page.locator("[data-settled=true]").waitFor();
  await head.page.getByRole("button", { name: /^发布，/ }).click();
  await head.page.getByRole("heading", { name: "对分数的影响" }).waitFor();
  await head.page.getByText("改", { exact: true }).first().waitFor();

  // what was published stays; the running wave stands under the new rule; either can be read under the other
  const after = await numbersOf(page, settled?.id ?? 0);
  expect(after.rows).toEqual(before.rows);
  expect((await numbersOf(page, running?.id ?? 0)).passport.definition.version).toBe(2);
  await page.goto(`${group.url}/?wave=${settled?.id}&rule=2`);
  const restated = page.locator("h1").getByRole("button", { name: /按第 2 版重算/ });
  await restated.waitFor();
  await expect
    .poll(
      async () => {
        await restated.focus();
        return page
          .getByRole("tooltip")
          .textContent({ timeout: 500 })
          .catch(() => "");
      },
      { timeout: 30_000 },
    )
    .toMatch(/当时口径下是 [\d.]+.*房屋质量被低估，提高它的权重/);
  await page.goto(`${group.url}/compare`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByText("第 1 档").first().waitFor();
  const faults = [...analyst.faults, ...head.faults].filter((fault) => !fault.includes("403"));
  expect(faults).toEqual([]);
  await Promise.all([analyst.close(), head.close()]);
}, 180_000);

test("a version is sent back with a reason, mended, published by the other, and so an older rule comes back", async () => {
  const bench = `/weights/${VERSION.id}/3`;
  const analyst = await watchedPage(browser, group.url, DESK);
  const { page } = analyst;
  await signIn(page, "analyst");
  const waves = await ask<Wave[]>(page, "waves.list", {});
  const [running, settled] = waves;
  const before = await numbersOf(page, settled?.id ?? 0);

  // the first version taken up again differs from the one in force, although nothing of it was touched
  await page.goto(`${group.url}/weights`);
  await page
    .getByRole("row")
    .filter({ hasText: "第 1 版" })
    .getByRole("button", { name: "以此版起草" })
    .first()
    .click();
  await page.waitForURL(`**${bench}`);
  await page.getByText(/和第 2 版比，改了 [1-9]/).waitFor();
  await page.getByLabel("调整理由（必填，会写进年度报告）").fill("恢复原来的权重");
  await page.getByRole("button", { name: "提交审批" }).click();
  await page.getByText("您参与了起草，要由另一位同事发布。").waitFor();

  const head = await watchedPage(browser, group.url, DESK);
  await signIn(head.page, "hq");
  await head.page.goto(`${group.url}/weights`);
  await head.page.getByRole("heading", { name: "1 个版本等审批" }).waitFor();
  await head.page.goto(`${group.url}${bench}`);
  const back = head.page.getByRole("button", { name: "退回修改" });
  await back.click();
  await expect.poll(() => back.isDisabled(), { timeout: 30_000 }).toBe(true);
  await head.page.getByLabel("退回理由").fill("总体感受再加一点");
  await back.click();
  await head.page.getByText("已退回给起草人", { exact: true }).waitFor();

  // the drafter reads why, mends it, and the story of the version grows while she does
  await page.reload();
  const story = page.getByRole("region", { name: "来历" });
  await story.getByText("总体感受再加一点").waitFor();
  const told = await story.getByRole("listitem").count();
  const outcome = page.getByRole("spinbutton", { name: "全部业主：总体感受指数权重" });
  await outcome.press("ArrowUp");
  await expect.poll(() => outcome.inputValue(), { timeout: 30_000 }).toBe("31");
  await expect.poll(() => story.getByRole("listitem").count(), { timeout: 30_000 }).toBe(told + 1);
  await page.getByRole("button", { name: "提交审批" }).click();
  await page.getByText("您参与了起草，要由另一位同事发布。").waitFor();

  await head.page.reload();
  await head.page.getByRole("button", { name: /^发布，/ }).click();
  await head.page.getByRole("heading", { name: "对分数的影响" }).waitFor();

  // what it changed is told against whichever version one asks for
  const changes = head.page.locator("section:has(#changes) ol");
  const against2 = await changes.textContent();
  await head.page.getByRole("button", { name: "对照 第 2 版" }).click();
  await head.page.getByRole("menuitemradio", { name: "第 1 版" }).click();
  await head.page.getByText("和第 1 版比", { exact: true }).waitFor();
  expect(await changes.textContent()).not.toBe(against2);

  expect((await numbersOf(page, running?.id ?? 0)).passport.definition.version).toBe(3);
  expect((await numbersOf(page, settled?.id ?? 0)).rows).toEqual(before.rows);
  expect([...analyst.faults, ...head.faults]).toEqual([]);
  await Promise.all([analyst.close(), head.close()]);
}, 180_000);
