import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { makeWaveTable } from "#server/indicators/wave-table.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { answerFromDatabase } from "#server/scoring/answer-from-database.ts";
import { scorePassport } from "#server/scoring/passport.ts";
import { recomputed } from "#server/scoring/recompute.ts";
import { verifyNumbers } from "#server/scoring/verify-passport.ts";
import { commandLineManager } from "#server/waves/wave-manager.ts";
import { latestWork } from "#server/waves/work/wave-work.ts";
import { publishOther, tilted } from "#tests/other-version.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import { historyView } from "./history.ts";
import { keepMissingNumbers } from "./keep-missing-numbers.ts";
import { publishReadings } from "./publish-readings.ts";
import {
  keptReadings,
  type PublicationFacts,
  publicationsOf,
  verifyPublication,
} from "./verify-publication.ts";
import { verifyWave } from "./verify-wave.ts";

let house: House;
let waves: SmallWaves;
let sources: Sources;
let published: PublicationFacts;
let head: Scope;
const manager = commandLineManager();

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  // as somebody at headquarters does it
  await sources.db.updateTable("wave").set({ state: "closed" }).where("id", "=", waves.now).execute();
  const email = "head@example.cn";
  const id = await house.person(email, { role: "hq_head", unitId: house.unit("G"), validFrom: "2025-01-01" });
  head = await makeScope(sources.db, id, "2026-01-20");
  const publish = { id: waves.now, reason: "都核对过了" };
  const answer = await house.as(await house.signIn(email)).mutate("waveClosings.publish", publish);
  expect(answer.status).toBe(200);
  const state = async () => (await latestWork(sources.db, manager, waves.now))?.state;
  await vi.waitFor(async () => expect(await state()).toBe("done"), { timeout: 60_000, interval: 200 });
  const [facts] = await publicationsOf(sources.db, [waves.now]);
  if (!facts) throw new Error("publishing keeps numbers");
  published = facts;
});
afterAll(() => house.close());

