import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { type ServedGroup, serveGroup } from "./served-group.ts";
import { throughTheDoor } from "./signed-in.ts";
import { watchedPage } from "./watched-page.ts";

const DESK = { viewport: { width: 1440, height: 900 } };
let group: ServedGroup;
let browser: Browser;

beforeAll(async () => {
  [group, browser] = await Promise.all([serveGroup(1_500), launchChromium()]);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await group?.end();
});

async function signedIn(who: string) {
  const watched = await watchedPage(browser, group.url, DESK);
  const { page } = watched;
  await throughTheDoor(page, group, who, "/questionnaires");
  await page.waitForURL(/\/questionnaires$/);
  // drawn by the server; its buttons answer once the script has run
  await page.waitForLoadState("networkidle");
  return watched;
}

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const saved = (page: Page) => page.getByRole("status").getByText("已保存").first().waitFor();

/** Writes over some words of a long text, as a person does. */
async function retype(area: Locator, words: string, others: string): Promise<void> {
  await area.evaluate((element, wanted) => {
    if (!(element instanceof HTMLTextAreaElement)) throw new Error("no text area");
    const at = element.value.indexOf(wanted);
    element.focus();
    element.setSelectionRange(at, at + wanted.length);
  }, words);
  await area.page().keyboard.insertText(others);
}

test("an analyst rewords a question, sees the trend break, and a second person publishes it", async () => {
  const analyst = await signedIn("analyst");
  const { page } = analyst;
  await page.getByRole("button", { name: "给“年度业主满意度调查”新起一版" }).click();
  await page.waitForURL(/\/questionnaires\/annual\/2/);
  await saved(page);
  expect(await page.getByRole("button", { name: "提交审核" }).isDisabled()).toBe(true);

  // the preview is alive and follows what is typed
  const phone = page.getByRole("region", { name: "手机预览" }).last();
  await phone.getByText("您对示例项目满意吗").first().waitFor();
  // it turns to the item at hand; an option begun and taken back leaves nothing to save
  const search = page.getByLabel("找题号或文字");
  await search.fill("Y21");
  await page.getByRole("button", { name: /Y21/ }).first().click();
  await phone.getByText("家里出现过哪些质量问题").first().waitFor();
  await page.getByRole("button", { name: "加选项" }).click();
  await page.getByText("Y21 还有空着的文字，填好就保存").first().waitFor();
  await page.getByRole("button", { name: "撤销" }).click();
  await saved(page);
  await search.fill("Y01");
  await page.getByRole("button", { name: /Y01/ }).first().click();
  await phone.getByText("您对示例项目满意吗").first().waitFor();
  await search.fill("");

  const wording = page.getByRole("group", { name: "问法" }).getByLabel("中文");
  await wording.fill("您对【project】整体满意吗？");
  await phone.getByText("您对示例项目整体满意吗？").first().waitFor();
  await saved(page);
  await page.getByText("这题变成第 2 版，趋势在这里断开").first().waitFor();

  // an empty text is kept on the page, and said, until it can be saved
  await wording.fill("");
  await page.getByText("Y01 还有空着的文字，填好就保存").first().waitFor();
  await page.getByRole("button", { name: "撤销" }).click();
  // what was typed within two seconds is undone together
  await phone
    .getByText(/您对示例项目(整体)?满意吗/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: "重做" }).click();
  await wording.fill("您对【project】整体满意吗？");
  await saved(page);

  await page.getByRole("tab", { name: "改了什么" }).click();
  await page.getByText("题目 1→2 版，断点").first().waitFor();

  // a number can be emptied and typed anew; routing is told by what owners read
  await page.getByRole("tab", { name: "题目" }).click();
  await page.getByRole("button", { name: /^Y08/ }).click();
  const months = page.getByLabel("几个月内");
  await months.fill("");
  await months.pressSequentially("24");
  expect(await months.inputValue()).toBe("24");
  await page.getByLabel("接在哪一题后").selectOption("Y03");
  await page.getByRole("tab", { name: "改了什么" }).click();
  await page.getByText("Y03 答“肯定不会”时，签约 24 个月内").waitFor();
  await page.getByRole("button", { name: /^Y08/ }).click();
  await page.getByLabel("接在哪一题后").selectOption("");
  await months.fill("300");
  await page.keyboard.press("Tab");
  expect(await months.inputValue()).toBe("24");
  await months.fill("12");
  await saved(page);

  await page.getByRole("tab", { name: "JSON" }).click();
  const json = page.getByRole("textbox", { name: /改这里或改表单/ });
  await retype(json, '"minutes": 5', '"minutes": "five"');
  await page.getByRole("button", { name: /第 8 行/ }).waitFor();
  await page.getByText("minutes 要填数字，不加引号").waitFor();
  await retype(json, '"minutes": "five"', '"minutes": 6');
  await saved(page);

  await page.getByRole("button", { name: "提交审核" }).click();
  await page.getByRole("dialog").getByLabel("原因").fill("更口语");
  await page.getByRole("dialog").getByRole("button", { name: "提交" }).click();
  await page.getByText("你动过这一版，要由别人发布").first().waitFor();
  expect(await page.getByRole("button", { name: "发布", exact: true }).count()).toBe(0);
  expect(analyst.faults).toEqual([]);

  const head = await signedIn("hq");
  await head.page.getByRole("link", { name: "打开“年度业主满意度调查”第 2 版" }).click();
  await heading(head.page).getByText("待审，改了 2 处，1 题的趋势断开").first().waitFor();
  await head.page.getByRole("button", { name: "发布", exact: true }).click();
  await head.page.getByRole("dialog").getByRole("button", { name: "发布" }).click();
  await heading(head.page).getByText("第 2 版，46 项，还没有调查用过").first().waitFor();
  await head.page.getByRole("tab", { name: "经过" }).click();
  await head.page.getByText("更口语").first().waitFor();
  expect(head.faults).toEqual([]);
  await Promise.all([analyst.close(), head.close()]);
}, 180_000);

test("whoever is rated reads what is published and changes nothing", async () => {
  const { page, faults, close } = await signedIn("east");
  await page.getByRole("link", { name: "打开“年度业主满意度调查”第 1 版" }).click();
  await heading(page).getByText("第 1 版，46 项").first().waitFor();
  expect(await page.getByRole("button", { name: /起草|发布|退回/ }).count()).toBe(0);
  await page.getByLabel("找题号或文字").fill("渗漏");
  await page.getByRole("navigation", { name: "题目" }).getByRole("button").first().click();
  await page.getByRole("heading", { name: /Y18/ }).waitFor();
  expect(faults).toEqual([]);
  await close();
});
