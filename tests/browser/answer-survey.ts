import type { Page } from "playwright-core";
import { beginSurvey, shownQuestion } from "./owner-steps.ts";

/**
 * Answers a survey as an owner with a phone would, until the receipt is there.
 * @param below by question, how many marks below the best one; 0 everywhere when left out, which looks like no reading
 */
export async function answerWithScript(
  page: Page,
  link: string,
  below: (step: number) => number = () => 0,
): Promise<string> {
  await beginSurvey(page, link);
  const receipt = page.getByText("回执编号");
  for (let step = 0; step < 60; step++) {
    const question = await shownQuestion(page);
    if (question === undefined) break;
    const marks = page.locator(`#${question} input[type=radio]`);
    const count = await marks.count();
    // a rating's sixth choice is "not applicable"
    const best = (count === 6 ? 5 : count) - 1;
    if (count > 0) await marks.nth(Math.max(0, best - below(step))).check({ force: true });
    await page.locator("#next").click();
    await page.waitForFunction(
      (before) =>
        document.body.innerText.includes("回执编号") ||
        ![...document.querySelectorAll("main:not([hidden]) fieldset")].some(
          (each) => !each.hasAttribute("hidden") && each.id === before,
        ),
      question,
    );
  }
  await receipt.waitFor();
  return (await receipt.innerText()).replace(/^.*回执编号\s*/s, "").trim();
}

/** The same without any script: whole sections as plain forms. */
export async function answerWithoutScript(page: Page, link: string): Promise<string> {
  await page.goto(link);
  for (let step = 0; step < 30; step++) {
    const receipt = page.getByText("回执编号");
    if (await receipt.count())
      return (await receipt.first().innerText()).replace(/^.*回执编号\s*/s, "").trim();
    for (const name of await page.$$eval("input[type=radio]", (all) => [
      ...new Set(all.map((each) => each.getAttribute("name") ?? "")),
    ])) {
      const marks = page.locator(`input[type=radio][name="${name}"]`);
      // what an answer has not opened is not asked
      if (!(await marks.first().isVisible())) continue;
      await marks.nth(Math.min(4, (await marks.count()) - 1)).check({ force: true });
    }
    await page.locator("button.p").last().click();
    await page.waitForLoadState();
  }
  throw new Error("no receipt after thirty sections");
}
