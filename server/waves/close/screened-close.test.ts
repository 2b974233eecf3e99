import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { testDatabase } from "#tests/database.ts";
import { putAnswer } from "#tests/put-answer.ts";
import { straight } from "#tests/straight-answers.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { judgeSeveral } from "../quality/review-several.ts";
import { screenResponses } from "../quality/screen-responses.ts";
import { readWave } from "../wave-facts.ts";
import { closeWave } from "./close-wave.ts";

const database = await testDatabase();
let record: OpenRecord;
let field: WaveInField;

const burstIds = async () =>
  (
    await statementsOf(record.db)<{ id: string }>(
      "select id from response where wave_id = $1 and quality = 'excluded' order by id",
      [field.waveId],
    )
  ).map(({ id }) => id);

beforeAll(async () => {
  record = openRecord(database.url);
  field = await waveInField(record.db, 100);
  await screenResponses(record.db, field.by, field.waveId);
  // a burst after the last screening: four-and-twenty best answers of one project from one network within the hour
  for (let n = 1; n <= 24; n++)
    await putAnswer(record.db, {
      key: field.keys.get(`OAK-${String(4 * n).padStart(6, "0")}`) ?? "",
      answers: { ...straight(5), Y45: `第 ${n} 户的意见` },
      at: `2025-11-20T04:${String(n).padStart(2, "0")}:00Z`,
      network: Buffer.alloc(16, 7),
    });
});
afterAll(async () => {
  await record.close();
  await database.drop();
});

test("what came in after the last screening is looked at before the wave closes, and stays marked", async () => {
  const { db } = record;
  const { by, waveId } = field;
  expect(await burstIds()).toEqual([]);
  const refused = await closeWave(db, by, waveId, "2025-12-16");
  expect(!refused.ok && refused.problems.map(({ code }) => code)).toEqual(["bursts-unseen"]);
  expect((await readWave(db, waveId)).state).toBe("field");
  const found = await burstIds();
  expect(found).toHaveLength(24);
  await judgeSeveral(db, by, found, "keep", "电话复核，本人作答");
  expect(await closeWave(db, by, waveId, "2025-12-16")).toEqual({ ok: true });
});
