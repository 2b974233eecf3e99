import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { ServedGroup } from "./served-group.ts";
import { type WatchedPage, watchedPage } from "./watched-page.ts";

/** A watched page of somebody of the demo, past the door without walking through it. */
export async function signedIn(
  browser: Browser,
  group: ServedGroup,
  who: string,
  options: BrowserContextOptions,
): Promise<WatchedPage> {
  const watched = await watchedPage(browser, group.url, options);
  const response = await watched.page.request.post(`${group.url}/api/auth/sign-in/email`, {
    data: { email: `${who}@demo.example`, password: group.password },
    headers: { origin: group.url },
  });
  if (!response.ok()) throw new Error(`${who} could not sign in: ${response.status()}`);
  return watched;
}

/** Signs somebody of the demo in by the form, as people do. @param next where they wanted to go */
export async function throughTheDoor(
  page: Page,
  group: ServedGroup,
  who: string,
  next?: string,
): Promise<void> {
  await page.goto(`${group.url}/sign-in${next === undefined ? "" : `?next=${encodeURIComponent(next)}`}`);
  await page.locator("input[name=email]").fill(`${who}@demo.example`);
  await page.locator("input[name=password]").fill(group.password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}
