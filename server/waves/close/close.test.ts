import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Analysis, openAnalysis } from "#server/analysis/analysis.ts";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { publicationsOf } from "#server/definitions/verify-publication.ts";
import { ensureShippedDefinitions } from "#server/indicators/shipped-definitions.ts";
import type { Invited } from "#server/invitations/find-invitation.ts";
import { keepConflicts } from "#server/submissions/keep-conflicts.ts";
import { refuse } from "#server/submissions/refusals.ts";
import type { ResponseRow } from "#server/submissions/response-row.ts";
import { DISPOSITIONS, type Disposition, dispositionGroup } from "#surveys/disposition.ts";
import { finalDisposition } from "#surveys/final-disposition.ts";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { testDatabase } from "#tests/database.ts";
import { putAnswer } from "#tests/put-answer.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { decideVoid, proposeVoid } from "../quality/review-responses.ts";
import { readWave } from "../wave-facts.ts";
import { closeWave, publishWave, reopenWave } from "./close-wave.ts";
import { hashData } from "./hash-data.ts";
import { keepLateAnswer, lateDays } from "./late-answers.ts";
import { settleOutcomes } from "./settle-outcomes.ts";

const database = await testDatabase();
let record: OpenRecord;
let analysis: Analysis;
let field: WaveInField;

const rows = <Row>(text: string, values: readonly unknown[] = []) =>
  statementsOf(record.db)<Row>(text, values);
const key = (code: string) => field.keys.get(code) ?? "";

async function standing(): Promise<
  { number: number; data_hash: Buffer; reconciliation: unknown; weighting: unknown }[]
> {
  return [
    ...(await rows<{ number: number; data_hash: Buffer; reconciliation: unknown; weighting: unknown }>(
      "select number, data_hash, reconciliation, weighting from wave_close where wave_id = $1 and reopened_at is null",
      [field.waveId],
    )),
  ];
}

beforeAll(async () => {
  record = openRecord(database.url);
  field = await waveInField(record.db, 40);
  analysis = await openAnalysis({ record });
});
afterAll(async () => {
  await analysis.close();
  await record.close();
  await database.drop();
});

test("outcomes in SQL are those of the rule, for every history a home can have", async () => {
  const contacts: Disposition[][] = [
    [],
    ...DISPOSITIONS.map((one) => [one]),
    ...DISPOSITIONS.flatMap((one) =>
      (["no_answer", "wrong_number", "refused"] as const).map((two) => [one, two]),
    ),
  ];
  const cases = contacts.flatMap((list, index) => {
    const begun = index % 5 === 0;
    const invited = (["sent", "failed", "none"] as const)[index % 3] ?? "none";
    return [{ contacts: list, begun, invited }];
  });
  expect(cases.length).toBeLessThanOrEqual(120);
  const keys = [...field.keys.values()].slice(0, cases.length);
  await record.db
    .transaction()
    .execute(async (tx) => {
      const run = statementsOf(tx);
      for (const [index, { contacts: list, begun, invited }] of cases.entries()) {
        const respondent = keys[index];
        for (const [minute, disposition] of list.entries())
          await run(
            "insert into attempt (respondent_key, at, mode, disposition) values ($1, $2, 'phone', $3)",
            [respondent, new Date(Date.UTC(2025, 10, 20, 2, minute)), disposition],
          );
        if (begun)
          await run(
            "insert into response_draft (respondent_key, answers, started_at) values ($1, '{\"Y01\": 3}', now())",
            [respondent],
          );
        if (invited !== "none")
          await run(
            "insert into invitation (respondent_key, wave_id, token_hash, channel, state) values ($1, $2, sha256(convert_to($3, 'UTF8')), 'sms', $4)",
            [respondent, field.waveId, `token ${index}`, invited === "sent" ? "sent" : "failed"],
          );
      }
      await settleOutcomes(run, field.waveId);
      const found = await run<{ key: string; phase: "P" | "R" | "S" | "O"; disposition: string }>(
        "select respondent_key as key, phase, disposition from frame_member where wave_id = $1",
        [field.waveId],
      );
      const byKey = new Map(found.map((row) => [row.key, row]));
      for (const [index, history] of cases.entries()) {
        const row = byKey.get(keys[index] ?? "");
        const expected = dispositionGroup(finalDisposition(history), row?.phase ?? "S");
        expect([history, row?.phase, row?.disposition]).toEqual([history, row?.phase, expected]);
      }
      expect(found.every(({ disposition }) => disposition !== null)).toBe(true);
      throw new Error("roll back");
    })
    .catch((failure: Error) => expect(failure.message).toBe("roll back"));
});

