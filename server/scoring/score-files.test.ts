import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readDefinition } from "./read-definition.ts";
import type { ScoreOptions } from "./score.ts";
import { scoreFiles } from "./score-files.ts";
import type { ScoreResult } from "./score-result.ts";

type Files = {
  readonly answers?: string;
  readonly population?: string | null;
  readonly definition?: unknown;
};
type Asked = ScoreOptions & { readonly wave: string };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "score-files-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const DEFINITION = {
  id: "small",
  version: 3,
  items: { Y01: { scale: [1, 5] }, Y04: { scale: [0, 10] } },
  tree: { id: "total", items: { Y01: 5000, Y04: 5000 } },
};
const ANSWERS = `respondent_id,region,project,phase,Y01,Y04
r1,East,Oak,P,5,9
r2,East,Oak,P,4,NA
r3,East,Oak,S,2,7
r4,East,Oak,S,1,REF
r5,South,Elm,P,3,
r6,South,Elm,P,5,10
`;
const POPULATION = "project,phase,owners\nOak,P,40\nOak,S,30\nElm,P,20\n";

async function scoredFiles(files: Files, asked: Partial<Asked> = {}): Promise<ScoreResult> {
  const { wave, ...options } = asked;
  const { definition = DEFINITION, population = POPULATION } = files;
  const text = typeof definition === "string" ? definition : JSON.stringify(definition);
  const { definition: parsed } = await readDefinition(write("definition.json", text));
  const paths = {
    answers: write("answers.csv", files.answers ?? ANSWERS),
    population: population === null ? undefined : write("population.csv", population),
    wave,
  };
  const { result } = await scoreFiles(parsed, paths, {
    by: [],
    estimand: "owner-weighted",
    inference: "finite",
    confidence: 0.95,
    suppression: false,
    ...options,
  });
  return result;
}

const without = (text: string, column: string) => {
  const [header = "", ...rows] = text.split("\n");
  const place = header.split(",").indexOf(column);
  return [header, ...rows].map((row) => row.split(",").toSpliced(place, 1).join(",")).join("\n");
};

test("any answer off its scale is refused, wherever it stands, with its row and column", async () => {
  const rows = ANSWERS.trim().split("\n");
  const [header = ""] = rows;
  const scales = { Y01: [1, 5], Y04: [0, 10] } as const;
  const off = fc.constantFrom(...(Object.keys(scales) as (keyof typeof scales)[])).chain((column) =>
    fc.record({
      column: fc.constant(column),
      row: fc.integer({ min: 1, max: rows.length - 1 }),
      answer: fc
        .oneof(fc.integer({ min: -99, max: 999 }), fc.constantFrom(0.5, 4.5, 5.5, 10.5))
        .filter((value) => value < scales[column][0] || value > scales[column][1]),
    }),
  );
  await fc.assert(
    fc.asyncProperty(off, async ({ column, row, answer }) => {
      const cells = (rows[row] ?? "").split(",");
      cells[header.split(",").indexOf(column)] = String(answer);
      const answers = rows.with(row, cells.join(",")).join("\n");
      await expect(scoredFiles({ answers })).rejects.toMatchObject({
        message: expect.stringContaining(
          `answers.csv, row ${row + 1}, column ${column}: ${answer} is off the scale`,
        ),
      });
    }),
    { numRuns: 40, seed: 20_260_105 },
  );
});

