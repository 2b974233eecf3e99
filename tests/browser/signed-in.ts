import type { Browser, BrowserContextOptions } from "playwright-core";
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