test("a wave is closed when nothing waits for anybody, and every home has one outcome", async () => {
  const { db } = record;
  const { by, second, waveId } = field;
  const ids: string[] = [];
  for (let n = 1; n <= 12; n++)
    ids.push(
      await putAnswer(db, {
        key: key(`OAK-${String(n).padStart(6, "0")}`),
        answers: STABLE_ANSWERS,
        at: "2025-11-20T04:00:00Z",
      }),
    );
  const proposal = await proposeVoid(db, by, ids[0] ?? "", "本人否认");
  await rows(
    "insert into attempt (respondent_key, at, mode, disposition) values ($1, now(), 'phone', 'not_owner')",
    [key("ELM-000001")],
  );
  const early = await closeWave(db, by, waveId, "2025-11-21");
  expect(!early.ok && early.problems.map(({ code }) => code)).toEqual(["last-day-ahead", "voids-undecided"]);
  await decideVoid(db, second, proposal, true);
  expect(await closeWave(db, by, waveId, "2025-12-16")).toEqual({ ok: true });
  expect((await readWave(db, waveId)).state).toBe("closed");

  const outcomes = await rows<{ disposition: string; n: number }>(
    "select disposition, count(*) as n from frame_member where wave_id = $1 group by 1 order by 1",
    [waveId],
  );
  expect(outcomes).toEqual([
    { disposition: "I", n: 11 },
    { disposition: "NE", n: 1 },
    { disposition: "O", n: 1 },
    { disposition: "UH", n: 107 },
  ]);
  const [close] = await standing();
  expect(close).toMatchObject({
    number: 1,
    reconciliation: {
      counts: { owners: 120, asked: 120, received: 12, counted: 11, voided: 1, isolated: 0 },
    },
    weighting: { owners: 120 },
  });
  const { reconciliation } = close ?? {};
  const { lines } = reconciliation as { lines: { code: string; holds: boolean }[] };
  expect(lines.map(({ code, holds }) => [code, holds])).toEqual([
    ["asked-outcomes", true],
    ["received-parts", true],
    ["counted-interviews", true],
    ["weighted-owners", true],
  ]);
});

test("closed data cannot be changed, whoever tries; a consent can be taken back", async () => {
  const { waveId } = field;
  const frozen = /frozen/;
  await expect(
    rows("update response set quality = 'ok' where wave_id = $1 and quality = 'void'", [waveId]),
  ).rejects.toThrow(frozen);
  await expect(rows("delete from response where wave_id = $1", [waveId])).rejects.toThrow(frozen);
  await expect(
    rows("update frame_member set disposition = 'I' where wave_id = $1", [waveId]),
  ).rejects.toThrow(frozen);
  await expect(
    putAnswer(record.db, { key: key("ASH-000001"), answers: STABLE_ANSWERS, at: "2025-12-17T04:00:00Z" }),
  ).rejects.toThrow(frozen);
  await rows("update response set consent_followup = not consent_followup where wave_id = $1", [waveId]);
});

