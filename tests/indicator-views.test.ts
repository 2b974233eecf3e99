import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { evaluateNaively } from "#analytics/evaluate-naively.ts";
import type { Survey, SurveyRow } from "#analytics/survey-row.ts";
import { changeWhy } from "#server/explanations/change-view.ts";
import { cohortsView } from "#server/explanations/cohorts-view.ts";
import { relativeChanges, relativeChangesQuery } from "#server/explanations/relative-changes.ts";
import { unitsQuery } from "#server/explanations/units-query.ts";
import { unitsView } from "#server/explanations/units-view.ts";
import { crosstabQuery } from "#server/explore/crosstab-query.ts";
import { crosstabView } from "#server/explore/crosstab-view.ts";
import { readEvidence } from "#server/improvements/evidence.ts";
import { cellView } from "#server/indicators/cell-view.ts";
import { heatView } from "#server/indicators/heat-view.ts";
import { homeView } from "#server/indicators/home-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import type { HeatView } from "#server/indicators/views.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { CODE } from "#surveys/code-book.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import { type House, openHouse } from "./security/house.ts";
import { type SmallWaves, writeSmallWaves } from "./security/small-wave.ts";

const TODAY = "2026-01-20";
const NOW = new Date("2026-01-20T02:00:00Z");
let house: House;
let waves: SmallWaves;
let sources: Sources;
let scope: Scope;

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  const id = await house.person("head@example.cn", {
    role: "region_head",
    unitId: house.unit("RA"),
    validFrom: "2025-01-01",
  });
  scope = await makeScope(sources.db, id, TODAY);
});
afterAll(() => house.close());

