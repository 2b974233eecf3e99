import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { type AnalysisRecord, analysisRecord, insertMember, insertResponse } from "#tests/analysis-record.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { openAnalysis } from "./analysis.ts";

let database: TestDatabase;
let sample: AnalysisRecord;
let record: OpenRecord;

beforeAll(async () => {
  database = await testDatabase();
  sample = await analysisRecord(database.url);
  record = openRecord(database.url, { max: 4 });
});
afterAll(async () => {
  await record.close();
  await sample.close();
  await database.drop();
});

test("an answer belongs to one state of the data, whatever is loaded meanwhile", async () => {
  const { client, units, waves } = sample;
  const analysis = await openAnalysis({ record });
  await analysis.load();
  const request = {
    questionnaire: "annual",
    waveIds: [waves.second],
    columns: [{ kind: "answer", item: "Y01" }],
  } as const;
  let writing = true;
  const writer = async () => {
    for (let n = 0; n < 60; n++) {
      const key = await insertMember(client, { waveId: waves.second, projectId: units.oak });
      await insertResponse(client, {
        key,
        answers: { Y01: 1 + (n % 5) },
        mode: n % 2 === 0 ? "web" : "phone",
      });
      await analysis.load();
    }
    writing = false;
  };
  const seen = new Map<string, Set<string>>();
  const reader = async (by: readonly ["project", "mode"] | readonly ["project"]) => {
    let reads = 0;
    while (writing) {
      const { moments, dataVersion } = await analysis.moments({ ...request, by });
      const answered = moments.cells.reduce((sum, { respondents }) => sum + respondents, 0);
      const inStrata = moments.strata.reduce((sum, { respondents }) => sum + respondents, 0);
      expect(answered).toBe(inStrata);
      const total = moments.cells.reduce((sum, { sumA }) => sum + (sumA[0] ?? 0), 0);
      const known = seen.get(dataVersion) ?? new Set();
      seen.set(dataVersion, known.add(`${answered}/${total}`));
      reads++;
      await new Promise((done) => setImmediate(done));
    }
    return reads;
  };
  const [, ...reads] = await Promise.all([writer(), reader(["project", "mode"]), reader(["project"])]);
  expect(Math.min(...reads)).toBeGreaterThan(5);
  expect([...seen.values()].every((states) => states.size === 1)).toBe(true);
  expect(analysis.freshness().responses).toBe(60);
  await analysis.close();
});
