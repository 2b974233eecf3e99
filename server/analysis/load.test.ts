import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { residentPairs, viewPairs } from "#tests/analysis-contents.ts";
import {
  type AnalysisRecord,
  analysisRecord,
  insertMember,
  insertQuestionnaire,
  insertResponse,
  NEXT_ANNUAL,
  SMALL_SIGNING,
} from "#tests/analysis-record.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { type Analysis, openAnalysis } from "./analysis.ts";

let database: TestDatabase;
let sample: AnalysisRecord;
let record: OpenRecord;
let analysis: Analysis;

beforeAll(async () => {
  database = await testDatabase();
  sample = await analysisRecord(database.url);
  record = openRecord(database.url, { max: 6 });
});
afterAll(async () => {
  await record.close();
  await sample.close();
  await database.drop();
});
beforeEach(async () => {
  await sample.client.query("truncate response, frame_member, deletion cascade");
  analysis = await openAnalysis({ record });
  await analysis.load();
});
afterEach(() => analysis.close());

async function countOf(of: Analysis): Promise<number> {
  const [row] = await of.query("select count(*)::integer as n from response_annual");
  return Number(row?.n);
}

test("a transaction that began first and commits last is not lost", async () => {
  const { client, units, waves } = sample;
  const keys = [];
  for (let n = 0; n < 3; n++)
    keys.push(await insertMember(client, { waveId: waves.second, projectId: units.oak }));
  const [slowKey = "", quickKey = "", lastKey = ""] = keys;
  await analysis.load();
  const slow = await record.pool.connect();
  try {
    await slow.query("begin");
    await insertResponse(slow, { key: slowKey, answers: { Y01: 1 } });
    await insertResponse(client, { key: quickKey, answers: { Y01: 2 } });
    await analysis.load();
    expect(await countOf(analysis)).toBe(1);
    await insertResponse(client, { key: lastKey, answers: { Y01: 3 } });
    await analysis.load();
    expect(await countOf(analysis)).toBe(2);
    await slow.query("commit");
    await analysis.load();
    expect(await countOf(analysis)).toBe(3);
    const report = await analysis.load();
    expect(report.kind).toBe("nothing");
  } finally {
    slow.release();
  }
});

test("a load that fails half way leaves the last good state, and the next one makes up for it", async () => {
  const { client, units, waves } = sample;
  const keys = [];
  for (let n = 0; n < 3; n++)
    keys.push(await insertMember(client, { waveId: waves.second, projectId: units.oak }));
  await insertResponse(client, { key: keys[0] ?? "", answers: { Y01: 5 } });
  await analysis.load();
  const before = analysis.freshness();
  const state = await analysis.query("select * from load_state");
  await insertResponse(client, { key: keys[1] ?? "", answers: { Y01: 4 } });
  const broken = await insertResponse(client, { key: keys[2] ?? "", answers: { Y01: 3 } });
  await client.query("update response set codes = '\\x01'::bytea where id = $1", [broken]);
  await expect(analysis.load()).rejects.toThrow(/holds 1 answers.*correct or delete it/);
  expect(await countOf(analysis)).toBe(1);
  expect(analysis.freshness()).toMatchObject({ dataVersion: before.dataVersion, responses: 1 });
  expect(await analysis.query("select * from load_state")).toEqual(state);
  await client.query("delete from response where id = $1", [broken]);
  await analysis.load();
  expect(await countOf(analysis)).toBe(2);
  expect(analysis.freshness().responses).toBe(2);
});

test("the data version changes with every change that can move a number, and with nothing else", async () => {
  const { client, units, waves } = sample;
  const key = await insertMember(client, { waveId: waves.second, projectId: units.oak });
  const id = await insertResponse(client, { key, answers: { Y01: 5 } });
  await analysis.load();
  const versions = [analysis.freshness().dataVersion];
  const after = async (statement: string, values: unknown[] = []) => {
    await client.query(statement, values);
    await analysis.load();
    versions.push(analysis.freshness().dataVersion);
  };
  await after("update response set codes = set_byte(codes, 0, 4) where id = $1", [id]);
  await after("update response set quality = 'flagged' where id = $1", [id]);
  await after("update frame_member set disposition = 'I'");
  await after("update wave set cutoff_on = cutoff_on - 1 where id = $1", [waves.second]);
  expect(new Set(versions).size).toBe(versions.length);
  await after("update response set duration_s = 99 where id = $1", [id]);
  expect(versions.at(-1)).toBe(versions.at(-2));
  await after("update wave set cutoff_on = cutoff_on + 1 where id = $1", [waves.second]);
  await after("update frame_member set disposition = null");
  await after("update response set quality = 'ok' where id = $1", [id]);
  await after("update response set codes = set_byte(codes, 0, 5) where id = $1", [id]);
  expect(versions.at(-1)).toBe(versions[0]);
});

