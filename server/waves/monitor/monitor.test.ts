import { afterAll, beforeAll, expect, test } from "vitest";
import { type Analysis, openAnalysis } from "#server/analysis/analysis.ts";
import { type OpenRecord, openRecord } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import type { Scope } from "#server/scope/scope.ts";
import { STABLE_ANSWERS } from "#tests/answer-samples.ts";
import { testDatabase } from "#tests/database.ts";
import { scopeOf } from "#tests/owned-homes.ts";
import { putAnswer } from "#tests/put-answer.ts";
import { type WaveInField, waveInField } from "#tests/wave-in-field.ts";
import { decideVoid, judgeResponse, proposeVoid } from "../quality/review-responses.ts";
import { monitorWave } from "./monitor-wave.ts";

const database = await testDatabase();
const NOW = new Date("2025-11-20T18:00:00+08:00");
let record: OpenRecord;
let analysis: Analysis;
let field: WaveInField;
let headquarters: Scope;

const code = (project: string, n: number) => `${project}-${String(n).padStart(6, "0")}`;

async function watch(scope: Scope, unitId?: number) {
  return monitorWave(
    { db: record.db, analysis },
    scope,
    { waveId: field.waveId, ...(unitId !== undefined && { unitId }) },
    NOW,
  );
}

beforeAll(async () => {
  record = openRecord(database.url);
  field = await waveInField(record.db, 200);
  headquarters = await scopeOf(record.db, "hq_analyst", field.homes.group, { id: "watcher" });
  const { db } = record;
  const ids: string[] = [];
  // forty stable owners of one project over the web, eight run-in owners of another by phone
  for (let n = 1; n <= 40; n++)
    ids.push(
      await putAnswer(db, {
        key: field.keys.get(code("OAK", 4 * n)) ?? "",
        answers: STABLE_ANSWERS,
        at: `2025-11-${String(6 + (n % 14)).padStart(2, "0")}T10:00:00+08:00`,
      }),
    );
  for (let n = 0; n < 8; n++)
    await putAnswer(db, {
      key: field.keys.get(code("ASH", 4 * n + 2)) ?? "",
      answers: { Y01: 3 },
      at: "2025-11-19T10:00:00+08:00",
      mode: "phone",
    });
  await judgeResponse(db, field.by, ids[0] ?? "", "flag", "听录音后保留");
  const proposal = await proposeVoid(db, field.by, ids[1] ?? "", "不是本人");
  await decideVoid(db, field.second, proposal, true);
  const run = statementsOf(db);
  const contact = (home: string, disposition: string) =>
    run("insert into attempt (respondent_key, at, mode, disposition) values ($1, $2, 'phone', $3)", [
      field.keys.get(home),
      NOW,
      disposition,
    ]);
  await contact(code("ELM", 1), "no_answer");
  await contact(code("ELM", 2), "no_answer");
  await contact(code("ELM", 3), "refused");
  await run("update frame_member set disposition = 'R' where respondent_key = $1", [
    field.keys.get(code("ELM", 3)),
  ]);
  await run(
    "insert into appointment (respondent_key, mode, due_at, wished_by) values ($1, 'phone', $2, 'interviewer')",
    [field.keys.get(code("ELM", 1)), new Date("2025-11-20T15:00:00+08:00")],
  );
  analysis = await openAnalysis({ record, clock: () => NOW });
  await analysis.load();
});
afterAll(async () => {
  await analysis.close();
  await record.close();
  await database.drop();
});

