import { afterAll, beforeAll, expect, test } from "vitest";
import { definitionHash } from "#analytics/definition-hash.ts";
import { indexDefinition } from "#analytics/index-definition.ts";
import { type Analysis, openAnalysis } from "#server/analysis/analysis.ts";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { type AnalysisRecord, analysisRecord, insertMember, insertResponse } from "#tests/analysis-record.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { operationRecords, operationsVersion } from "./operation-records.ts";
import { makeWaveTable } from "./wave-table.ts";

const definition = indexDefinition.parse({
  id: "with-operations",
  version: 1,
  items: { Y01: { scale: [1, 5] } },
  tree: { id: "total", items: { Y01: 5000 }, measures: { on_time: 2500, complaints: 2500 } },
  measures: {
    on_time: { source: "repairs-on-time", worst: 0, best: 100 },
    complaints: { source: "complaints-per-owner", worst: 50, best: 0 },
  },
  emptyStratum: "drop",
});
let database: TestDatabase;
let filled: AnalysisRecord;
let record: OpenRecord;
let analysis: Analysis;

beforeAll(async () => {
  database = await testDatabase();
  filled = await analysisRecord(database.url);
  const { client, units, waves } = filled;
  for (let owner = 0; owner < 20; owner++) {
    const key = await insertMember(client, {
      waveId: waves.second,
      projectId: units.oak,
      regionId: units.north,
      phase: "S",
    });
    if (owner < 12) await insertResponse(client, { key, answers: { Y01: 1 + (owner % 5) } });
  }
  const repair = (no: number, day: string, onTime: boolean | null, status = "closed") =>
    client.query(
      "insert into repair_order (project_id, order_no, reported_at, status, on_time) values ($1, $2, $3, $4, $5)",
      [units.oak, `R${no}`, `${day}T10:00:00+08:00`, status, onTime],
    );
  // the wave's cut-off is 2025-11-30: the first day after it a year before, and the day itself, count
  for (let no = 0; no < 10; no++) await repair(no, "2025-06-01", no < 8);
  await repair(10, "2025-11-30", true);
  await repair(11, "2024-12-01", false);
  await repair(12, "2024-11-30", false);
  await repair(13, "2025-12-01", false);
  await repair(14, "2025-06-01", false, "void");
  await repair(15, "2025-06-01", null);
  const homes = await client.query(
    "insert into home (code, project_id, building, room) values ('h1', $1, '1', '101'), ('h2', $1, '1', '102') returning id",
    [units.oak],
  );
  const complaint = (no: number, home: number | null) =>
    client.query(
      "insert into complaint (project_id, complaint_no, home_id, submitted_at, status) values ($1, $2, $3, '2025-05-05', 'closed')",
      [units.oak, `C${no}`, home],
    );
  await complaint(1, homes.rows[0].id);
  await complaint(2, homes.rows[0].id);
  await complaint(3, homes.rows[1].id);
  await complaint(4, null);
  const call = (no: number, home: number | null, day: string, answered: boolean) =>
    client.query(
      "insert into hotline_call (project_id, call_no, home_id, started_at, queue_seconds, answered) values ($1, $2, $3, $4, 9, $5)",
      [units.oak, `H${no}`, home, `${day}T23:30:00+08:00`, answered],
    );
  for (let no = 0; no < 6; no++) await call(no, homes.rows[no % 2].id, "2025-04-04", no > 0);
  await call(6, null, "2025-11-30", false);
  await call(7, null, "2024-11-30", true);
  record = openRecord(database.url, { max: 3 });
  analysis = await openAnalysis({ record });
  await analysis.load();
});
afterAll(async () => {
  await analysis.close();
  await record.close();
  await filled.close();
  await database.drop();
});

test("sums cases of the twelve months before the cut-off, and complaints by owner", async () => {
  const { oak } = filled.units;
  const strata = [{ key: "s", population: 20, respondents: 12, project: `${oak}`, phase: "S", region: "1" }];
  const records = await operationRecords(record.db, [definition], filled.waves.second, strata);
  expect(records).toEqual([
    {
      source: "repairs-on-time",
      group: { project: `${oak}`, region: "1" },
      records: 12,
      above: 9,
      below: 12,
      aboveSquared: 9,
      cross: 9,
      belowSquared: 12,
    },
    {
      source: "complaints-per-owner",
      group: { project: `${oak}`, region: "1" },
      records: 21,
      above: 4,
      below: 20,
      // 2 of one home, 1 of another, 1 of nobody known
      aboveSquared: 6,
      cross: 3,
      belowSquared: 20,
    },
  ]);
});

test("sums calls by owner and as a share that was answered", async () => {
  const { oak } = filled.units;
  const strata = [{ key: "s", population: 20, respondents: 12, project: `${oak}`, phase: "S", region: "1" }];
  const asked = {
    ...definition,
    measures: {
      calls: { source: "calls-per-owner", per: 100, worst: 300, best: 0 },
      answered: { source: "calls-answered", per: 100, worst: 50, best: 100 },
    },
  };
  expect(await operationRecords(record.db, [asked], filled.waves.second, strata)).toMatchObject([
    // three of each of two homes, one of nobody known
    {
      source: "calls-per-owner",
      records: 21,
      above: 7,
      below: 20,
      aboveSquared: 19,
      cross: 6,
      belowSquared: 20,
    },
    { source: "calls-answered", records: 7, above: 5, below: 7, aboveSquared: 5, cross: 5, belowSquared: 7 },
  ]);
});

test("stand beside answers in a wave's table, and are told by their own version", async () => {
  const published = { definition, hash: definitionHash(definition) };
  const request = { waveId: filled.waves.second, questionnaire: "annual" };
  const table = await makeWaveTable({ db: record.db, analysis }, published, request);
  const project = table.shown.get(`project:${filled.units.oak}/`);
  expect(project?.get("on_time")).toMatchObject({ value: 75, n: 12, state: "indicative" });
  // 4 complaints of 20 owners are 20 per 100: (20 − 50) / −50
  expect(project?.get("complaints")?.value).toBeCloseTo(60, 10);
  const survey = project?.get("Y01")?.value ?? Number.NaN;
  expect(project?.get("total")?.value).toBeCloseTo(0.5 * survey + 0.25 * 75 + 0.25 * 60, 10);
  const again = await makeWaveTable({ db: record.db, analysis }, published, request, table);
  expect(again.id).toBe(table.id);
  expect(await operationsVersion(record.db, definition)).toBe("0-0");
});

test("of a source nobody knows are refused by name", async () => {
  const wrong = { ...definition, measures: { x: { source: "smiles", per: 100, worst: 0, best: 1 } } };
  await expect(operationRecords(record.db, [wrong], filled.waves.second, [])).rejects.toMatchObject({
    code: "invalid",
  });
});
