import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { testDatabase } from "#tests/database.ts";
import { putAnswer } from "#tests/put-answer.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { reachedInTime } from "./reached-in-time.ts";

let record: OpenRecord;
let wave: WaveInField;

beforeAll(async () => {
  record = openRecord((await testDatabase()).url, { max: 4 });
  wave = await waveInField(record.db, 6);
});
afterAll(() => record.close());

async function sign(code: string, on: string, answeredAt?: string): Promise<void> {
  await record.pool.query(
    "update contract set sign_date = $2 from home h where h.id = contract.home_id and h.code = $1",
    [code, on],
  );
  const key = wave.keys.get(code);
  if (!key) throw new Error(`nobody of ${code} is in the frame`);
  if (answeredAt) await putAnswer(record.db, { key, answers: { Y01: 5 }, at: answeredAt });
}

test("counts who answered within the days after signing, by days of Shanghai, once the days have passed", async () => {
  const codes = [...wave.keys.keys()].filter((code) => code.startsWith("OAK")).slice(0, 5);
  const [last, night, late, silent, soon] = codes as [string, string, string, string, string];
  await sign(last, "2025-11-10", "2025-11-17T10:00:00+08:00");
  // the seventh day in Shanghai ends while it is still afternoon in Greenwich
  await sign(night, "2025-11-10", "2025-11-17T23:59:00+08:00");
  await sign(late, "2025-11-10", "2025-11-18T00:01:00+08:00");
  await sign(silent, "2025-11-10");
  await sign(soon, "2025-11-16", "2025-11-16T12:00:00+08:00");
  await record.pool.query(
    "update contract set status = 'refunded' from home h where h.id = contract.home_id and not h.code = any($1)",
    [codes],
  );
  const at = (moment: string) => reachedInTime(record.db, wave.waveId, 7, new Date(moment));
  const project = wave.homes.projects.oak;
  expect(await at("2025-11-17T23:00:00+08:00")).toEqual([]);
  expect(await at("2025-11-18T00:30:00+08:00")).toEqual([{ projectId: project, due: 4, inTime: 2, open: 1 }]);
  expect(await at("2025-11-24T00:30:00+08:00")).toEqual([{ projectId: project, due: 5, inTime: 3, open: 1 }]);
  const longer = await reachedInTime(record.db, wave.waveId, 8, new Date("2025-11-25T12:00:00+08:00"));
  expect(longer).toEqual([{ projectId: project, due: 5, inTime: 4, open: 1 }]);
});