describe("what cannot be scored is refused in one sentence", () => {
  const cases: readonly (readonly [string, Files, Partial<Asked>, string])[] = [
    [
      "an answer off the scale",
      { answers: ANSWERS.replace("r3,East,Oak,S,2,7", "r3,East,Oak,S,6,7") },
      {},
      "answers.csv, row 4, column Y01: 6 is off the scale 1 to 5; correct the answer or the definition's scale.",
    ],
    [
      "an answer that is a word",
      { answers: ANSWERS.replace("r1,East,Oak,P,5", "r1,East,Oak,P,满意") },
      {},
      "answers.csv, row 2, column Y01: '满意' is no answer; give a number from 1 to 5, NA, REF, DK or nothing.",
    ],
    [
      "a respondent who stands there twice",
      { answers: ANSWERS.replace("r5,", "r2,") },
      {},
      "answers.csv, row 6, column respondent_id: 'r2' already stands in row 3; keep one row a respondent.",
    ],
    [
      "answers without ids",
      { answers: without(ANSWERS, "respondent_id") },
      {},
      "answers.csv, row 1: the header lacks respondent_id; give every respondent an id.",
    ],
    [
      "answers without an item",
      { answers: without(ANSWERS, "Y04") },
      {},
      "answers.csv, row 1: the header lacks Y04, which the definition asks for; add the column (empty where not asked) or take it out of the definition.",
    ],
    [
      "a row of another length",
      { answers: ANSWERS.replace("r2,East,Oak,P,4,NA", "r2,East,Oak,P,4") },
      {},
      "answers.csv, row 3: it has 5 cells and the header 6; correct the row.",
    ],
    [
      "a column that stands there twice",
      { answers: ANSWERS.replace(",phase,", ",region,") },
      {},
      "answers.csv, row 1, column region: the column stands there twice; keep one.",
    ],
    [
      "a quote that is never closed",
      { answers: ANSWERS.replace("r2,East", 'r2,"East') },
      {},
      "answers.csv is not a table with commas near line 7: probably a quote is not closed; correct it and run the command again.",
    ],
    ["an empty file", { answers: "" }, {}, "answers.csv is empty: its first row must name the columns."],
    [
      "nobody",
      { answers: "respondent_id,project,phase,Y01,Y04\n" },
      {},
      "answers.csv: it has no respondent; give a row a respondent.",
    ],
    [
      "negative owners",
      { population: POPULATION.replace("Oak,S,30", "Oak,S,-3") },
      {},
      "population.csv, row 3, column owners: '-3' is no number of owners; give a number from 0 up.",
    ],
    [
      "more respondents than owners",
      { population: POPULATION.replace("Oak,S,30", "Oak,S,1") },
      {},
      "population.csv, row 3, column owners: stratum Oak|S has 2 respondents of only 1 owners; correct the number, or use --inference process.",
    ],
    [
      "a stratum counted twice",
      { population: `${POPULATION}Oak,P,41\n` },
      {},
      "population.csv, row 5: stratum Oak|P already stands in row 2; keep one row a stratum.",
    ],
    [
      "respondents of a stratum without owners",
      { population: POPULATION.replace("Elm,P,20\n", "") },
      {},
      "answers.csv: stratum Elm|P has 2 respondents and does not stand in population.csv; add its owners there.",
    ],
    [
      "owners nobody answered for",
      { population: `${POPULATION}Ash,O,12\n` },
      {},
      'No respondent stands for the owners of Ash|O: collect answers there, or set emptyStratum to "collapse" or "drop".',
    ],
    [
      "a population without its columns",
      { population: "project,homes\nOak,70\n" },
      {},
      "population.csv, row 1: the header lacks phase and owners; give a row a stratum with project, phase, owners.",
    ],
    [
      "a population of several waves",
      { population: "wave,project,phase,owners\n2024,Oak,P,40\n2025,Oak,P,41\n" },
      {},
      "population.csv, column wave: it holds the waves 2024, 2025; choose one with --wave.",
    ],
    [
      "a wave that is not there",
      { population: "wave,project,phase,owners\n2024,Oak,P,40\n2025,Oak,P,41\n" },
      { wave: "2023" },
      "population.csv, column wave: there is no wave 2023; choose one of 2024, 2025 with --wave.",
    ],
    [
      "a grouping column that is not there",
      {},
      { by: ["region", "city"] },
      "There is no column city to group by: use --by with some of region, project, phase.",
    ],
    [
      "a definition that is no JSON",
      { definition: "{'id': 1}" },
      {},
      "definition.json is not JSON (Expected property name or '}' in JSON at position 1 (line 1 column 2)): correct it and run the command again.",
    ],
    [
      "a definition that names an unknown item",
      { definition: { ...DEFINITION, tree: { id: "total", items: { Y01: 5000, Y09: 5000 } } } },
      {},
      "definition.json, tree/total/Y09: Item Y09 is not defined: add it to items or take it out of the tree.",
    ],
    [
      "standard phases without a mix",
      {},
      { estimand: "phase-standardised" },
      'The definition has no phase mix to standardise to: give it "standard", or use another --estimand.',
    ],
    [
      "a weight of nothing",
      { answers: ANSWERS.replaceAll("\nr", "\n0,r").replace("respondent_id", "weight,respondent_id") },
      {},
      "answers.csv, row 2, column weight: '0' is no weight; give a number above 0 (to leave a respondent out, take out the row) (and 5 more problems).",
    ],
  ];
  test.each(cases)("%s", async (_, files, asked, sentence) => {
    await expect(scoredFiles(files, asked)).rejects.toMatchObject({ name: "AppError", message: sentence });
  });
});

