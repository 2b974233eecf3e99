import type { Locator } from "playwright-core";
import { expect } from "vitest";

/** Presses a button of a page that has just come, once its script has taken it over: what is pressed before is lost. */
export async function pressWhenReady(button: Locator): Promise<void> {
  await expect
    .poll(() => button.evaluate((each) => Object.keys(each).some((key) => key.startsWith("__reactProps$"))), {
      timeout: 60_000,
    })
    .toBe(true);
  await button.click();
}
