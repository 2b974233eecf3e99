import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Cell, ColumnSpec } from "#analytics/moments.ts";
import { cellsOfReduction, reduce } from "#analytics/reduce.ts";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { codeBook } from "#surveys/code-book.ts";
import {
  type AnalysisRecord,
  analysisRecord,
  insertMember,
  insertResponse,
  SMALL_ANNUAL,
  type TestAnswers,
} from "#tests/analysis-record.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { type Analysis, openAnalysis } from "./analysis.ts";

let database: TestDatabase;
let sample: AnalysisRecord;
let record: OpenRecord;
let analysis: Analysis;

const rating = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constantFrom("NA" as const, "DK" as const));
const respondent = fc.record({
  project: fc.nat(2),
  phase: fc.constantFrom("P", "R", "S", "O"),
  mode: fc.constantFrom("web", "phone", "visit"),
  productType: fc.constantFrom("tower", "villa", null),
  quality: fc.constantFrom("ok", "flagged", "void"),
  answers: fc.record(
    { Y01: rating, Y02: rating, Y03: rating, Y04: fc.nat(10), Y05: fc.nat(2) },
    { requiredKeys: [] },
  ),
});

beforeAll(async () => {
  database = await testDatabase();
  sample = await analysisRecord(database.url);
  record = openRecord(database.url, { max: 2 });
  const { client, units, waves } = sample;
  const projects = [units.oak, units.elm, units.ash];
  for (const each of fc.sample(respondent, { numRuns: 250, seed: 7 })) {
    const key = await insertMember(client, {
      waveId: waves.second,
      projectId: projects[each.project] ?? units.oak,
      phase: each.phase,
      productType: each.productType,
    });
    await insertResponse(client, {
      key,
      answers: each.answers as TestAnswers,
      mode: each.mode,
      quality: each.quality,
    });
  }
  analysis = await openAnalysis({ record });
  await analysis.load();
});
afterAll(async () => {
  await analysis.close();
  await record.close();
  await sample.close();
  await database.drop();
});

test("hands out the counted answers as rows, each in its stratum", async () => {
  const request = {
    questionnaire: "annual",
    waveIds: [sample.waves.second],
    items: ["Y01", "Y04"],
    ids: true,
  };
  const { rows } = await analysis.answerRows(request);
  const found = await record.db
    .selectFrom("response")
    .select(["id", "project_id", "phase", "codes"])
    .where("quality", "<>", "void")
    .execute();
  expect(rows.count).toBe(found.length);
  const places = codeBook(SMALL_ANNUAL).map(({ item }) => item);
  const byId = new Map(found.map((row) => [row.id.replaceAll("-", ""), row]));
  for (let row = 0; row < rows.count; row++) {
    const response = byId.get(rows.ids[row] ?? "");
    const stratum = rows.strata[rows.stratum[row] ?? -1];
    expect([stratum?.projectId, stratum?.phase]).toEqual([response?.project_id, response?.phase]);
    for (const item of ["Y01", "Y04"])
      expect(rows.codes.get(item)?.[row]).toBe(response?.codes[places.indexOf(item)]);
  }
  const phones = await analysis.answerRows({ ...request, filters: { mode: ["phone"] } });
  expect(phones.rows.count).toBeLessThan(rows.count);
  await expect(analysis.answerRows({ ...request, items: ["Q9"] })).rejects.toMatchObject({ code: "invalid" });
});

const COLUMNS: readonly ColumnSpec[] = [
  { kind: "answer", item: "Y01" },
  { kind: "answer", item: "Y04" },
  { kind: "at-least", item: "Y02", from: 4 },
  { kind: "net", item: "Y04", promoters: 9, detractors: 6 },
  { kind: "joint", cuts: { Y01: 4, Y02: 4, Y03: 3 } },
];
const BASES = [
  ["Y01", "Y02"],
  ["Y03", "Y05"],
];

function texts(cells: readonly Cell[]): readonly string[] {
  return cells
    .map(({ stratum, group, respondents, n, sumA, sumB, sumAB, bases }) =>
      JSON.stringify([
        stratum,
        group.project,
        group.phase,
        group.mode ?? "",
        group.product_type ?? "",
        respondents,
        [n, sumA, sumB, sumAB, bases].map((sums) => [...sums]),
      ]),
    )
    .toSorted();
}

test.each([
  { by: ["project", "phase", "mode"] as const, filters: {} },
  { by: ["project", "phase"] as const, filters: { product_type: ["tower"] } },
  { by: ["project", "phase", "mode", "product_type"] as const, filters: { mode: ["web", "visit"] } },
])("the kernel sums what the one SQL statement sums, by $by", async ({ by, filters }) => {
  const { moments } = await analysis.moments({
    questionnaire: "annual",
    waveIds: [sample.waves.second],
    by,
    filters,
    columns: COLUMNS,
    bases: BASES,
  });
  const columnOf = {
    project: "project_id",
    phase: "phase",
    mode: "mode",
    product_type: "product_type",
  } as const;
  const cut = {
    table: "response_annual",
    attributes: ["wave_id", "project_id", "phase", "mode", "product_type", "counted"],
    codeBook: codeBook(SMALL_ANNUAL),
    by: Object.fromEntries(by.map((name) => [name, columnOf[name]])),
    stratum: ["wave_id", "project_id", "phase"],
    where: [
      { column: "counted", is: true as const },
      { column: "wave_id", among: [sample.waves.second] },
      ...Object.entries(filters).map(([column, among]) => ({ column, among })),
    ],
    columns: COLUMNS,
    bases: BASES,
  };
  const { text, params } = reduce(cut);
  const cells = cellsOfReduction(cut, await analysis.query(text, [...params]));
  expect(cells.length).toBeGreaterThan(5);
  expect(texts(moments.cells)).toEqual(texts(cells));
});
