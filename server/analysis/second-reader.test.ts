import { afterAll, beforeAll, expect, test } from "vitest";
import { openRecord } from "#server/database/connection.ts";
import { type AnalysisRecord, analysisRecord, insertMember, insertResponse } from "#tests/analysis-record.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { openAnalysis } from "./analysis.ts";
import { withSecondReader } from "./second-reader.ts";

let database: TestDatabase;
let sample: AnalysisRecord;

beforeAll(async () => {
  database = await testDatabase();
  sample = await analysisRecord(database.url);
});
afterAll(async () => {
  await sample.close();
  await database.drop();
});

function member(): Promise<string> {
  return insertMember(sample.client, { waveId: sample.waves.second, projectId: sample.units.oak });
}

async function reading<T>(max: number, work: (pool: ReturnType<typeof openRecord>["pool"]) => Promise<T>) {
  const record = openRecord(database.url, { max });
  try {
    return await work(record.pool);
  } finally {
    await record.close();
  }
}

test("a second reader sees what the first one sees, whatever was written since", async () => {
  await reading(2, async (pool) => {
    const client = await pool.connect();
    await client.query("begin isolation level repeatable read, read only");
    const count = "select count(*)::int as n from frame_member";
    const { rows: first } = await client.query<{ n: number }>(count);
    await member();
    await withSecondReader(pool, client, async (second) => {
      expect((await second?.query(count))?.rows).toEqual(first);
    });
    await client.query("commit");
    client.release();
    expect((await sample.client.query(count)).rows[0].n).toBe((first[0]?.n ?? 0) + 1);
    expect(pool.idleCount).toBe(2);
  });
});

test("there is none where the pool has none to spare, and a broken one is not lent again", async () => {
  await reading(1, async (pool) => {
    const client = await pool.connect();
    expect(await withSecondReader(pool, client, async (second) => second)).toBeUndefined();
    client.release();
  });
  await reading(2, async (pool) => {
    const client = await pool.connect();
    await client.query("begin isolation level repeatable read, read only");
    const work = withSecondReader(pool, client, () => Promise.reject(new Error("broken off")));
    await expect(work).rejects.toThrow("broken off");
    expect(pool.totalCount).toBe(1);
    client.release(true);
  });
});

test("one connection and two read the same analysis", async () => {
  for (let n = 0; n < 40; n++)
    await insertResponse(sample.client, { key: await member(), answers: { Y01: 1 + (n % 5) } });
  const versions: string[] = [];
  for (const max of [1, 4]) {
    const record = openRecord(database.url, { max });
    const analysis = await openAnalysis({ record });
    versions.push((await analysis.load({ rebuild: true })).dataVersion);
    await analysis.close();
    await record.close();
  }
  expect(versions[0]).toBe(versions[1]);
});
