import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { ancestryOf, studioProblems } from "#server/questionnaires/questionnaire-problems.ts";
import type { Scope } from "#server/scope/scope.ts";
import { changeSetting } from "#server/settings/change-setting.ts";
import type { Problem } from "#surveys/problem.ts";
import type { Questionnaire } from "#surveys/question.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import { testDatabase } from "#tests/database.ts";
import { type OwnedHomes, ownedHomes, SOUND_DRAFT, scopeOf } from "#tests/owned-homes.ts";
import { draftPage } from "./draft-page.ts";
import { createWave, editWave, waveDraft } from "./draft-wave.ts";
import { lockWave, unlockWave } from "./lock-wave.ts";
import { type WaveManager, waveManager } from "./wave-manager.ts";

const { questionnaire } = ANNUAL;
/** Its items that are not core, dealt into two blocks. */
const IN_BLOCKS: Questionnaire = {
  ...questionnaire,
  version: 2,
  questions: questionnaire.questions.map((question, index) =>
    question.core ? question : { ...question, block: index % 2 === 0 ? "A" : "B" },
  ),
};
const database = await testDatabase();
let record: OpenRecord;
let homes: OwnedHomes;
let scope: Scope;
let by: WaveManager;
let waveId: number;

const choose = (form: string, seen: number) =>
  changeSetting(record.db, scope, { key: "form.web", value: form, seen, reason: "缩短问卷" });
const codes = (problems: readonly Problem[]) => problems.map(({ code }) => code);
const plan = (questionnaireVersion: number) => waveDraft.parse({ ...SOUND_DRAFT, questionnaireVersion });

beforeAll(async () => {
  record = openRecord(database.url);
  homes = await ownedHomes(record.db, 4);
  scope = await scopeOf(record.db, "hq_analyst", homes.group);
  by = waveManager(scope);
  waveId = await createWave(record.db, by, plan(1));
  const { id } = questionnaire;
  await record.db
    .insertInto("questionnaire")
    .values({
      id,
      version: 2,
      status: "published",
      definition: JSON.stringify(IN_BLOCKS),
      hash: "in blocks",
      published_at: new Date(0),
    })
    .execute();
});
afterAll(async () => {
  await record.close();
  await database.drop();
});

test("a wave does not ask a questionnaire without blocks in the split form", async () => {
  const { db } = record;
  expect(codes((await draftPage(db, by, waveId, "2025-11-02")).problems)).toEqual([]);
  await choose("split", 0);
  expect(codes((await draftPage(db, by, waveId, "2025-11-02")).problems)).toEqual(["split-without-blocks"]);
  const refused = await lockWave(db, by, waveId, "2025-11-02");
  expect(!refused.ok && codes(refused.problems)).toEqual(["split-without-blocks"]);
  await editWave(db, by, waveId, plan(2));
  expect(await lockWave(db, by, waveId, "2025-11-02")).toEqual({ ok: true });
});

test("the studio says so of a version without blocks while the settings choose the split form", async () => {
  const { db } = record;
  const ancestry = await ancestryOf(db, { id: questionnaire.id, version: 3, basedOn: 1 });
  const found = await studioProblems(db, questionnaire, ancestry);
  expect(found.filter(({ code }) => code === "split-without-blocks")).toMatchObject([{ severity: "error" }]);
  expect(codes(await studioProblems(db, IN_BLOCKS, ancestry))).not.toContain("split-without-blocks");
});

test("the split form cannot be chosen while a wave under way has no blocks", async () => {
  const { db } = record;
  await choose("short", 1);
  expect(await choose("split", 2)).toBe(3);
  await choose("short", 3);
  await unlockWave(db, by, waveId, "改问卷");
  await editWave(db, by, waveId, plan(1));
  expect(await lockWave(db, by, waveId, "2025-11-02")).toEqual({ ok: true });
  await expect(choose("split", 4)).rejects.toMatchObject({
    code: "invalid",
    details: { key: "form.web", reason: "noBlocks", wave: SOUND_DRAFT.name },
  });
});