test("headquarters sees response against target, outcomes, modes and the pace", async () => {
  const view = await watch(headquarters);
  expect(view.unit.id).toBe(field.homes.group);
  expect(view.isCoarse).toBe(false);
  expect(view.days).toEqual({ begun: 16, all: 41 });
  expect(view.totals).toEqual({
    owners: 600,
    asked: 600,
    leftOut: 0,
    counted: 47,
    target: 360,
    takenOut: 1,
    strata: 12,
    strataMet: 1,
  });
  expect(view.projects.map(({ project, region, counted }) => [project.code, region?.code, counted])).toEqual([
    ["ELM", "EAST", 0],
    ["OAK", "EAST", 39],
    ["ASH", "SOUTH", 8],
  ]);
  const oak = view.projects[1]?.phases.find(({ phase }) => phase === "S");
  expect(oak).toMatchObject({
    owners: 50,
    asked: 50,
    target: 30,
    counted: 39,
    pace: "met",
    takenWhole: true,
  });
  expect(oak?.dueByNow).toBeCloseTo((30 * 16) / 41, 12);
  // 39 of 50 owners: 1.96 √(0.25/39 · 11/49)
  expect(oak?.marginPoints).toBeCloseTo(7.44, 2);
  expect(view.projects[0]?.behind).toBe(true);
  // where everybody is asked it is nothing to tell of a project
  expect(view.projects.map(({ takenWhole }) => takenWhole)).toEqual([false, false, false]);

  expect(view.outcomes.counts).toMatchObject({ I: 47, O: 1, R: 1, NC: 0 });
  expect(view.outcomes.open).toBe(551);
  expect(view.outcomes.rates.RR2).toBeCloseTo(47 / 600, 12);
  expect(view.outcomes.eligibility).toBe(1);
  expect(view.outcomes.rates.RR4).toBeCloseTo(47 / 600, 12);
  expect(view.modes.filter(({ counted }) => counted > 0)).toEqual([
    { phase: "R", mode: "phone", counted: 8, share: 1, planned: 0.2 },
    { phase: "S", mode: "web", counted: 39, share: 1, planned: 0.7 },
  ]);
  expect(view.contacts).toEqual({
    byOutcome: { no_answer: 2, refused: 1 },
    appointmentsOpen: 1,
    appointmentsOverdue: 1,
  });
  expect(view.curve.at(-1)).toEqual({ day: "2025-11-20", counted: 47 });
  expect(view.forecast).toMatchObject({ days: 7 });
  expect(view.quality).toMatchObject({ isolated: 0, voided: 1, interference: 0 });
});

test("the table of likeness sets owners, asked, answers and weighted answers side by side", async () => {
  const { represented } = await watch(headquarters);
  const row = (by: string, value: string) =>
    represented.find((each) => each.by === by && each.value === value);
  expect(row("phase", "S")).toMatchObject({ owners: 150, ofOwners: 0.25, ofAsked: 0.25 });
  expect(row("phase", "S")?.ofAnswers).toBeCloseTo(39 / 47, 12);
  // both strata stand for fifty owners each, however many answered
  expect(row("phase", "S")?.ofWeighted).toBeCloseTo(0.5, 12);
  expect(row("phase", "P")).toMatchObject({ ofAnswers: 0, isOff: true });
  expect(row("handover-year", "2022")?.owners).toBe(150);
  expect(row("region", String(field.homes.regions.south))?.ofOwners).toBeCloseTo(1 / 3, 12);
});

test("those who are rated see their own strata, in fives, and nothing of the watching", async () => {
  const { homes } = field;
  const lead = await scopeOf(record.db, "project_lead", homes.projects.oak);
  const view = await watch(lead);
  expect(view.unit.id).toBe(homes.projects.oak);
  expect(view).toMatchObject({
    isCoarse: true,
    quality: undefined,
    contacts: undefined,
    represented: [],
    rateThenBefore: undefined,
  });
  expect(view.projects.map(({ project }) => project.code)).toEqual(["OAK"]);
  expect(view.totals).toMatchObject({ owners: 200, counted: 35 });
  for (const n of [
    view.totals.counted,
    ...view.curve.map(({ counted }) => counted),
    ...view.modes.map(({ counted }) => counted),
    ...Object.values(view.outcomes.counts),
  ])
    expect(n % 5).toBe(0);
  await expect(watch(lead, homes.projects.ash)).rejects.toMatchObject({ code: "not_found" });
  await expect(watch(lead, homes.group)).rejects.toMatchObject({ code: "not_found" });
  const head = await scopeOf(record.db, "region_head", homes.regions.east);
  const region = await watch(head);
  expect(region.projects.map(({ project }) => project.code)).toEqual(["ELM", "OAK"]);
  expect(region.quality).toMatchObject({ interference: null });
});

test("nothing in the view leads to a person or a home", async () => {
  const text = JSON.stringify(await watch(headquarters));
  for (const [home, key] of field.keys) {
    expect(text.includes(key)).toBe(false);
    expect(text.includes(home)).toBe(false);
  }
});
