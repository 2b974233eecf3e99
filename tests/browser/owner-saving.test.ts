import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { type FieldWaveFixture, fieldWave } from "#tests/field-wave.ts";
import { type PublicDoor, publicDoor } from "#tests/public-door.ts";
import { launchChromium } from "./chromium.ts";
import { watchedPage } from "./watched-page.ts";

let database: TestDatabase;
let door: PublicDoor;
let wave: FieldWaveFixture;

beforeAll(async () => {
  database = await testDatabase();
  door = await publicDoor(database.url);
  wave = await fieldWave(door.record.db, { owners: 2, today: new Date().toISOString().slice(0, 10) });
});

afterAll(async () => {
  await door?.close();
  await database?.drop();
});

async function kept(): Promise<unknown> {
  const { rows } = await door.record.pool.query("select answers from response_draft");
  return rows[0]?.answers;
}

test("what is answered while an earlier saving is on its way is called saved only when it is", async () => {
  const browser = await launchChromium();
  const { page } = await watchedPage(browser, door.url, { viewport: { width: 390, height: 844 } });
  const posts: (() => void)[] = [];
  const soon = <T>(value: () => T) => expect.poll(value, { timeout: 20_000 });
  await page.route("**/s/*", async (route) => {
    if (route.request().method() === "POST")
      await new Promise<void>((go) => {
        posts.push(go);
      });
    await route.continue();
  });
  await page.goto(`${door.url}/s/${wave.tokens[0]}`);
  await page.getByRole("button", { name: "同意并开始" }).click();
  await soon(() => posts.length).toBe(1);
  await page.locator("#Y01 .o").nth(3).click();
  posts[0]?.();
  await soon(() => posts.length).toBe(2);
  expect(await kept()).toEqual({});
  expect(await page.getByText("已保存").isVisible()).toBe(false);
  posts[1]?.();
  await page.getByText("已保存").waitFor();
  expect(await kept()).toEqual({ Y01: 4 });
  // the word goes with the next answer
  await page.locator("#Y01 .o").nth(1).click();
  await soon(() => page.getByText("已保存").isVisible()).toBe(false);
  await soon(() => posts.length).toBe(3);
  posts[2]?.();
  await page.getByText("已保存").waitFor();
  expect(await kept()).toEqual({ Y01: 2 });
  await browser.close();
});

test("what is refused for good is not called on its way, and the answers stay to be read", async () => {
  const browser = await launchChromium();
  const { page } = await watchedPage(browser, door.url, { viewport: { width: 390, height: 844 } });
  const token = wave.tokens[1] ?? "";
  await page.goto(`${door.url}/s/${token}`);
  await page.getByRole("button", { name: "同意并开始" }).click();
  await page.locator("#Y01 .o").nth(3).click();
  await page.getByText("已保存").waitFor();
  await door.record.pool.query(
    "update invitation set state = 'revoked' where id = (select max(id) from invitation)",
  );
  let posts = 0;
  page.on("request", (request) => {
    if (request.method() === "POST") posts++;
  });
  await page.locator("#Y01 .o").nth(2).click();
  const said = page.locator("#status");
  await expect.poll(() => said.textContent(), { timeout: 20_000 }).toContain("没有收下");
  const next = page.locator("#next");
  while ((await next.textContent()) !== "提交") await next.click();
  await next.click();
  await expect.poll(() => said.textContent(), { timeout: 20_000 }).toContain("没有收下");
  // the button can be pressed again, nothing goes by itself, and one can go back to what one said
  const before = posts;
  await page.waitForTimeout(6_000);
  expect(posts).toBe(before);
  expect(await next.isEnabled()).toBe(true);
  while (!(await page.locator("#Y01").isVisible())) await page.locator("#prev").click();
  expect(await page.locator("#Y01 input:checked").getAttribute("value")).toBe("3");
  await browser.close();
});
