import { afterAll, beforeAll, expect, test } from "vitest";
import { type Analysis, openAnalysis } from "#server/analysis/analysis.ts";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { ensureShippedDefinitions } from "#server/indicators/shipped-definitions.ts";
import type { Scope } from "#server/scope/scope.ts";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { testDatabase } from "#tests/database.ts";
import { scopeOf } from "#tests/owned-homes.ts";
import { putAnswer } from "#tests/put-answer.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { closeWave, publishWave } from "../close/close-wave.ts";
import { screenResponses } from "../quality/screen-responses.ts";
import { methodPage } from "./method-page.ts";

const database = await testDatabase();
let record: OpenRecord;
let analysis: Analysis;
let field: WaveInField;
let headquarters: Scope;
let lead: Scope;
let firstScreening: string | null;

beforeAll(async () => {
  record = openRecord(database.url);
  const { db } = record;
  await ensureShippedDefinitions(db);
  field = await waveInField(db, 80);
  headquarters = await scopeOf(db, "hq_analyst", field.homes.group, { id: "reader" });
  lead = await scopeOf(db, "project_lead", field.homes.projects.oak);
  for (const project of ["OAK", "ELM", "ASH"])
    for (let n = 1; n <= (project === "ASH" ? 3 : 18); n++)
      await putAnswer(db, {
        key: field.keys.get(`${project}-${String(4 * n).padStart(6, "0")}`) ?? "",
        answers: { ...STABLE_ANSWERS, Y01: 1 + (n % 5), Y18_why: `${project} ${n}`, Y45: `${n} ${project}` },
        at: `2025-11-${String(6 + n).padStart(2, "0")}T10:00:00+08:00`,
        seconds: n === 1 ? 20 : 240,
      });
  await screenResponses(db, field.by, field.waveId);
  analysis = await openAnalysis({ record });
});
afterAll(async () => {
  await analysis.close();
  await record.close();
  await database.drop();
});

const page = (scope: Scope) => methodPage({ db: record.db, analysis }, scope, field.waveId);

test("before it is published the page is for those who run the wave", async () => {
  await analysis.load();
  await expect(page(lead)).rejects.toMatchObject({ code: "forbidden" });
  const before = await page(headquarters);
  expect(before.data.hash).toBeUndefined();
  // some homes have no outcome yet, which is no fault while they are asked
  expect(before.outcomes.open).toBeGreaterThan(0);
  expect(before.cautions.map(({ code }) => code)).not.toContain("does-not-reconcile");
  firstScreening = before.quality.screenedAt;
  expect(Date.now() - Date.parse(firstScreening ?? "")).toBeLessThan(600_000);
});

test("a published wave says how it was done, and its sums come out, to the last export row", async () => {
  expect(await closeWave(record.db, field.by, field.waveId, "2025-12-16")).toEqual({ ok: true });
  expect(await publishWave({ db: record.db, analysis }, field.second, field.waveId)).toEqual({ ok: true });
  await analysis.load();
  const view = await page(lead);
  expect(view.wave).toMatchObject({ year: 2025, state: "published", origin: "system" });
  expect(view.questionnaire).toMatchObject({ id: "annual", version: 1, hash: "annual" });
  expect(view.timing).toMatchObject({
    cutoffOn: "2025-11-01",
    firstAnswerOn: "2025-11-07",
    lastAnswerOn: "2025-11-24",
  });
  expect(view.frame).toMatchObject({ owners: 240, leftOut: {} });
  expect(view.sample).toMatchObject({
    seed: 1,
    drawn: 240,
    strata: 12,
    takenWhole: 12,
    plan: { plan: { kind: "census" } },
  });
  expect(view.outcomes).toMatchObject({ open: 0, counts: { I: 39, UH: 201 } });
  expect(view.reconciliation.lines.map(({ code, holds }) => [code, holds])).toEqual([
    ["asked-outcomes", true],
    ["received-parts", true],
    ["counted-interviews", true],
    ["weighted-owners", true],
    ["shown-exported", true],
  ]);
  expect(view.quality.byCode).toEqual({ SPEEDER: 3 });
  expect(Date.parse(view.quality.screenedAt ?? "")).toBeGreaterThan(Date.parse(firstScreening ?? ""));
  // 39 and 36 answers: the difference would tell what three owners said
  expect(view.quality.effect).toBeUndefined();
  // three answers of a project are too few: they are weighted together with others, where the index leaves them alone
  expect(view.weighting.collapsed.length).toBeGreaterThan(0);
  expect(view.weighting.differsFromIndex).toBeGreaterThan(0);
  expect(view.data.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(view.cautions.map(({ code }) => code))).toEqual(
    new Set([
      "response-very-low",
      "weights-unequal",
      "owners-unheard",
      "modes-off-plan",
      "not-representative",
    ]),
  );
});

test("what a page says of the frozen data it says again", async () => {
  const [first, second] = [await page(headquarters), await page(lead)];
  expect(second).toEqual(first);
});
