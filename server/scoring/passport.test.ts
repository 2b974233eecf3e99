import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dispositionsOf } from "#server/waves/monitor/outcomes-and-modes.ts";
import { AppError } from "../app-error.ts";
import { answerFromFiles } from "./answer-from-files.ts";
import { methodPageText } from "./method-page/method-page-text.ts";
import type { ScorePassport } from "./passport.ts";
import { readPassport } from "./read-passport.ts";
import { recomputeAny } from "./recompute.ts";
import type { ScoreOptions } from "./score.ts";
import type { ScoreAnswer } from "./score-answer.ts";
import { verifyNumbers } from "./verify-passport.ts";

const DEFINITION = {
  id: "small",
  version: 3,
  title: { zh: "小指数", en: "Small index" },
  items: {
    Y01: { scale: [1, 5], title: { zh: "总体<满意>", en: "Overall | satisfaction" } },
    Y04: { scale: [0, 10] },
  },
  tree: { id: "total", items: { Y01: 7000, Y04: 3000 } },
};
const OPTIONS: ScoreOptions = {
  by: ["project"],
  estimand: "owner-weighted",
  inference: "finite",
  confidence: 0.95,
  suppression: true,
};
/** Oak: 12 and 9 answer, Elm: 20, Ash: 3. */
const SIZES = { "Oak,P": 12, "Oak,S": 9, "Elm,P": 20, "Ash,S": 3 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "passport-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inFolder = (name: string) => join(folder, name);
const change = (name: string, from: string, to: string) =>
  writeFileSync(inFolder(name), readFileSync(inFolder(name), "utf8").replace(from, to));

async function answer(options: Partial<ScoreOptions> = {}): Promise<ScoreAnswer> {
  const rows = Object.entries(SIZES).flatMap(([stratum, size]) =>
    Array.from(
      { length: size },
      (_, i) => `${stratum}${i},${stratum},${["web", "phone"][i % 2]},${1 + (i % 5)},${i % 11}`,
    ),
  );
  writeFileSync(
    inFolder("answers.csv"),
    `respondent_id,project,phase,mode,Y01,Y04\n${rows.map((row) => row.replace(",", "-")).join("\n")}\n`,
  );
  const owners = Object.keys(SIZES).map((stratum) => `${stratum},40`);
  writeFileSync(inFolder("population.csv"), `project,phase,owners\n${owners.join("\n")}\n`);
  writeFileSync(inFolder("definition.json"), JSON.stringify(DEFINITION));
  const request = {
    answers: inFolder("answers.csv"),
    population: inFolder("population.csv"),
    definition: inFolder("definition.json"),
  };
  return answerFromFiles(request, { ...OPTIONS, ...options });
}

async function issued(options: Partial<ScoreOptions> = {}): Promise<ScorePassport> {
  const passport = (await answer(options)).passport(folder);
  writeFileSync(inFolder("passport.json"), JSON.stringify(passport));
  const read = await readPassport(inFolder("passport.json"));
  if (read.kind !== "score") throw new Error("a passport of ov score was read as another kind");
  return read.passport;
}

async function verified(passport: ScorePassport, where = folder): Promise<number | string> {
  try {
    const { claim, now } = await recomputeAny({ kind: "score", passport }, where);
    return verifyNumbers(claim, now);
  } catch (failure) {
    if (failure instanceof AppError) return failure.message;
    throw failure;
  }
}

test("a passport verifies to the digit, hidden numbers included, wherever the folder is moved", async () => {
  const passport = await issued();
  expect(passport.numbers.length).toBe(9);
  expect(passport.frame?.version).toMatch(/^[0-9a-f]{64}$/);
  expect(passport.numbers.filter(({ state }) => state === "hidden").length).toBeGreaterThan(2);
  expect(await verified(passport)).toBe(9);
  mkdirSync(inFolder("deep"));
  for (const name of ["answers.csv", "population.csv", "definition.json"])
    renameSync(inFolder(name), inFolder(`deep/${name}`));
  expect(await verified(passport, inFolder("deep"))).toBe(9);
});

test("every option of the run is part of it", async () => {
  for (const options of [
    { by: [], estimand: "unweighted" },
    { by: ["phase", "mode"], inference: "process", confidence: 0.9, suppression: false },
  ] as const)
    expect(await verified(await issued(options))).toBeGreaterThan(2);
});

test("a changed answer is told, with an example of what moved", async () => {
  const passport = await issued({ suppression: false, fewAnswers: "own" });
  change("answers.csv", "Elm-P0,Elm,P,web,1,0", "Elm-P0,Elm,P,web,2,0");
  const told = await verified(passport);
  expect(told).toMatch(
    /^answers\.csv changed since .*, and 2 of 9 numbers differ, such as Elm Y01: value 50 then, 51\.25\d* now: /,
  );
});

test("a changed population is told, and by its name", async () => {
  const passport = await issued();
  change("population.csv", "Ash,S,40", "Ash,S,41");
  expect(await verified(passport)).toMatch(
    /^population\.csv changed since .*: compute with the data of that time/,
  );
});

test("another definition is told even where no number moves", async () => {
  const passport = await issued();
  change("definition.json", "Small index", "Little index");
  expect(await verified(passport)).toMatch(
    /^The definition small@3 is not the one of the passport \([0-9a-f]{12} then, [0-9a-f]{12} now\), and all 9 numbers come out the same/,
  );
});

test("a number that was written over is told", async () => {
  const passport = await issued({ suppression: false });
  const [first, ...others] = passport.numbers;
  const forged = { ...passport, numbers: [{ ...first, value: 99 }, ...others] } as ScorePassport;
  expect(await verified(forged)).toMatch(
    /^Definition and data are those of the passport, and yet 1 of 9 numbers differ/,
  );
});

test("a file that is no passport is refused", async () => {
  writeFileSync(inFolder("other.json"), "{}");
  await expect(readPassport(inFolder("other.json"))).rejects.toMatchObject({
    message: expect.stringMatching(
      /^other\.json is not a passport \(passport: .*\): give the file that a screen or ov score --passport wrote\.$/,
    ),
  });
});

test("the method page says what was asked, who answered and what nobody stated, in both languages", async () => {
  const facts = await (await answer()).facts({
    timing: { zh: "十一月", en: "November" },
    contractor: { zh: "甲公司", en: "A Ltd" },
  });
  const page = methodPageText(facts, "method.md");
  for (const words of [
    "# 方法说明：小指数 Method: Small index",
    "| Y01 | 总体\\<满意\\> | Overall \\| satisfaction | 1–5 | 100·(x−1)/4 |",
    "- **时间 Timing**: 十一月 November",
    "- **外部承办方 External contractor**: 甲公司 A Ltd",
    "- **答谢或奖励 Incentives**: 未说明 Not stated",
    "- **占业主 Of the owners**: 27.5 %",
    "| Elm | 小指数 Small index |",
    // three people of Ash are not told by their count
    "| 其余 Others | 80 | 50.0 % | 23 |",
    "| Ash | 小指数 Small index | — | — | — |",
  ])
    expect(page).toContain(words);
  const html = methodPageText(facts, "method.html");
  expect(html).toContain("<td>总体&#60;满意&#62;</td>");
  expect(html).not.toContain("<满意>");
});

test("homes without an outcome count as unknown, and rates that need every outcome wait for them", async () => {
  const facts = await (await answer()).facts({});
  const ended = { I: 40, P: 10, R: 20, NC: 10, O: 0, UH: 0, UO: 0, NE: 0 };
  const told = (open: number) =>
    methodPageText({ ...facts, outcomes: { dispositions: dispositionsOf(ended, open), open } }, "method.md");
  const whole = told(0);
  for (const words of [
    "RR2（下限） Response rate RR2 (lower bound)**: 62.5 %",
    "RR6",
    "COOP2",
    "REF1",
    "CON1",
  ])
    expect(whole).toContain(words);
  const open = told(20);
  expect(open).toContain("RR2（下限） Response rate RR2 (lower bound)**: 50.0 %");
  expect(open).toContain("20 户没有记录访问结果，按情况不明计");
  for (const rate of ["RR6", "COOP2（", "REF1", "CON1"]) expect(open).not.toContain(rate);
});
