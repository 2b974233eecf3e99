import { afterAll, beforeAll, expect, test } from "vitest";
import { evaluate } from "#analytics/evaluate.ts";
import { indexDefinition } from "#analytics/index-definition.ts";
import { pairIndex } from "#analytics/moments.ts";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { type AnalysisRecord, analysisRecord, insertMember, insertResponse } from "#tests/analysis-record.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { type Analysis, openAnalysis } from "./analysis.ts";

let database: TestDatabase;
let sample: AnalysisRecord;
let record: OpenRecord;
let analysis: Analysis;

beforeAll(async () => {
  database = await testDatabase();
  sample = await analysisRecord(database.url);
  record = openRecord(database.url, { max: 4 });
  const { client, units, waves } = sample;
  const member = (projectId: number, phase: string, productType: string | null, waveId = waves.second) =>
    insertMember(client, { waveId, projectId, phase, productType, disposition: "I" });
  const [a, b, c, d, e] = [
    await member(units.oak, "S", "tower"),
    await member(units.oak, "S", "villa"),
    await member(units.ash, "S", "tower"),
    await member(units.ash, "S", "tower", waves.first),
    await member(units.oak, "O", null),
  ];
  for (let n = 0; n < 3; n++)
    await insertMember(client, { waveId: waves.second, projectId: units.oak, phase: "S" });
  await insertResponse(client, { key: a, answers: { Y01: 5, Y02: 4, Y04: 10, Y05: 2 } });
  await insertResponse(client, { key: b, answers: { Y01: 3, Y02: "NA", Y04: 0 }, mode: "phone" });
  await insertResponse(client, { key: c, answers: { Y01: 4, Y02: 2, Y03: "DK" } });
  await insertResponse(client, { key: d, answers: { Y01: 1 } });
  await insertResponse(client, { key: e, answers: { Y01: 1 }, quality: "void" });
  await insertResponse(client, { key: e, answers: { Y01: 2 }, exempt: true });
  analysis = await openAnalysis({ record, clock: () => new Date("2026-01-15T00:00:00Z") });
  await analysis.load();
});

afterAll(async () => {
  await analysis.close();
  await record.close();
  await sample.close();
  await database.drop();
});

const Y01 = { kind: "answer", item: "Y01" } as const;
const Y02 = { kind: "answer", item: "Y02" } as const;

test("sums of a cell are those of its counted responses", async () => {
  const { moments } = await analysis.moments({
    questionnaire: "annual",
    waveIds: [sample.waves.second],
    projectIds: [sample.units.oak],
    by: ["project"],
    columns: [Y01, Y02],
  });
  expect(moments.cells).toHaveLength(1);
  const [cell] = moments.cells;
  const place = (item: string) =>
    moments.columns.findIndex((column) => column.kind === "answer" && column.item === item);
  const both = pairIndex(place("Y01"), place("Y02"), moments.columns.length);
  const own = pairIndex(place("Y01"), place("Y01"), moments.columns.length);
  expect(cell?.respondents).toBe(2);
  expect([cell?.n[own], cell?.sumA[own], cell?.sumAB[own]]).toEqual([2, 8, 34]);
  expect([cell?.n[both], cell?.sumA[both], cell?.sumB[both], cell?.sumAB[both]]).toEqual([1, 5, 4, 20]);
});

test("a stratum has the owners of the frame, whoever answered", async () => {
  const { moments } = await analysis.moments({
    questionnaire: "annual",
    waveIds: [sample.waves.second],
    by: [],
    columns: [Y01],
  });
  const { oak, ash, north, south } = sample.units;
  expect(
    moments.strata.map(({ key, population, respondents, region, group }) => ({
      key,
      population,
      respondents,
      region,
      group,
    })),
  ).toEqual([
    {
      key: `${sample.waves.second}|${oak}|O`,
      population: 1,
      respondents: 0,
      region: String(north),
      group: { wave: String(sample.waves.second), region_current: String(north) },
    },
    {
      key: `${sample.waves.second}|${oak}|S`,
      population: 5,
      respondents: 2,
      region: String(north),
      group: { wave: String(sample.waves.second), region_current: String(north) },
    },
    {
      key: `${sample.waves.second}|${ash}|S`,
      population: 1,
      respondents: 1,
      region: String(south),
      group: { wave: String(sample.waves.second), region_current: String(south) },
    },
  ]);
});

test("a project that moved stands in the region of the cut-off day, and today in its new one", () => {
  const { strata } = analysis.strata({ waveIds: [sample.waves.first] });
  expect(strata.map(({ regionId, currentRegionId }) => ({ regionId, currentRegionId }))).toEqual([
    { regionId: sample.units.north, currentRegionId: sample.units.south },
  ]);
});

