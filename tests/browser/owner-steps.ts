import type { Page } from "playwright-core";

/** Opens a link and agrees to begin. */
export async function beginSurvey(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole("button", { name: "同意并开始" }).click();
}

/** The question the script shows now; undefined before the first and after the last. */
export function shownQuestion(page: Page): Promise<string | undefined> {
  return page.evaluate(
    () =>
      [...document.querySelectorAll("main:not([hidden]) fieldset")].find(
        (each) => !each.hasAttribute("hidden"),
      )?.id,
  );
}

/** Goes from the question that is shown to the last one, the second mark wherever one is asked. @param send how its button is pressed */
export async function goOnToTheEnd(
  page: Page,
  send: (page: Page) => Promise<void> = (last) => last.locator("#next").click(),
): Promise<void> {
  for (let step = 0; step < 60; step++) {
    const marks = page.locator("main.js fieldset:not([hidden]) input[type=radio]");
    if ((await marks.count()) > 0) await marks.nth(1).check({ force: true });
    if (((await page.locator("#next").textContent()) ?? "").startsWith("提交")) return send(page);
    await page.locator("#next").click();
  }
  throw new Error("no last question after sixty steps");
}
