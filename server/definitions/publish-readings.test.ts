import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { makeWaveTable } from "#server/indicators/wave-table.ts";
import { answerFromDatabase } from "#server/scoring/answer-from-database.ts";
import { scorePassport } from "#server/scoring/passport.ts";
import { recomputed } from "#server/scoring/recompute.ts";
import { verifyNumbers } from "#server/scoring/verify-passport.ts";
import { commandLineManager } from "#server/waves/wave-manager.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import { type Publication, publishReadings } from "./publish-readings.ts";
import { keptReadings, verifyPublication } from "./verify-publication.ts";

let house: House;
let waves: SmallWaves;
let sources: Sources;
let published: Publication;
const manager = commandLineManager();

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  published = await publishReadings(sources, manager, { waveId: waves.now });
});
afterAll(() => house.close());

describe("the numbers of a published wave", () => {
  test("are kept as they are shown, hidden ones as hidden", async () => {
    const { definition } = published;
    expect(definition).toEqual({ id: OWNER_SATISFACTION.id, version: 1 });
    const table = await makeWaveTable(
      sources,
      { definition: OWNER_SATISFACTION, hash: "" },
      { waveId: waves.now, questionnaire: "annual" },
    );
    const kept = await keptReadings(sources.db, published.id);
    expect(kept).toHaveLength(published.readings);
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
    expect([compared, different, untouched]).toEqual([published.readings, [], true]);
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
    expect(untouched).toBe(true);
  });
});