describe("the numbers of a published wave", () => {
  test("are kept as they are shown, hidden ones as hidden", async () => {
    const { definition } = published;
    expect(definition).toMatchObject({ id: OWNER_SATISFACTION.id, version: 1 });
    const table = await makeWaveTable(
      sources,
      { definition: OWNER_SATISFACTION, hash: "" },
      { waveId: waves.now, questionnaire: "annual" },
    );
    const kept = await keptReadings(sources.db, published.id);
    let values = 0;
    for (const { unit, phase, reading } of kept) {
      const shown = table.shown.get(`${unit}/${phase}`)?.get(reading.node);
      expect([reading.state, reading.value, reading.n]).toEqual([shown?.state, shown?.value, shown?.n]);
      if (reading.state === "hidden") expect([reading.value, reading.n]).toEqual([undefined, undefined]);
      if (reading.value !== undefined) values++;
    }
    expect(values).toBeGreaterThan(500);
  });

  test("come out the same when they are computed again", async () => {
    const { compared, different, untouched } = await verifyPublication(sources, published.id);
    expect([different, untouched]).toEqual([[], true]);
    expect(compared).toBe((await keptReadings(sources.db, published.id)).length);
    const [verified, ...more] = await verifyWave(sources, 2025);
    expect([verified?.compared, more]).toEqual([compared, []]);
  });

  test("are what the screen of versions shows as published", async () => {
    const query = { unit: house.unit("G"), node: "TOTAL" };
    const { points } = await historyView(sources, head, query);
    const point = points.find(({ wave }) => wave.id === waves.now);
    expect(point).toMatchObject({ kept: { publication: published.id, hash: published.hash }, holds: true });
  });

  test("of waves that came without theirs are kept once when somebody asks", async () => {
    await expect(verifyWave(sources, 2024)).rejects.toMatchObject({ code: "not_found" });
    const [before, ...others] = await keepMissingNumbers(sources, manager);
    expect([before?.year, others]).toEqual([2024, []]);
    expect(await keepMissingNumbers(sources, manager)).toEqual([]);
    expect(await verifyWave(sources, 2024)).toMatchObject([{ compared: before?.readings, different: [] }]);
  });

  test("are restated under another version beside those that were published, and verified with them", async () => {
    const { db } = sources;
    const analyst = await house.person("analyst@example.cn", {
      role: "hq_analyst",
      unitId: house.unit("G"),
      validFrom: "2025-01-01",
    });
    const hands = { analyst: await makeScope(db, analyst, "2026-01-20"), head };
    const change = { version: 2, tree: tilted(OWNER_SATISFACTION.tree) };
    await publishOther(db, hands, 2026, change);
    const restate = { id: OWNER_SATISFACTION.id, version: 2, reason: "按新口径看 2024" };
    const restated = await publishReadings(sources, manager, { waveId: waves.before, restate });
    const all = await verifyWave(sources, 2024);
    expect(
      all.map(({ publication: { kind, definition, reason } }) => [kind, definition.version, reason]),
    ).toEqual([
      ["published", 1, null],
      ["restated", 2, restate.reason],
    ]);
    const totalOf = async (id: number) =>
      (await keptReadings(db, id, "TOTAL")).find(({ unit, phase }) => unit === "whole" && phase === "")
        ?.reading.value;
    expect(await totalOf(restated.id)).not.toBe(await totalOf(all[0]?.publication.id ?? 0));
  });

  test("carry passports that ov verify can follow, level by level", async () => {
    const rows = await sources.db
      .selectFrom("publication_passport")
      .select(["level", "passport"])
      .where("publication_id", "=", published.id)
      .execute();
    expect(rows.map(({ level }) => level).toSorted()).toEqual([
      "phase",
      "project",
      "project/phase",
      "region",
      "region/phase",
      "whole",
    ]);
    let numbers = 0;
    for (const row of rows) {
      const passport = scorePassport.parse(row.passport);
      const { definition, by, estimand, inference, confidence, suppression } = passport;
      const answer = await answerFromDatabase(
        sources,
        { kind: "annual", year: 2025, version: `${definition.id}@${definition.version}` },
        { by, estimand, inference, confidence, suppression },
      );
      numbers += verifyNumbers(passport, recomputed(passport, answer, ""));
      // a number that is not shown has no passport either
      expect(passport.numbers.every(({ value }) => value !== null)).toBe(true);
    }
    expect(numbers).toBeGreaterThan(500);
  });

  test("are kept once, and for good", async () => {
    await expect(publishReadings(sources, manager, { waveId: waves.now })).rejects.toMatchObject({
      code: "conflict",
    });
    const { db } = sources;
    await expect(db.updateTable("published_reading").set({ value: 99 }).execute()).rejects.toThrow(
      /keeps every row/,
    );
    await expect(db.deleteFrom("publication").execute()).rejects.toThrow(/keeps every row/);
  });

  test("of a wave in the field are not kept at all", async () => {
    await sources.db.updateTable("wave").set({ state: "field" }).where("id", "=", waves.before).execute();
    await expect(publishReadings(sources, manager, { waveId: waves.before })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("tell when the record has changed since", async () => {
    const { db } = sources;
    const row = await db
      .selectFrom("response")
      .select(["id", "codes"])
      .where("wave_id", "=", waves.now)
      .orderBy("id")
      .limit(1)
      .executeTakeFirstOrThrow();
    const codes = Buffer.from(row.codes);
    codes[0] = codes[0] === 1 ? 5 : 1;
    await db.updateTable("response").set({ codes }).where("id", "=", row.id).execute();
    await sources.analysis.load();
    const { different, untouched } = await verifyPublication(sources, published.id);
    expect(different.length).toBeGreaterThan(0);
    expect(different).toContain("whole//Y01");
    await expect(verifyWave(sources, 2025)).rejects.toThrow(/come out otherwise now, such as /);
    expect(untouched).toBe(true);
  });

  test("tell when what is kept was changed", async () => {
    const { db } = sources;
    await sql`alter table published_reading disable trigger published_reading_append_only`.execute(db);
    const changed = db.updateTable("published_reading").set({ value: 99 }).where("node", "=", "TOTAL");
    await changed.where("unit", "=", "whole").where("publication_id", "=", published.id).execute();
    await sql`alter table published_reading enable trigger published_reading_append_only`.execute(db);
    expect((await verifyPublication(sources, published.id)).untouched).toBe(false);
    await expect(verifyWave(sources, 2025)).rejects.toThrow(/are not those that were kept/);
  });
});
