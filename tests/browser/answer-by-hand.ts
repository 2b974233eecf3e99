import type { BrowserContextOptions, Page } from "playwright-core";
import { answerWithoutScript, answerWithScript } from "./answer-survey.ts";
import { beginSurvey, goOnToTheEnd } from "./owner-steps.ts";
import type { WatchedPage } from "./watched-page.ts";

/** Opens a phone of its own. */
type OpenPhone = (options?: BrowserContextOptions) => Promise<WatchedPage>;

const receipt = (page: Page) => page.getByText("回执编号").waitFor();

async function firstMarkSaved(page: Page, mark: number): Promise<void> {
  await page.locator("#Y01 .o").nth(mark).click();
  await page.getByText("已保存").waitFor();
}

type Way = (link: string, phone: OpenPhone) => Promise<readonly WatchedPage[]>;

/** The ways owners answer at a phone, each up to its receipt: with script, without, offline, on two devices, in two tabs, in haste. */
const WAYS: Readonly<Record<string, Way>> = {
  script: async (link, phone) => {
    const one = await phone();
    await answerWithScript(one.page, link);
    return [one];
  },
  noScript: async (link, phone) => {
    const one = await phone({ javaScriptEnabled: false });
    await answerWithoutScript(one.page, link);
    return [one];
  },
  offline: async (link, phone) => {
    const one = await phone();
    await beginSurvey(one.page, link);
    await firstMarkSaved(one.page, 3);
    await one.page.context().setOffline(true);
    await goOnToTheEnd(one.page);
    await one.page.getByText("还没送到").waitFor();
    await one.page.context().setOffline(false);
    await receipt(one.page);
    // a line that is gone is the console's own complaint
    return [{ ...one, faults: [] }];
  },
  twoDevices: async (link, phone) => {
    const [first, second] = [await phone(), await phone()];
    await beginSurvey(first.page, link);
    await firstMarkSaved(first.page, 4);
    await second.page.goto(link);
    await second.page.getByRole("button", { name: "接着答" }).click();
    await goOnToTheEnd(second.page);
    await receipt(second.page);
    return [first, second];
  },
  twoTabs: async (link, phone) => {
    const tab = await phone();
    const other = await tab.page.context().newPage();
    await beginSurvey(other, link);
    // a tab behind another one is slowed down, on a phone too
    await tab.page.bringToFront();
    await answerWithScript(tab.page, link);
    await other.bringToFront();
    await other.locator("#Y01 .o").nth(0).click();
    await receipt(other);
    return [tab];
  },
  doubleClick: async (link, phone) => {
    const one = await phone();
    await beginSurvey(one.page, link);
    await goOnToTheEnd(one.page, (page) => page.locator("#next").dblclick());
    await receipt(one.page);
    return [one];
  },
};

/** How many owners `answerEveryWay` answers for. */
export const EVERY_WAY = Object.keys(WAYS).length;

/** Answers links in every way at once, one owner a way. @returns what went wrong in the pages */
export async function answerEveryWay(links: readonly string[], phone: OpenPhone): Promise<readonly string[]> {
  const faults = await Promise.all(
    Object.entries(WAYS).map(async ([name, way], index) => {
      const link = links[index];
      if (link === undefined) throw new Error(`no link for ${name}`);
      const used = await way(link, phone);
      for (const one of used) await one.close();
      return used.flatMap((one) => one.faults.map((fault) => `${name}: ${fault}`));
    }),
  );
  return faults.flat();
}