test("a filter and a cut that divide cells are reduced from the responses", async () => {
  const request = {
    questionnaire: "annual",
    waveIds: [sample.waves.second],
    columns: [Y01],
  } as const;
  const byMode = await analysis.moments({ ...request, by: ["project", "mode"] });
  expect(
    byMode.moments.cells.map(({ group, respondents }) => [group.project, group.mode, respondents]).toSorted(),
  ).toEqual(
    [
      [String(sample.units.oak), "phone", 1],
      [String(sample.units.oak), "web", 1],
      [String(sample.units.ash), "web", 1],
    ].toSorted(),
  );
  const towers = await analysis.moments({ ...request, by: [], filters: { product_type: ["tower"] } });
  expect(towers.moments.cells.map(({ sumA }) => sumA[0])).toEqual([5, 4]);
  expect(towers.moments.strata.map(({ respondents }) => respondents)).toEqual([0, 2, 1]);
  const later = await analysis.moments({ ...request, by: [], filters: { from: "2025-12-06" } });
  expect(later.moments.cells).toEqual([]);
});

test("columns that are not resident are summed once and kept up to date", async () => {
  const columns = [
    Y01,
    { kind: "at-least", item: "Y04", from: 9 },
    { kind: "joint", cuts: { Y01: 3, Y04: 0 } },
  ] as const;
  const request = {
    questionnaire: "annual",
    waveIds: [sample.waves.second],
    by: [],
    columns,
    bases: [["Y01", "Y03"]],
  };
  const { moments } = await analysis.moments(request);
  const total = (place: number) =>
    moments.cells.reduce((sum, { sumA }) => sum + (sumA[pairIndex(place, place, 3)] ?? 0), 0);
  expect([total(0), total(1), total(2)]).toEqual([12, 1, 2]);
  expect(moments.cells.map(({ bases }) => [...bases])).toEqual([[2], [1]]);
  const again = await analysis.moments(request);
  expect(again.moments.cells[0]?.sumAB).toBe(moments.cells[0]?.sumAB);
});

test("the distribution tells scores from the answers that are none", async () => {
  const { counts } = await analysis.answerCounts({
    questionnaire: "annual",
    waveIds: [sample.waves.second],
    by: ["region"],
    items: ["Y01", "Y02", "Y03", "Y05"],
  });
  const north = { region: String(sample.units.north) };
  const south = { region: String(sample.units.south) };
  expect(counts).toEqual([
    { group: north, item: "Y01", answer: 3, n: 1 },
    { group: north, item: "Y01", answer: 5, n: 1 },
    { group: north, item: "Y02", answer: 4, n: 1 },
    { group: north, item: "Y02", answer: "NA", n: 1 },
    { group: north, item: "Y05", answer: 2, n: 1 },
    { group: south, item: "Y01", answer: 4, n: 1 },
    { group: south, item: "Y02", answer: 2, n: 1 },
    { group: south, item: "Y03", answer: "DK", n: 1 },
  ]);
  const byMode = await analysis.answerCounts({
    questionnaire: "annual",
    waveIds: [sample.waves.second],
    by: ["mode"],
    items: ["Y01"],
    filters: { mode: ["phone"] },
  });
  expect(byMode.counts).toEqual([{ group: { mode: "phone" }, item: "Y01", answer: 3, n: 1 }]);
});

test("evaluate reads the moments as they are", async () => {
  const definition = indexDefinition.parse({
    id: "small",
    version: 1,
    items: { Y01: { scale: [1, 5] } },
    tree: { id: "total", items: { Y01: 10000 } },
  });
  const { moments } = await analysis.moments({
    questionnaire: "annual",
    waveIds: [sample.waves.second],
    phases: ["S"],
    by: ["region"],
    columns: [Y01],
  });
  const readings = evaluate(definition, moments, { by: ["region"] });
  expect(
    readings
      .filter(({ node }) => node === "Y01")
      .map(({ group, value, n, population }) => [group.region, value, n, population]),
  ).toEqual([
    [String(sample.units.north), 75, 2, 5],
    [String(sample.units.south), 75, 1, 1],
  ]);
});

test("an unknown questionnaire or item is refused with its name", async () => {
  const request = { waveIds: [1], by: [], columns: [{ kind: "answer", item: "Y99" }] } as const;
  await expect(analysis.moments({ ...request, questionnaire: "nobody" })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(analysis.moments({ ...request, questionnaire: "annual" })).rejects.toThrow(/Y99/);
});

test("before the first load the analysis says that it is not loaded", async () => {
  const empty = await openAnalysis({ record });
  expect(() => empty.strata({ waveIds: [1] })).toThrow(/not loaded/);
  expect(empty.freshness()).toEqual({
    lagSeconds: undefined,
    dataVersion: undefined,
    asOf: undefined,
    responses: 0,
  });
  await empty.close();
});
