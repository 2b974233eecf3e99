import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CodeBookEntry } from "#surveys/code-book.ts";
import type { ColumnSpec } from "./moments.ts";
import { momentsOfRows } from "./moments-of-rows.ts";
import {
  answersOfReduction,
  type Cut,
  cellsOfReduction,
  type ReducedRow,
  reduce,
  type Statement,
} from "./reduce.ts";
import type { SurveyRow } from "./survey-row.ts";

const CODE_BOOK: readonly CodeBookEntry[] = [
  { item: "Y1", size: 5, lowest: 1 },
  { item: "Y2", size: 11, lowest: 0 },
];
const COLUMNS: readonly ColumnSpec[] = [
  { kind: "answer", item: "Y1" },
  { kind: "answer", item: "Y2" },
  { kind: "at-least", item: "Y1", from: 4 },
  { kind: "net", item: "Y2", promoters: 9, detractors: 6 },
  { kind: "joint", cuts: { Y1: 4, Y2: 8 } },
  { kind: "joint", cuts: { Y1: 2, Y2: 3 }, unless: { Y1: 4, Y2: 8 } },
];
const CUT: Cut = {
  table: "response_annual",
  attributes: ["wave_id", "project_id", "phase", "mode", "counted", "submitted_on"],
  codeBook: CODE_BOOK,
  by: { project: "project_id", phase: "phase" },
  stratum: ["project_id", "phase"],
  where: [
    { column: "wave_id", among: [7] },
    { column: "counted", is: true },
    { column: "submitted_on", from: "2025-11-01", to: "2025-11-30" },
  ],
  columns: COLUMNS,
  bases: [["Y1", "Y2"]],
  answers: ["Y1"],
};

let instance: DuckDBInstance;
beforeAll(async () => {
  instance = await DuckDBInstance.create(":memory:");
});
afterAll(() => instance.closeSync());

type Response = {
  project_id: number;
  phase: string;
  mode: string;
  counted: boolean;
  codes: readonly number[];
  day: string;
};

async function run(statement: Statement, responses: readonly Response[]): Promise<readonly ReducedRow[]> {
  const connection = await instance.connect();
  try {
    await connection.run(`create or replace temp table response_annual (wave_id integer, project_id integer,
      phase varchar, mode varchar, counted boolean, submitted_on date, "Y1" utinyint, "Y2" utinyint)`);
    for (const { project_id, phase, mode, counted, codes, day } of responses) {
      await connection.run("insert into response_annual values (7, ?, ?, ?, ?, ?::date, ?, ?)", [
        project_id,
        phase,
        mode,
        counted,
        day,
        codes[0] ?? 0,
        codes[1] ?? 0,
      ]);
    }
    const reader = await connection.runAndReadAll(statement.text, [...statement.params]);
    return reader.getRowObjects();
  } catch (error) {
    throw new Error(`${error}\n${statement.text}`);
  } finally {
    connection.closeSync();
  }
}

const code = (size: number) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: size }) },
    fc.constantFrom(0, 252, 253, 254, 255),
  );
const response = fc.record({
  project_id: fc.constantFrom(1, 2),
  phase: fc.constantFrom("R", "S"),
  mode: fc.constantFrom("web", "phone"),
  counted: fc.boolean(),
  codes: fc.tuple(code(5), code(11)),
  day: fc.constantFrom("2025-10-31", "2025-11-01", "2025-11-30"),
});

function rowOf({ project_id, phase, codes }: Response): SurveyRow {
  const answers = CODE_BOOK.map(({ item, size, lowest }, i) => {
    const given = codes[i] ?? 0;
    return [item, given >= 1 && given <= size ? given - 1 + lowest : undefined] as const;
  });
  return {
    stratum: `${project_id}|${phase}`,
    group: { project: `${project_id}`, phase },
    answers: Object.fromEntries(answers),
  };
}

test("the engine's sums are those of plain rows", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(response, { maxLength: 25 }), async (responses) => {
      const cells = cellsOfReduction(CUT, await run(reduce(CUT), responses));
      const rows = responses.filter(({ counted, day }) => counted && day >= "2025-11-01").map(rowOf);
      const plain = momentsOfRows(COLUMNS, CUT.bases, { strata: [], rows }, ["project", "phase"]).cells;
      expect(cells).toEqual(plain.toSorted((a, b) => (a.stratum < b.stratum ? -1 : 1)));
    }),
    { numRuns: 25, seed: 20_260_108 },
  );
});

test("answers are counted one by one, missing ones by their kind", async () => {
  const answered = [3, 3, 5, 255, 254].map((given) => ({
    project_id: 1,
    phase: "R",
    mode: "web",
    counted: true,
    codes: [given, 0],
    day: "2025-11-02",
  }));
  const group = { project: "1", phase: "R" };
  expect(answersOfReduction(CUT, await run(reduce(CUT), answered))).toEqual([
    { group, item: "Y1", answer: 3, n: 2 },
    { group, item: "Y1", answer: 5, n: 1 },
    { group, item: "Y1", answer: "REF", n: 1 },
    { group, item: "Y1", answer: "NA", n: 1 },
  ]);
});

test("the statement binds values and quotes names", () => {
  const small: Cut = {
    ...CUT,
    columns: COLUMNS.slice(0, 2),
    answers: [],
    where: [{ column: "mode", among: ["web' or 1=1"] }],
  };
  expect(reduce(small)).toEqual({
    text: `select
  "project_id",
  "phase",
  count(*) as respondents,
  sum(v0 * v0) as n_0_0,
  sum(x0 * x0) as p_0_0,
  sum(x0 * v0) as s_0_0,
  sum(v0 * v1) as n_0_1,
  sum(x0 * x1) as p_0_1,
  sum(x0 * v1) as s_0_1,
  sum(x1 * v0) as s_1_0,
  sum(v1 * v1) as n_1_1,
  sum(x1 * x1) as p_1_1,
  sum(x1 * v1) as s_1_1,
  sum(b0) as b_0
from (
select
  "project_id",
  "phase",
  ("Y1" between 1 and 5)::double as v0,
  "Y1" * ("Y1" between 1 and 5)::double as x0,
  ("Y2" between 1 and 11)::double as v1,
  "Y2" * ("Y2" between 1 and 11)::double as x1,
  ("Y1" between 1 and 5 or "Y2" between 1 and 11)::double as b0
from "response_annual"
where "mode" in (?)
) as coded
group by "project_id", "phase"
order by "project_id", "phase"`,
    params: ["web' or 1=1"],
  });
});

test("a name that is not on the list is refused", () => {
  expect(() => reduce({ ...CUT, by: { project: 'project_id"; drop' } })).toThrow(/not a column/);
  expect(() => reduce({ ...CUT, where: [{ column: "secret", is: true }] })).toThrow(/not a column/);
  expect(() => reduce({ ...CUT, bases: [["Z9"]] })).toThrow(/not a column/);
});
