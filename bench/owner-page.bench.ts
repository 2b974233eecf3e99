import { createServer, type Server } from "node:http";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { listen } from "#server/http/front.ts";
import { html, htmlText } from "#server/http/html.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import { launchChromium } from "#tests/browser/chromium.ts";
import { quantile } from "./submission-measure.ts";
import { submissionStage } from "./submission-stage.ts";

/**
 * The owner's first page on a slow phone: Chromium with a sixth of the processor on a line of 1.6 Mbit/s and 150 ms,
 * nothing cached, against the floor in the same run: forty ratings as plain HTML without style or script. Usable is
 * when a press is answered on the screen: a mark at the floor, the first question after "agree and start" on our page.
 * Usage: node bench/owner-page.bench.ts [rounds]
 */
const [rounds = 5] = process.argv.slice(2).map(Number);
const LINE = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const SLOWER = 6;

function floorPage(): string {
  const ratings = ANNUAL.questionnaire.questions.filter(({ scaleLabels }) => scaleLabels?.length === 5);
  const items = Array.from({ length: 40 }, (_, index) => {
    const { title, scaleLabels = [] } = ratings[index % ratings.length] ??
      ratings[0] ?? { title: { zh: "" } };
    const marks = scaleLabels.map(
      ({ zh }, mark) => html`<label><input type="radio" name="q${index}" value="${mark + 1}">${zh}</label>`,
    );
    return html`<fieldset><legend>${title.zh}</legend>${marks}</fieldset>`;
  });
  return htmlText(
    html`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>40</title></head><body><form method="post">${items}<button>提交</button></form></body></html>`,
  );
}

function floorServer(): Server {
  const body = gzipSync(floorPage());
  return createServer((_request, response) => {
    response.writeHead(200, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Encoding": "gzip",
      "Content-Length": body.length,
    });
    response.end(body);
  });
}

type Visit = {
  readonly paint: number;
  readonly usable: number;
  readonly bytes: number;
  readonly requests: number;
};

/** @param press what is pressed as soon as it is there @param answered what is on the screen when the press was answered */
async function visit(browser: Browser, url: string, press: string, answered: string): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    locale: "zh-CN",
  });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", LINE);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  let [bytes, requests] = [0, 0];
  session.on("Network.requestWillBeSent", ({ request }) => {
    if (!request.url.startsWith("data:") && request.method === "GET") requests++;
  });
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.addInitScript(
    ([what, then]) => {
      const look = () => {
        if (document.querySelector(then)) {
          // after the frame that shows it
          requestAnimationFrame(() =>
            setTimeout(() => document.documentElement.setAttribute("data-usable", String(performance.now()))),
          );
        } else requestAnimationFrame(look);
      };
      addEventListener("DOMContentLoaded", () => {
        document.querySelector<HTMLElement>(what)?.click();
        look();
      });
    },
    [press, answered] as const,
  );
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForSelector("html[data-usable]", { timeout: 60_000 });
  const [paint = Number.NaN, usable] = await page.evaluate(
    () =>
      [
        performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
        Number(document.documentElement.getAttribute("data-usable")),
      ] as const,
  );
  const seen = { paint, usable, bytes, requests };
  await context.close();
  return seen;
}

function line(name: string, visits: readonly Visit[]): string {
  const median = (of: (visit: Visit) => number) => quantile(visits.map(of), 0.5);
  const seconds = (ms: number) => (ms / 1_000).toFixed(2).padStart(9);
  return `${name.padEnd(10)}${String(median(({ requests }) => requests)).padStart(9)}${(median(({ bytes }) => bytes) / 1024).toFixed(1).padStart(9)}${seconds(median(({ paint }) => paint))}${seconds(median(({ usable }) => usable))}\n`;
}

const stage = await submissionStage(rounds + 1);
const floor = floorServer();
const floorPort = await listen(floor, 0, "127.0.0.1");
const browser = await launchChromium();
try {
  const floors: Visit[] = [];
  const ours: Visit[] = [];
  for (let round = 0; round <= rounds; round++) {
    const plain = await visit(browser, `http://127.0.0.1:${floorPort}/`, "input", "input:checked");
    const own = await visit(
      browser,
      `http://127.0.0.1:${stage.real}/s/${stage.tokens[round] ?? ""}`,
      ".p[form=start]",
      "main.js fieldset:not([hidden])",
    );
    if (round === 0) continue; // the browser warms up
    floors.push(plain);
    ours.push(own);
  }
  const ratios = ours.map(({ usable }, index) => usable / (floors[index]?.usable ?? Number.NaN));
  process.stdout.write(
    `           requests       KB  paint s usable s\n${line("floor", floors)}${line("our page", ours)}` +
      `usable: ${quantile(ratios, 0.5).toFixed(2)} x the floor (${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}); target 1.5\n`,
  );
} finally {
  await browser.close();
  floor.closeAllConnections();
  await new Promise((done) => floor.close(done));
  await stage.close();
}