test("an owner's late no, and a second answer to a known one, leave closed data as they are", async () => {
  const before = await hashData(statementsOf(record.db), field.waveId);
  const invited = { respondentKey: key("ASH-000003") } as Invited;
  await refuse(record, invited, new Date("2025-12-17T02:00:00Z"), "do_not_contact");
  const [kept] = await rows<{ id: string; respondent_key: string }>(
    "select id, respondent_key from response where wave_id = $1 and quality in ('ok', 'flagged') order by id limit 1",
    [field.waveId],
  );
  const row = {
    respondentKey: kept?.respondent_key,
    id: randomUUID(),
    answers: {},
    bodyHash: Buffer.alloc(32),
  };
  await keepConflicts(record, [{ row: row as ResponseRow, keptId: kept?.id ?? "" }]);
  expect((await hashData(statementsOf(record.db), field.waveId)).equals(before)).toBe(true);
  const [conflicts] = await rows<{ n: number }>("select count(*) as n from response_conflict");
  expect(conflicts?.n).toBe(1);
});

test("late answers are kept apart and counted nowhere", async () => {
  const { db } = record;
  const late = {
    submissionId: randomUUID(),
    respondentKey: key("ASH-000002"),
    mode: "web",
    answers: STABLE_ANSWERS,
  } as const;
  expect(await keepLateAnswer(db, late)).toBe(true);
  expect(await keepLateAnswer(db, late)).toBe(false);
  for (let n = 0; n < 5; n++) await keepLateAnswer(db, { ...late, submissionId: randomUUID() });
  expect((await lateDays(db, field.by, field.waveId)).map(({ mode, answers }) => [mode, answers])).toEqual([
    ["web", 3],
  ]);
});

test("a closing may be taken back before it is published, and the same data have the same hash", async () => {
  const { db } = record;
  const { by, waveId } = field;
  const [first] = await standing();
  await expect(reopenWave(db, by, waveId, "")).rejects.toMatchObject({ code: "invalid" });
  expect(await reopenWave(db, by, waveId, "漏了一批纸质问卷")).toEqual({ ok: true });
  const open = await rows<{ disposition: string | null; n: number }>(
    "select disposition, count(*) as n from frame_member where wave_id = $1 group by 1 order by 1 nulls last",
    [waveId],
  );
  expect(open).toEqual([
    { disposition: "I", n: 11 },
    { disposition: "NE", n: 1 },
    { disposition: "O", n: 1 },
    { disposition: null, n: 107 },
  ]);
  expect(await closeWave(db, by, waveId, "2025-12-17")).toEqual({ ok: true });
  const [second] = await standing();
  expect(second?.number).toBe(2);
  expect(second?.data_hash.equals(first?.data_hash ?? Buffer.alloc(0))).toBe(true);
  // erasing who is behind an answer changes nothing
  await rows("delete from vault.respondent where respondent_key = $1", [key("OAK-000003")]);
  expect((await hashData(statementsOf(db), waveId)).equals(second?.data_hash ?? Buffer.alloc(0))).toBe(true);
});

test("what is published is what was closed", async () => {
  const { db } = record;
  const { by, second, waveId } = field;
  await rows("alter table response disable trigger response_frozen_update");
  await rows("update response set codes = set_byte(codes, 0, 1) where wave_id = $1 and respondent_key = $2", [
    waveId,
    key("OAK-000005"),
  ]);
  await rows("alter table response enable trigger response_frozen_update");
  const publish = (who: typeof by) => publishWave({ db, analysis }, who, waveId);
  await expect(publish(by)).rejects.toMatchObject({ code: "forbidden" });
  const tampered = await publish(second);
  expect(!tampered.ok && tampered.problems.map(({ code }) => code)).toEqual(["data-changed"]);
  await reopenWave(db, by, waveId, "数据被改过");
  await closeWave(db, by, waveId, "2025-12-18");
  // its numbers cannot be kept while no definition is published: then nothing is
  await expect(publish(second)).rejects.toMatchObject({ code: "analysis_unavailable" });
  expect((await readWave(db, waveId)).state).toBe("closed");
  await ensureShippedDefinitions(db);
  expect(await publish(second)).toEqual({ ok: true });
  expect(await publicationsOf(db, [waveId])).toMatchObject([
    { kind: "published", definition: { id: "owner-satisfaction", version: 1 } },
  ]);
  await expect(reopenWave(db, by, waveId, "太晚了")).rejects.toMatchObject({ code: "conflict" });
});