/** A wave's answers as raw rows, straight from the record. */
async function surveyOf(wave: number): Promise<Survey> {
  const { db } = house.record;
  const responses = await db
    .selectFrom("response")
    .innerJoin("frame_member", "frame_member.respondent_key", "response.respondent_key")
    .select(["response.project_id", "response.phase", "region_id", "codes"])
    .where("response.wave_id", "=", wave)
    .orderBy("response.id")
    .execute();
  const rows = responses.map(
    ({ project_id, phase, region_id, codes }): SurveyRow => ({
      stratum: `${project_id}|${phase}`,
      group: { project: String(project_id), region: String(region_id), phase },
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
  const answered = Map.groupBy(rows, ({ stratum }) => stratum);
  const strata = frame.map(({ project_id, phase, owners }) => {
    const key = `${project_id}|${phase}`;
    return {
      key,
      population: owners,
      respondents: answered.get(key)?.length ?? 0,
      project: String(project_id),
      phase,
    };
  });
  return { strata, rows };
}

function column(heat: HeatView, code: string): number {
  return heat.columns.findIndex(({ unit, role }) => unit?.code === code && role !== "reference");
}

describe("what the screens show", () => {
  it("is what plain arithmetic over the record says", async () => {
    const heat = await heatView(sources, scope, { unit: house.unit("RA"), organisation: "then", by: "unit" });
    const survey = await surveyOf(waves.now);
    const naive = [
      ...evaluateNaively(OWNER_SATISFACTION, survey, { by: ["region"] }),
      ...evaluateNaively(OWNER_SATISFACTION, survey, { by: ["project"] }),
      ...evaluateNaively(OWNER_SATISFACTION, survey, { by: [] }),
    ];
    let compared = 0;
    for (const [place, { unit, role }] of heat.columns.entries()) {
      const id = String(unit?.id);
      const own = naive.filter(({ group }) =>
        role === "reference" ? Object.keys(group).length === 0 : (group.project ?? group.region) === id,
      );
      for (const { node, cells } of heat.rows) {
        const reading = own.find((each) => each.node === node.id);
        const cell = cells[place];
        if (!reading || cell?.value == null) continue;
        expect(cell.value, `${unit?.code} ${node.id}`).toBeCloseTo(reading.value ?? Number.NaN, 9);
        expect(cell.low).toBeCloseTo(reading.low ?? Number.NaN, 6);
        expect(cell.high).toBeCloseTo(reading.high ?? Number.NaN, 6);
        expect(cell.n).toBe(reading.n);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(200);
  });

  it("is the same number on Home, in the table and in the drawer, now and before", async () => {
    for (const code of ["RA", "A1"]) {
      const query = { unit: house.unit(code), organisation: "then" } as const;
      const home = await homeView(sources, scope, query, NOW);
      const heat = await heatView(sources, scope, { ...query, by: "unit" });
      const own = column(heat, code);
      for (const tile of [home.index, home.loyalty, home.nps, ...home.lowest]) {
        if (!tile) continue;
        const cell = heat.rows.find(({ node }) => node.id === tile.node.id)?.cells[own];
        const drawer = await cellView(sources, scope, { ...query, node: tile.node.id }, NOW);
        expect(tile.reading).toMatchObject({
          value: cell?.value,
          low: cell?.low,
          high: cell?.high,
          n: cell?.n,
        });
        expect(drawer.reading).toEqual(tile.reading);
        expect(drawer.change).toEqual(tile.change);
        expect(cell?.change).toEqual(tile.change);
        expect(drawer.difference).toEqual(cell?.difference);
        expect(drawer.trend.points.at(-1)).toMatchObject(tile.reading);
      }
      const before = await homeView(sources, scope, { ...query, wave: waves.before }, NOW);
      expect(home.index.previous).toEqual(before.index.reading);
      expect(before.previousWave).toBeNull();
      expect(before.index.change).toBeNull();
    }
  });

  it("answers a phase as the table by phases does", async () => {
    const unit = house.unit("A1");
    const table = await heatView(sources, scope, { unit, organisation: "then", by: "phase" });
    const place = table.columns.findIndex(({ phase }) => phase === "S");
    const alone = await heatView(sources, scope, { unit, organisation: "then", by: "unit", phase: "S" });
    const own = alone.columns.findIndex(({ role }) => role === "self");
    for (const [row, { cells, node }] of table.rows.entries()) {
      const { difference: _, step: __, change: ___, ...reading } = cells[place] as (typeof cells)[number];
      expect(alone.rows[row]?.cells[own], node.id).toMatchObject(reading);
    }
  });

  it("draws a distribution that adds up and agrees with the score beside it", async () => {
    const drawer = await cellView(
      sources,
      scope,
      { unit: house.unit("RA"), organisation: "then", node: "D4" },
      NOW,
    );
    const shown = drawer.distribution.filter(({ answers }) => answers !== null);
    expect(shown.length).toBeGreaterThan(0);
    for (const { answers, reading, item } of shown) {
      const total = answers?.reduce((sum, { per100 }) => sum + per100, 0);
      const mean = answers?.reduce(
        (sum, { per100, score }) => sum + (per100 / 100) * ((score - 1) / 4) * 100,
        0,
      );
      expect(total).toBeCloseTo(100, 9);
      expect(mean, item.id).toBeCloseTo(reading.value ?? Number.NaN, 9);
    }
  });

  it("carries a passport that names what it was made from", async () => {
    const query = { unit: house.unit("A2"), organisation: "now", phase: "S" } as const;
    const { passport, index, response } = await homeView(sources, scope, query, NOW);
    expect(passport.definition).toMatchObject({ id: "owner-satisfaction", version: 1 });
    expect(passport.definition.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(passport.data.version).toBe((await house.analysis).freshness().dataVersion);
    expect(passport.frame?.version).toMatch(/^[0-9a-f]{64}$/);
    expect(passport.filters).toEqual({ unit: "A2", phase: "S" });
    expect([passport.organisation, passport.n, passport.population]).toEqual([
      "now",
      index.reading.n,
      response.owners,
    ]);
  });

  it("says of every opened number by which formula and of how many it is", async () => {
    const unit = house.unit("RA");
    const query = { unit, organisation: "then", node: "D4" } as const;
    const drawer = await cellView(sources, scope, query, NOW);
    const whole = await cellView(sources, scope, { ...query, node: "TOTAL" }, NOW);
    expect(drawer.reading.n).toBeLessThan(whole.reading.n ?? 0);
    const table = await crosstabView(sources, scope, crosstabQuery.parse({ unit, node: "D4", rows: "mode" }));
    const changes = await relativeChanges(sources, scope, relativeChangesQuery.parse(query));
    const { evidence } = await readEvidence(sources, scope, {
      unit,
      wave: waves.now,
      node: "D4",
      kind: "change",
    });
    for (const { passport } of [
      drawer,
      table,
      changes,
      evidence,
      await changeWhy(sources, scope, query),
      await unitsView(sources, scope, unitsQuery.parse({ unit, node: "D4" })),
      await cohortsView(sources, scope, query),
    ]) {
      expect(passport).toMatchObject({ node: { id: "D4" }, n: drawer.reading.n });
      expect(passport.formula).toEqual(drawer.passport.formula);
      expect(passport.population).not.toBeNull();
    }
    expect(drawer.passport.formula?.en).toMatch(/ \(D4\) = \d+(\.\d)?% × .+ \(Y29\)/);

    const { loyalty, nps, passport } = await homeView(sources, scope, { unit, organisation: "then" }, NOW);
    expect(loyalty?.basis).toMatchObject({ node: { id: "loyalty" }, n: loyalty?.reading.n });
    expect(loyalty?.basis.formula?.en).toMatch(/ ≥ 4 and .+ ≥ \d × 100/);
    expect(nps?.basis.formula?.en).toMatch(/share answering 9 or more − share answering 6 or less/);
    expect(passport).not.toHaveProperty("node");
    const ofWeb = crosstabQuery.parse({ unit, node: "D4", rows: "phase", measure: "top2", mode: "web" });
    const web = await crosstabView(sources, scope, ofWeb);
    expect(web.passport).toMatchObject({ measure: "top2", population: null, n: web.cells[0]?.[0]?.n });
  });

  it("follows a new answer, and keeps the wave it does not concern", async () => {
    const query = { unit: house.unit("RA"), organisation: "then" } as const;
    const first = await homeView(sources, scope, query, NOW);
    const { db } = house.record;
    const { respondent_key } = await db
      .selectFrom("frame_member")
      .leftJoin("response", "response.respondent_key", "frame_member.respondent_key")
      .select("frame_member.respondent_key")
      .where("frame_member.wave_id", "=", waves.now)
      .where("frame_member.project_id", "=", house.unit("A1"))
      .where("frame_member.phase", "=", "S")
      .where("response.id", "is", null)
      .limit(1)
      .executeTakeFirstOrThrow();
    const {
      respondent_key: _,
      id: __,
      codes: ___,
      changed_xid: ____,
      ...like
    } = await db
      .selectFrom("response")
      .selectAll()
      .where("wave_id", "=", waves.now)
      .where("project_id", "=", house.unit("A1"))
      .where("phase", "=", "S")
      .orderBy("id")
      .limit(1)
      .executeTakeFirstOrThrow();
    const codes = Buffer.from(ANNUAL.codeBook.map(({ size }) => size));
    await db
      .insertInto("response")
      .values({ ...like, id: crypto.randomUUID(), respondent_key, codes, choices: "{}" })
      .execute();
    await sources.analysis.load();
    const second = await homeView(sources, scope, query, NOW);
    expect(second.index.reading.n).toBe((first.index.reading.n ?? 0) + 1);
    expect(second.index.reading.value).toBeGreaterThan(first.index.reading.value ?? 0);
    expect(second.index.previous).toEqual(first.index.previous);
    expect(second.passport.data.version).not.toBe(first.passport.data.version);
  });
});