test("files of several waves are read by the wave, and compared with the other of two", async () => {
  const waves = (text: string, header: string) =>
    ["2024", "2025"].flatMap((wave, place) => {
      const [first = "", ...rows] = text.trim().split("\n");
      const own = rows.map((row) => `${wave},${row}`);
      return place === 0 ? [`${header},${first}`, ...own] : own;
    });
  const answers = waves(ANSWERS, "wave").map((row, at) =>
    at > 6 ? row.replace(",r", ",s").replace(/,5,/, ",4,") : row,
  );
  const paths = {
    answers: write("waves.csv", answers.join("\n")),
    population: write("owners.csv", waves(POPULATION, "wave").join("\n")),
  };
  const { definition } = await readDefinition(write("definition.json", JSON.stringify(DEFINITION)));
  const asked = {
    by: [],
    estimand: "owner-weighted",
    inference: "finite",
    confidence: 0.95,
    suppression: false,
  } as const;
  const now = await scoreFiles(definition, { ...paths, wave: "2025" }, asked, paths);
  const then = await scoreFiles(definition, { ...paths, wave: "2024" }, asked);
  const [y01, y04] = now.result.readings;
  const [before] = then.result.readings;
  expect(now.result.data.rows).toBe(6);
  expect(y01?.compare?.difference).toBeCloseTo((y01?.value ?? 0) - (before?.value ?? 0), 10);
  expect(y01?.compare?.difference).toBeLessThan(-5);
  expect(y01?.compare?.se).toBeCloseTo(Math.hypot(y01?.se ?? 0, before?.se ?? 0), 10);
  expect([y01?.verdict, y04?.verdict, y04?.difference]).toEqual([
    "not-distinguishable",
    "not-distinguishable",
    0,
  ]);
});

test("answers alone, without owners, strata or groups, are one simple sample", async () => {
  const { readings, data } = await scoredFiles({
    answers: "respondent_id,Y01,Y04\na,1,0\nb,3,\nc,5,10\n",
    population: null,
  });
  expect(data.rows).toBe(3);
  expect(readings.map(({ node, value, se, n, df }) => [node, value, se?.toFixed(4), n, df])).toEqual([
    ["Y01", 50, "28.8675", 3, 2],
    ["Y04", 50, "43.3013", 2, 2],
    ["total", 50, "36.0844", 3, 2],
  ]);
});

test("a file with quotes reads like one without, and rows keep their numbers after blank ones", async () => {
  const quoted = ANSWERS.replaceAll("Oak", '"Oak"').replace("region,", '"region",');
  expect((await scoredFiles({ answers: quoted })).readings).toEqual((await scoredFiles({})).readings);
  const blank = ANSWERS.replace("\nr3,", "\n\nr3,").replace("r6,South,Elm,P,5", "r6,South,Elm,P,9");
  for (const answers of [blank, blank.replace("East", '"East"'), blank.replaceAll("\n", "\r\n")])
    await expect(scoredFiles({ answers })).rejects.toMatchObject({
      message: expect.stringMatching(/^answers\.csv, row 8, column Y01: 9 is off the scale/),
    });
});
