import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readDefinition } from "#server/scoring/read-definition.ts";
import { scoreFiles } from "#server/scoring/score-files.ts";
import type { ReadingResult } from "#server/scoring/score-result.ts";

const page = readFileSync("docs/worked-example.md", "utf8");
let folder: string;
let readings: ReadonlyMap<string, ReadingResult>;

/** A file of the page: its name in backticks, and the block below. */
function file(name: string): string {
  const [, block] =
    new RegExp(`\`${name.replace(".", "\\.")}\`\\n+\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(page) ?? [];
  if (block === undefined) throw new Error(`the page shows no ${name}`);
  writeFileSync(join(folder, name), block);
  return join(folder, name);
}

function number(text: string): number {
  return Number(text.replace("−", "-"));
}

type ResultRow = { readonly node: string; readonly figures: readonly number[] };

/** Rows of the page's result table: value, variance, error, ends of the interval, n. */
function resultRows(): readonly ResultRow[] {
  const table = page.slice(page.indexOf("| 结果 result"));
  return [...table.matchAll(/^\| (Y01|Y04|index) \| (.*) \|$/gm)].map(([, node = "", cells = ""]) => ({
    node,
    figures: cells.split(" | ").map(number),
  }));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "worked-example-"));
  const { definition } = await readDefinition(file("definition.json"));
  const { result } = await scoreFiles(
    definition,
    { answers: file("answers.csv"), population: file("population.csv") },
    {
      by: [],
      estimand: "owner-weighted",
      inference: "finite",
      confidence: 0.95,
      fewAnswers: "own",
      suppression: false,
    },
  );
  readings = new Map(result.readings.map((reading) => [reading.node, reading]));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(resultRows())("$node of the worked example is what the page says", ({ node, figures }) => {
  const reading = readings.get(node);
  const [value = 0, variance = 0, se = 0, low = 0, high = 0, n] = figures;
  expect(reading?.value).toBeCloseTo(value, 10);
  expect((reading?.se ?? 0) ** 2).toBeCloseTo(variance, 10);
  expect(reading?.se).toBeCloseTo(se, 4);
  expect(reading?.low).toBeCloseTo(low, 4);
  expect(reading?.high).toBeCloseTo(high, 4);
  expect([reading?.n, reading?.df]).toEqual([n, 2]);
});

test("the page shows every reading there is", () => {
  expect(resultRows().map(({ node }) => node)).toEqual([...readings.keys()]);
});

test("its influences give its variances, as a reader would add them", () => {
  const rows = [...page.matchAll(/^\| z\((\w+)\) \| (.*) \|$/gm)];
  expect(rows.length).toBe(3);
  for (const [, node = "", cells = ""] of rows) {
    const [a1 = 0, a2 = 0, a = 0, b1 = 0, b2 = 0, b = 0] = cells.split(" | ").map(number);
    expect([(a1 + a2) / 2, (b1 + b2) / 2]).toEqual([a, b]);
    const variance =
      (1 - 2 / 4) * 2 * ((a1 - a) ** 2 + (a2 - a) ** 2) + (1 - 2 / 6) * 2 * ((b1 - b) ** 2 + (b2 - b) ** 2);
    expect(Math.sqrt(variance)).toBeCloseTo(readings.get(node)?.se ?? Number.NaN, 10);
  }
});
