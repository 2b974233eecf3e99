import { afterAll, beforeAll, expect, test } from "vitest";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { writeSmallWaves } from "#tests/security/small-wave.ts";
import { scoreDatabase } from "./score-database.ts";

let house: House;

beforeAll(async () => {
  house = await openHouse();
  await writeSmallWaves(house);
  await (await house.analysis).load();
});
afterAll(() => house.close());

test("waves of the record are held against each other by the settings in force", async () => {
  const { db } = house.record;
  const sources = { db, analysis: await house.analysis };
  const judged = async () => {
    const { result } = await scoreDatabase(
      sources,
      OWNER_SATISFACTION,
      { kind: "annual", year: 2025, compare: 2024 },
      { by: [], estimand: "owner-weighted", inference: "finite", confidence: 0.95, suppression: true },
    );
    return result.readings.filter(({ verdict }) => verdict === "better" || verdict === "worse").length;
  };
  const before = await judged();
  await db
    .insertInto("setting")
    .values({ key: "verdict.points", version: 1, value: JSON.stringify(100) })
    .execute();
  expect(before).toBeGreaterThan(await judged());
});
