import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ScoreResult } from "#server/scoring/score-result.ts";
import {
  agreement,
  changeAgreement,
  definitionFor,
  expectedIndex,
  missingIndex,
  RULES,
  type Rule,
} from "./expected-index.ts";
import { ov } from "./ov.ts";
import { sharedPath } from "./shared.ts";

let folder: string;
const inFolder = (name: string) => join(folder, name);

function write(name: string, content: unknown): string {
  writeFileSync(inFolder(name), typeof content === "string" ? content : JSON.stringify(content));
  return inFolder(name);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "score-command-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(missingIndex !== false)(
  `the shared answers through the command line${missingIndex ? ` (skipped: ${missingIndex})` : ""}`,
  () => {
    const data = (name: string) => sharedPath(`data/${name}`) ?? "";

    async function scored(
      rule: Rule,
      wave: string,
      by: string,
      ...more: readonly string[]
    ): Promise<ScoreResult> {
      const out = inFolder(`${rule}-${wave}-${by}.json`);
      const definition = write(`${rule}.json`, definitionFor(rule));
      const { code, err } = await ov([
        ...["score", "--answers", data(`answers-clean-${wave}.csv`), "--population", data("population.csv")],
        ...[
          "--wave",
          wave,
          "--definition",
          definition,
          "--by",
          by,
          "--no-suppression",
          "--out",
          out,
          ...more,
        ],
      ]);
      expect([code, err]).toEqual([0, ""]);
      return JSON.parse(readFileSync(out, "utf8"));
    }

    test.each(RULES)(
      "have the values, standard errors and differences of R under %s, by project",
      async (rule) => {
        const expected = expectedIndex();
        const { readings } = await scored(
          rule,
          "2025",
          "project",
          "--compare",
          data("answers-clean-2024.csv"),
        );
        const found = agreement(expected, "2025", rule, readings);
        const changes = changeAgreement(expected, rule, readings);
        expect(found.wrong).toEqual([]);
        expect(found.compared).toBe(
          rule === "nps" ? 8 : readings.filter(({ value }) => value !== null).length,
        );
        expect(changes.compared).toBeGreaterThan(rule === "nps" ? 7 : 300);
        expect(Math.max(found.worstValue, found.worstSe, changes.worst)).toBeLessThan(1e-9);
      },
    );

    test.each(["", "region", "phase"])("have the values and standard errors of R by '%s'", async (by) => {
      const { readings } = await scored("of_max", "2024", by);
      const found = agreement(expectedIndex(), "2024", "of_max", readings);
      expect(found.wrong).toEqual([]);
      expect(found.compared).toBeGreaterThan(50);
      expect(Math.max(found.worstValue, found.worstSe)).toBeLessThan(1e-9);
    });

    test("say who may not be shown", async () => {
      const out = inFolder("shown.json");
      const { code } = await ov([
        ...["score", "--answers", data("answers-clean-2025.csv"), "--population", data("population.csv")],
        ...["--wave", "2025", "--definition", write("shown-definition.json", definitionFor("min_max"))],
        ...["--by", "project,phase", "--out", out],
      ]);
      expect(code).toBe(0);
      const { readings, options }: ScoreResult = JSON.parse(readFileSync(out, "utf8"));
      expect(options.suppression).toBe(true);
      const states = new Set(readings.map(({ state }) => state));
      expect(states).toEqual(new Set(["full", "indicative", "n-only", "hidden", "undefined"]));
      for (const { value, n, se, state } of readings) {
        if (state === "hidden") expect([value, n, se]).toEqual([null, null, null]);
        if (state === "n-only") expect([value, se]).toEqual([null, null]);
        if (state === "indicative")
          expect([n !== null && n >= 10 && n < 30, value === null]).toEqual([true, false]);
        if (state === "full") expect(n).toBeGreaterThanOrEqual(30);
      }
    });
  },
);

describe("a call that cannot be answered", () => {
  const answers = "respondent_id,Y01\nr1,6\nr2,x\n";
  const definition = {
    id: "small",
    version: 1,
    items: { Y01: { scale: [1, 5] } },
    tree: { id: "T", items: { Y01: 1 } },
  };

  test("ends with 1 and one sentence, or every problem with --json", async () => {
    const words = [
      "score",
      "--answers",
      write("answers.csv", answers),
      "--definition",
      write("definition.json", definition),
    ];
    const sentence =
      "answers.csv, row 2, column Y01: 6 is off the scale 1 to 5; correct the answer or the definition's scale";
    expect(await ov(words)).toEqual({ code: 1, out: "", err: `${sentence} (and 1 more problem).\n` });
    const { code, out, err } = await ov([...words, "--json"]);
    expect([code, out]).toEqual([1, ""]);
    const { error } = JSON.parse(err);
    expect(error.code).toBe("invalid");
    expect(error.details.problems).toMatchObject([
      { file: "answers.csv", row: 2, column: "Y01", message: `${sentence}.` },
      { file: "answers.csv", row: 3, column: "Y01" },
    ]);
  });

  test.each([
    [[], "Give --answers FILE or --wave YEAR"],
    [["--answers", "answers.csv"], "--answers needs --definition FILE"],
    [["--answers", "answers.csv", "--confidence", "95"], "--confidence must lie between 0 and 1"],
    [["--answers", "answers.csv", "--estimand", "mean"], "--estimand must be one of owner-weighted"],
  ])("ends with 2 when it is called wrongly: %s", async (words, says) => {
    const { code, err } = await ov(["score", ...words]);
    expect([code, err.startsWith(says)], err).toEqual([2, true]);
  });
});
