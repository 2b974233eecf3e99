import { afterAll, beforeAll, expect, test } from "vitest";
import { readSettings } from "#server/indicators/settings.ts";
import { ensureShippedDefinitions } from "#server/indicators/shipped-definitions.ts";
import { readBeside } from "#server/operations/beside-setting.ts";
import { BESIDE_DEFAULT } from "#server/operations/measures.ts";
import type { SettingView } from "#server/settings/list-settings.ts";
import { readWaveSettings } from "#server/waves/settings.ts";
import { type House, openHouse } from "./house.ts";

let house: House;
let analyst: string;
let region: string;

beforeAll(async () => {
  house = await openHouse();
  await house.person("analyst@example.cn", { role: "hq_analyst", unitId: house.unit("G"), port: null });
  await house.person("region@example.cn", { role: "region_head", unitId: house.unit("RA"), port: null });
  [analyst, region] = [await house.signIn("analyst@example.cn"), await house.signIn("region@example.cn")];
});

afterAll(() => house?.close());

const change = (cookie: string, key: string, value: unknown, seen: number) =>
  house.as(cookie).mutate("settings.change", { key, value, seen, reason: "董事会决定" });

async function setting(key: string): Promise<SettingView | undefined> {
  const { body } = await house.as(analyst).query("settings.list");
  return (body as { result: { data: SettingView[] } }).result.data.find((each) => each.key === key);
}

test("a rule is changed by a new version, with who, when and why, and counts at once", async () => {
  expect(await setting("verdict.points")).toMatchObject({ value: 2, standard: 2, version: 0, history: [] });
  expect((await change(analyst, "verdict.points", 3, 0)).status).toBe(200);
  expect(await setting("verdict.points")).toMatchObject({
    value: 3,
    standard: 2,
    version: 1,
    history: [{ version: 1, value: 3, reason: "董事会决定" }],
  });
  expect((await readSettings(house.record.db))["verdict.points"]).toBe(3);
  expect((await change(analyst, "verdict.points", 2, 1)).status).toBe(200);
  expect((await setting("verdict.points"))?.history.map(({ value }) => value)).toEqual([2, 3]);
  const { rows } = await house.record.pool.query(
    "select subject, detail from audit_log where action = 'setting.changed' order by id",
  );
  expect(rows).toEqual([
    { subject: "setting:verdict.points", detail: { version: 1 } },
    { subject: "setting:verdict.points", detail: { version: 2 } },
  ]);
});

test("what was not seen is not overwritten, also by two at once", async () => {
  expect((await change(analyst, "contact.days", 60, 1)).status).toBe(409);
  const both = await Promise.all([
    change(analyst, "contact.days", 60, 0),
    change(analyst, "contact.days", 30, 0),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});

test("values out of range or against one another are refused and leave everything as it was", async () => {
  for (const [key, value] of [
    ["contact.days", -1],
    ["contact.days", "90"],
    ["contact.holidays", ["2026-13-01"]],
    ["contact.hours", []],
    ["contact.hours", ["14:00-20:00", "09:00-12:00"]],
    ["contact.hours", ["09:00-25:00"]],
    ["wave.annual_cutoff", "02-31"],
    ["display.steps", [7, 3]],
    ["display.steps", [1]],
    ["phase.stable_months", 6],
    ["verdict.level", null],
    ["verdict.watch", 0.04],
    ["fieldwork.rate_red", 40],
    ["fieldwork.rate_amber", 101],
    ["weights.warn", 2.6],
    ["ranking.answers", 9],
    ["ranking.reliability", 1],
  ] as const) {
    const seen = (await setting(key))?.version ?? 0;
    expect((await change(analyst, key, value, seen)).status, `${key} ${value}`).toBe(422);
  }
  expect(await readWaveSettings(house.record.db)).toMatchObject({ "phase.stable_months": 24 });
  expect((await change(analyst, "no.such", 1, 0)).status).toBe(404);
});

test("who is rated neither reads nor changes the rules", async () => {
  expect((await house.as(region).query("settings.list")).status).toBe(403);
  expect((await change(region, "verdict.points", 50, 2)).status).toBe(403);
});

test("what stands beside an indicator is a setting, for indicators and measures there are", async () => {
  await ensureShippedDefinitions(house.record.db);
  const key = "operations.beside";
  const first = await setting(key);
  expect(first).toMatchObject({ kind: "beside", version: 0, value: BESIDE_DEFAULT });
  const beside = { D4: ["repairs-on-time"] };
  expect((await change(analyst, key, { D99: ["repairs-on-time"] }, 0)).status).toBe(422);
  expect((await change(analyst, key, { D4: ["nothing-of-that-name"] }, 0)).status).toBe(422);
  expect((await change(region, key, beside, 0)).status).toBe(403);
  expect((await change(analyst, key, beside, 0)).status).toBe(200);
  expect(await readBeside(house.record.db)).toEqual(beside);
});
