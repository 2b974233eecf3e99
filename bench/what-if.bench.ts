import { rolldown } from "rolldown";
import { arrange } from "#analytics/arrange.ts";
import { compile, type Plan } from "#analytics/compile.ts";
import { condense } from "#analytics/condense.ts";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { measure } from "#analytics/measure.ts";
import { type ReadingTable, readingsOf } from "#analytics/reading-table.ts";
import { launchChromium } from "#tests/browser/chromium.ts";
import { BASES, CELLS, COLUMNS, draft, EVERY, momentsOfCells, type Timing, timed } from "./what-if-cells.ts";
import type { BrowserTimes } from "./what-if-page.ts";

/**
 * What-if: new weights for 720 cells (60 projects × 4 phases × 3 waves) at 1, 10 and 50 million responses, the index and all
 * that is below it, as the server answers a slider: the sums are condensed once, each move compiles the draft and measures.
 * The larger sizes are the sums of a million rows several times over. Then the same in Chromium: what the workbench works out
 * while a hand moves, for as many places, and the engine itself on sums a browser would hold.
 * Usage: node bench/what-if.bench.ts [millions …]
 */
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1, 10, 50];

function show(name: string, { median, best, worst }: Timing): void {
  console.log(
    `  ${name.padEnd(34)} median ${median.toFixed(2).padStart(6)} ms   best ${best.toFixed(2).padStart(6)}   95th ${worst.toFixed(2).padStart(6)}`,
  );
}

/** The page's module as one script. */
async function pageScript(): Promise<string> {
  const bundle = await rolldown({
    input: new URL("what-if-page.ts", import.meta.url).pathname,
    platform: "browser",
    // libraries ask where they are
    transform: { define: { "process.env.NODE_ENV": '"production"' } },
  });
  const { output } = await bundle.generate({ format: "iife", name: "whatIf" });
  await bundle.close();
  return output[0].code;
}

async function inBrowser(): Promise<BrowserTimes> {
  const script = await pageScript();
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: script });
    return await page.evaluate(() =>
      (globalThis as unknown as { whatIf: { timesInBrowser: () => BrowserTimes } }).whatIf.timesInBrowser(),
    );
  } finally {
    await browser.close();
  }
}

const found: Timing[][] = [];
for (const millions of sizes) {
  const moments = momentsOfCells(Math.round(1_000_000 * Math.min(1, millions)), Math.max(1, millions));
  if (moments.cells.length !== CELLS) throw new Error(`${moments.cells.length} cells in place of ${CELLS}`);
  const start = performance.now();
  const condensed = condense(arrange(OWNER_SATISFACTION, moments, EVERY));
  const once = performance.now() - start;
  let before: Plan | undefined;
  const plan = (move: number) => {
    before = compile(draft(move), COLUMNS, BASES, before);
    return before;
  };
  let last: ReadingTable | undefined;
  const values = timed(200, (move) => {
    last = measure(plan(move), condensed, { ...EVERY, intervals: false }, last);
  });
  const intervals = timed(100, (move) => {
    last = measure(plan(move), condensed, EVERY, last);
  });
  const records = timed(30, (move) => readingsOf(measure(plan(move), condensed, EVERY)));
  found.push([values, intervals]);
  const responses = moments.cells.reduce((sum, cell) => sum + cell.respondents, 0);
  console.log(
    `\n${responses.toLocaleString("en")} responses, ${moments.cells.length} cells; condensed once in ${once.toFixed(0)} ms`,
  );
  show("new weights, values", values);
  show("new weights, with intervals", intervals);
  show("the same as records", records);
}
const browser = await inBrowser();
console.log(`\nin Chromium, ${browser.places} places`);
show("the workbench's effect and bands", browser.workbench);
show("the engine, values", browser.values);
show("the engine, with intervals", browser.intervals);

const spread = (at: number) => {
  const bests = found.map((each) => each[at]?.best ?? 0);
  return Math.max(...bests) / Math.min(...bests);
};
const [values, intervals] = [0, 1].map((at) => Math.max(...found.map((each) => each[at]?.best ?? 0)));
const slowest = Math.max(browser.workbench.best, browser.intervals.best);
console.log(
  `\nlargest of the sizes over the smallest: values ${spread(0).toFixed(2)} ×, with intervals ${spread(1).toFixed(2)} ×`,
);
const met =
  (values ?? 0) <= 1 && (intervals ?? 0) <= 5 && spread(0) <= 1.5 && spread(1) <= 1.5 && slowest <= 16;
console.log(
  `${met ? "targets met" : "TARGET MISSED"}: values ≤ 1 ms, with intervals ≤ 5 ms, in the browser ≤ 16 ms (best round), the same within 1.5 × at every size`,
);
if (!met) process.exitCode = 1;
