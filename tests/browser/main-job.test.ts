import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerWithoutScript, answerWithScript } from "./answer-survey.ts";
import { launchChromium } from "./chromium.ts";
import { type ServedGroup, serveGroup } from "./served-group.ts";
import { throughTheDoor } from "./signed-in.ts";
import { watchedPage } from "./watched-page.ts";

const PICTURES = "test-results";
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1440, height: 900 } };

let group: ServedGroup;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  [group, browser] = await Promise.all([serveGroup(), launchChromium()]);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await group?.end();
});

async function signIn(page: Page, who: string): Promise<void> {
  await throughTheDoor(page, group, who);
}

type Home = { readonly index: number; readonly n: number };

/** The figures the head of the region is shown, asked for by the page's own session. */
async function homeOf(page: Page, unit: number): Promise<{ status: number; home: Home | undefined }> {
  const input = encodeURIComponent(JSON.stringify({ unit }));
  const response = await page.request.get(`${group.url}/api/trpc/indicators.home?input=${input}`);
  const body = (await response.json()) as {
    result?: { data: { index: { reading: { value: number | null; n: number | null } } } };
  };
  const reading = body.result?.data.index.reading;
  const home = reading && { index: reading.value ?? Number.NaN, n: reading.n ?? Number.NaN };
  return { status: response.status(), home };
}

function unitOf(code: string): number {
  const id = group.units.get(code);
  if (id === undefined) throw new Error(`no unit ${code}`);
  return id;
}

test("an owner answers on a phone and, seconds later, the head of the region sees the number move", async () => {
  const desk = await watchedPage(browser, group.url, DESK);
  await signIn(desk.page, "east");
  await expect
    .poll(() => homeOf(desk.page, unitOf("EC")).then(({ home }) => home?.n), { timeout: 30_000 })
    .toBeGreaterThan(100);
  const { home: before } = await homeOf(desk.page, unitOf("EC"));

  const phone = await watchedPage(browser, group.url, PHONE);
  const [first, second] = group.links;
  const receipt = await answerWithScript(phone.page, `${group.url}${first?.path}`);
  expect(receipt).toMatch(/^[A-Z0-9-]{6,}$/);
  await phone.page.screenshot({ path: `${PICTURES}/receipt-390.png` });
  expect(phone.faults).toEqual([]);

  const plain = await watchedPage(browser, group.url, { ...PHONE, javaScriptEnabled: false });
  await answerWithoutScript(plain.page, `${group.url}${second?.path}`);
  expect(plain.faults).toEqual([]);

  await expect
    .poll(() => homeOf(desk.page, unitOf("EC")).then(({ home }) => home?.n), {
      timeout: 10_000,
      interval: 250,
    })
    .toBe((before?.n ?? 0) + 2);
  const { home: after } = await homeOf(desk.page, unitOf("EC"));
  expect(after?.index).not.toBe(before?.index);

  await desk.page.goto(`${group.url}/`);
  await desk.page.getByText("满意度指数").first().waitFor();
  await expect
    .poll(() => desk.page.locator("main").innerText())
    .toContain(String(after?.n.toLocaleString("en-US")));
  expect(await desk.page.locator("main").innerText()).toContain((after?.index ?? 0).toFixed(1));
  await desk.page.screenshot({ path: `${PICTURES}/home-1440.png` });
  expect(desk.faults).toEqual([]);
  await Promise.all([desk.close(), phone.close(), plain.close()]);
});

test("other regions are invisible to her and foreign ids are refused", async () => {
  const desk = await watchedPage(browser, group.url, DESK);
  await signIn(desk.page, "east");
  for (const code of ["SC", "SC01", "HQ-CC"])
    expect((await homeOf(desk.page, unitOf(code))).home).toBeUndefined();
  expect((await homeOf(desk.page, unitOf("SC"))).status).toBe((await homeOf(desk.page, 999_999)).status);
  for (const path of ["/", "/indicators", `/indicators?unit=${unitOf("SC01")}`, `/?unit=${unitOf("SC")}`]) {
    await desk.page.goto(`${group.url}${path}`);
    await desk.page.waitForLoadState("networkidle");
    const text = await desk.page.locator("main").innerText();
    for (const foreign of ["海棠湾", "木棉里", "锦城序"]) expect(text).not.toContain(foreign);
  }
  await desk.close();
});

test("without a session every screen leads to the door, and the door says what is wrong", async () => {
  const desk = await watchedPage(browser, group.url, DESK);
  for (const path of ["/", "/indicators", "/people", "/audit", "/imports", "/waves"]) {
    await desk.page.goto(`${group.url}${path}`);
    await desk.page.waitForURL((url) => url.pathname.startsWith("/sign-in"));
  }
  expect((await desk.page.request.get(`${group.url}/api/trpc/organisation.tree`)).status()).toBe(401);
  await desk.page.locator("input[name=email]").fill("east@demo.example");
  await desk.page.locator("input[name=password]").fill("not the password");
  await desk.page.getByRole("button", { name: "登录", exact: true }).click();
  await desk.page.getByText("邮箱或密码不对").waitFor();
  await desk.close();
});
