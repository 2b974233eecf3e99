import { afterAll, beforeAll, expect, test } from "vitest";
import { blockFor } from "#surveys/item-block.ts";
import type { Questionnaire } from "#surveys/question.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import { type TestDatabase, testDatabase } from "#tests/database.ts";
import { type FieldWaveFixture, fieldWave } from "#tests/field-wave.ts";
import { type PublicDoor, publicDoor } from "#tests/public-door.ts";

const NOW = Date.parse("2026-11-22T04:00:00Z");
/** The year-end survey with two items that are not core in blocks. */
const SPLIT: Questionnaire = {
  ...ANNUAL.questionnaire,
  questions: ANNUAL.questionnaire.questions.map((question) =>
    question.code === "Y16"
      ? { ...question, block: "A" }
      : question.code === "Y19"
        ? { ...question, block: "B" }
        : question,
  ),
};

let database: TestDatabase;
let door: PublicDoor;
let wave: FieldWaveFixture;

beforeAll(async () => {
  database = await testDatabase();
  door = await publicDoor(database.url, () => NOW);
  const { db } = door.record;
  await db
    .insertInto("questionnaire")
    .values({ id: "annual", version: 1, definition: JSON.stringify(SPLIT), hash: "split", status: "draft" })
    .execute();
  await db
    .insertInto("setting")
    .values({ key: "form.web", version: 1, value: JSON.stringify("split") })
    .execute();
  wave = await fieldWave(db, { owners: 12, today: "2026-11-22" });
});
afterAll(async () => {
  await door.close();
  await database.drop();
});

test("in the split form a home is asked its own block, the same again, and never the other", async () => {
  const asked = new Set<string>();
  for (const token of wave.tokens) {
    const { rows } = await door.record.pool.query<{ respondent_key: string }>(
      "select respondent_key from invitation where token_hash = sha256($1::bytea)",
      [Buffer.from(token)],
    );
    const block = blockFor(SPLIT, rows[0]?.respondent_key ?? "");
    const pages = await Promise.all([1, 2].map(async () => (await fetch(`${door.url}/s/${token}`)).text()));
    for (const page of pages) {
      expect(page.includes("Y16"), token).toBe(block === "A");
      expect(page.includes("Y19"), token).toBe(block === "B");
      expect(page).toContain("Y18");
      // not core and in no block: asked of everybody who is given the split form
      expect(page).toContain("Y17");
    }
    asked.add(block ?? "");
  }
  expect([...asked].toSorted()).toEqual(["A", "B"]);
});
