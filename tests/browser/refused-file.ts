import type { Page } from "playwright-core";
import { expect } from "vitest";

/** In the open dialog for an order's links: a file that is refused is a sentence there, and nothing is saved or opened. */
export async function refusalIsTold(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("用途").fill("交给短信服务商");
  await page.route("**/api/fieldwork/links?*", (route) =>
    route.fulfill({ status: 410, json: { error: { message: "", data: { code: "gone" } } } }),
  );
  let saved = 0;
  page.on("download", () => saved++);
  await dialog.getByRole("button", { name: "下载" }).click();
  await dialog.getByRole("alert").getByText("链接已不再保存").waitFor();
  await dialog.getByLabel("格式").selectOption("cards");
  await dialog.getByRole("button", { name: "打开打印页" }).click();
  await dialog.getByRole("alert").getByText("链接已不再保存").waitFor();
  expect(saved).toBe(0);
  expect(page.context().pages().length).toBe(1);
  await page.unroute("**/api/fieldwork/links?*");
}