test("attributes and codes arrive as they stand on the record", async () => {
  const { client, units, waves } = sample;
  for (const productType of ["高层", null, "a rather long name of a product type"]) {
    const key = await insertMember(client, { waveId: waves.second, projectId: units.oak, productType });
    await insertResponse(client, {
      key,
      answers: { Y01: 5, Y02: "NA" },
      submittedAt: "2025-12-05T17:00:00Z",
    });
  }
  await analysis.load();
  const { rows } = await client.query(
    `select r.id::text, f.product_type, to_char(r.submitted_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day
     from response r join frame_member f using (respondent_key) order by r.id::text`,
  );
  expect(
    await analysis.query(
      "select response_id::varchar as id, product_type, submitted_on::varchar as day from response_annual order by id",
    ),
  ).toEqual(rows);
  expect(
    await analysis.query(
      'select distinct region_id, "Y01", "Y02", "Y03", mode, quality from response_annual',
    ),
  ).toEqual([{ region_id: null, Y01: 5, Y02: 255, Y03: 0, mode: "web", quality: "ok" }]);
});

test("a truncated or restored record is taken over as another one", async () => {
  const { client, units, waves } = sample;
  const key = await insertMember(client, { waveId: waves.second, projectId: units.oak });
  await insertResponse(client, { key, answers: { Y01: 5 } });
  await analysis.load();
  await client.query("truncate response cascade");
  expect(await analysis.load()).toMatchObject({ kind: "rebuild", responses: 0 });
});

test("a new version of a questionnaire joins the old one item by item", async () => {
  const { client, units, waves } = sample;
  const [old, young] = [
    await insertMember(client, { waveId: waves.first, projectId: units.oak }),
    await insertMember(client, { waveId: waves.second, projectId: units.oak }),
  ];
  await insertResponse(client, { key: old, answers: { Y01: 5, Y03: 2, Y04: 7, Y05: 1 } });
  await analysis.load();
  await insertQuestionnaire(client, NEXT_ANNUAL);
  await insertResponse(client, {
    key: young,
    questionnaire: NEXT_ANNUAL,
    answers: { Y01: 4, Y04: 9, Y06: 1, Y05: 3 },
  });
  expect((await analysis.load()).kind).toBe("rebuild");
  const { counts } = await analysis.answerCounts({
    questionnaire: "annual",
    waveIds: [waves.first, waves.second],
    by: ["wave"],
  });
  expect(
    counts.map(
      ({ group, item, answer }) => `${group.wave === String(waves.first) ? "old" : "new"} ${item}=${answer}`,
    ),
  ).toEqual([
    "old Y01=5",
    "old Y03=2",
    "old Y04=7",
    "old Y05=1",
    "new Y01=4",
    "new Y04=9",
    "new Y05=3",
    "new Y06=1",
  ]);
  await client.query("delete from response");
  await client.query("update questionnaire set status = 'retired' where id = 'annual' and version = 2");
});

test("callbacks have a table and cubes of their own", async () => {
  const { client, units, waves } = sample;
  const key = await insertMember(client, { waveId: waves.signing, projectId: units.elm, phase: "P" });
  await insertResponse(client, { key, questionnaire: SMALL_SIGNING, answers: { S01: 4, S02: 9 } });
  await analysis.load();
  expect(await residentPairs(analysis, "signing", [waves.signing], ["S01", "S02"])).toEqual(
    await viewPairs(analysis, "signing"),
  );
  expect(await analysis.query('select "S01", "S02" from response_signing')).toEqual([{ S01: 4, S02: 10 }]);
});

test("a submission is seen without anybody asking for a load", async () => {
  const { client, units, waves } = sample;
  const key = await insertMember(client, { waveId: waves.second, projectId: units.oak });
  const stop = analysis.startLoading();
  try {
    await insertResponse(client, { key, answers: { Y01: 5 } });
    analysis.wake();
    await expect.poll(() => analysis.freshness().responses, { timeout: 20_000 }).toBe(1);
    expect(analysis.freshness().lagSeconds).toBeGreaterThanOrEqual(0);
  } finally {
    await stop();
  }
});
