import { afterAll, beforeAll, expect, test } from "vitest";
import { comparePanelNaively } from "#analytics/compare-panel-naively.ts";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import type { Survey, SurveyRow } from "#analytics/survey-row.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { CODE } from "#surveys/code-book.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import { cutFor } from "./cut.ts";
import type { Sources } from "./sources.ts";

let house: House;
let waves: SmallWaves;
let sources: Sources;
let scope: Scope;

/** Gives two of three respondents of each project and phase the home of one of the other wave. */
async function linkHomes(): Promise<void> {
  const { pool } = house.record;
  await pool.query(
    `insert into home (code, project_id, building, room)
     select 'h' || project_id || phase || nth, project_id, phase, nth::text from (
       select distinct project_id, phase, row_number() over (partition by wave_id, project_id, phase order by id) nth from response) r`,
  );
  await pool.query(
    `insert into vault.respondent (respondent_key, wave_id, home_id)
     select r.respondent_key, r.wave_id, h.id from (
       select respondent_key, wave_id, project_id, phase,
         row_number() over (partition by wave_id, project_id, phase order by id) nth from response) r
     join home h on h.code = 'h' || r.project_id || r.phase || r.nth where r.nth % 3 > 0`,
  );
}

/** A wave's answers as raw rows, each with its home as the sampling unit. */
async function surveyOf(wave: number): Promise<Survey> {
  const { db } = house.record;
  const responses = await db
    .selectFrom("response")
    .leftJoin("vault.respondent as link", "link.respondent_key", "response.respondent_key")
    .select(["response.id", "project_id", "phase", "codes", "home_id"])
    .where("response.wave_id", "=", wave)
    .execute();
  const rows = responses.map(
    ({ id, project_id, phase, codes, home_id }): SurveyRow => ({
      stratum: `${project_id}|${phase}`,
      group: { project: String(project_id), phase },
      unit: home_id === null ? id : `home ${home_id}`,
      answers: Object.fromEntries(
        ANNUAL.codeBook.map(({ item, lowest }, place) => {
          const code = codes[place] ?? CODE.none;
          return [item, code === CODE.none || code >= CODE.invalid ? undefined : code - 1 + lowest];
        }),
      ),
    }),
  );
  const frame = await db
    .selectFrom("frame_member")
    .select((select) => ["project_id", "phase", select.fn.countAll<number>().as("owners")])
    .where("wave_id", "=", wave)
    .groupBy(["project_id", "phase"])
    .execute();
  const strata = frame.map(({ project_id, phase, owners }) => ({
    key: `${project_id}|${phase}`,
    population: owners,
    respondents: rows.filter(({ stratum }) => stratum === `${project_id}|${phase}`).length,
    project: String(project_id),
    phase,
  }));
  return { strata, rows };
}

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  await linkHomes();
  sources = { db: house.record.db, analysis: await house.analysis };
  const grant = { role: "hq_analyst", unitId: house.unit("G"), validFrom: "2025-01-01" } as const;
  scope = await makeScope(sources.db, await house.person("hq@example.cn", grant), "2026-01-20");
});
afterAll(() => house.close());

const query = () => ({ unit: house.unit("G"), organisation: "then" }) as const;

test("two settled waves are compared with the covariance of the homes that answered in both", async () => {
  const cut = await cutFor(sources, scope, query());
  const [before, after] = [await surveyOf(waves.before), await surveyOf(waves.now)];
  const naive = comparePanelNaively(OWNER_SATISFACTION, before, after, { by: [] });
  const changes = cut.changes.get("whole/");
  let compared = 0;
  for (const { after: reading, difference, se, df } of naive) {
    const change = changes?.get(reading.node);
    if (change === undefined) continue;
    expect(change.difference).toBeCloseTo(difference ?? Number.NaN, 8);
    expect(change.se).toBeCloseTo(se ?? Number.NaN, 8);
    expect(change.df).toBeCloseTo(df ?? Number.NaN, 6);
    compared++;
  }
  expect(compared).toBeGreaterThan(30);
  const { before: old, after: now, se } = changes?.get("Y01") ?? {};
  expect(se).not.toBeCloseTo(Math.hypot(old?.se ?? 0, now?.se ?? 0), 3);
});

test("while one is in the field they count as independent", async () => {
  await sources.db.updateTable("wave").set({ state: "field" }).where("id", "=", waves.now).execute();
  const cut = await cutFor(sources, scope, query());
  const { before: old, after: now, se } = cut.changes.get("whole/")?.get("Y01") ?? {};
  expect(se).toBeCloseTo(Math.hypot(old?.se ?? 0, now?.se ?? 0), 10);
});
