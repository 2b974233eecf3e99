import type { Browser, BrowserContextOptions, Page } from "playwright-core";

export type WatchedPage = {
  readonly page: Page;
  /** What no page of ours may do: errors in the console, requests to another host. */
  readonly faults: readonly string[];
  readonly close: () => Promise<void>;
};

/** A page in a context of its own, watched for errors and foreign requests. */
export async function watchedPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
): Promise<WatchedPage> {
  const context = await browser.newContext({ locale: "zh-CN", timezoneId: "Asia/Shanghai", ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  const { host } = new URL(url);
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      faults.push(`${page.url()} console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`${page.url()} error: ${error.message}`));
  page.on("request", (request) => {
    const target = new URL(request.url());
    if (!["data:", "blob:"].includes(target.protocol) && target.host !== host)
      faults.push(`request to ${target.host}`);
  });
  return { page, faults, close: () => context.close() };
}
