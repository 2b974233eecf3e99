import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sources } from "#server/indicators/sources.ts";
import type { Role } from "#server/scope/capabilities.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import { changesSince, noteLook, type SinceItem } from "./changes-since.ts";

/** After everything the fixture wrote, and before it. */
const LATER = new Date("2099-01-01T00:00:00Z");
const LONG_AGO = new Date("2020-01-01T00:00:00Z");
let house: House;
let waves: SmallWaves;
let sources: Sources;
let head: Scope;
let hq: Scope;

async function scopeOf(role: Role, unit: string): Promise<Scope> {
  const grant = { role, unitId: house.unit(unit), validFrom: "2025-01-01" };
  return makeScope(sources.db, await house.person(`${role}@example.cn`, grant), "2026-01-20");
}

async function since(scope: Scope, unit: string): Promise<readonly SinceItem[]> {
  return (await changesSince(sources, scope, house.unit(unit))).items;
}

/** Changes what somebody is remembered to have seen. */
async function remember({ userId }: Scope, change: (seen: Record<string, unknown>) => void): Promise<void> {
  const { seen } = await sources.db
    .selectFrom("last_look")
    .select("seen")
    .where("user_id", "=", userId)
    .executeTakeFirstOrThrow();
  const own = structuredClone(seen) as Record<string, unknown>;
  change(own);
  await sources.db
    .updateTable("last_look")
    .set({ seen: JSON.stringify(own) })
    .where("user_id", "=", userId)
    .execute();
}

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  head = await scopeOf("region_head", "RA");
  hq = await scopeOf("hq_analyst", "G");
});
afterAll(() => house.close());

test("nothing is new to who never looked, nor to who looked just now", async () => {
  expect(await changesSince(sources, head, house.unit("RA"))).toEqual({ since: null, items: [] });
  await noteLook(sources, head, house.unit("RA"), LATER);
  expect(await changesSince(sources, head, house.unit("RA"))).toEqual({
    since: LATER.toISOString(),
    items: [],
  });
});

test("a verdict is new where there was none or another one, of the unit that was looked at alone", async () => {
  await noteLook(sources, head, house.unit("RA"), LATER);
  const key = `unit:${house.unit("RA")}`;
  let verdicts: Record<string, string> = {};
  await remember(head, (seen) => {
    verdicts = seen.verdicts as Record<string, string>;
    const { [key]: _, ...others } = verdicts;
    seen.verdicts = others;
  });
  // the later wave is the better one
  expect(verdicts[key]).toBe("better");
  expect(await since(head, "RA")).toMatchObject([
    { kind: "unit-verdict", unit: { code: "RA" }, change: { verdict: "better" } },
  ]);
  await remember(head, (seen) => {
    seen.verdicts = { ...verdicts, [key]: "worse" };
  });
  expect(await since(head, "RA")).toMatchObject([{ kind: "unit-verdict", change: { verdict: "better" } }]);
  expect(await since(head, "A1")).toEqual([]);
});

test("answers that came, steps a wave took and rules that were published are new", async () => {
  await noteLook(sources, head, house.unit("RA"), LATER);
  await remember(head, (seen) => {
    seen.n = (seen.n as number) - 7;
    seen.states = { ...(seen.states as object), [String(waves.now)]: "field" };
  });
  expect(await since(head, "RA")).toMatchObject([
    { kind: "wave", wave: { id: waves.now, state: "published" } },
    { kind: "answers", wave: { id: waves.now }, count: 7 },
  ]);
  await noteLook(sources, head, house.unit("RA"), LONG_AGO);
  const kinds = (await since(head, "RA")).map(({ kind }) => kind);
  expect(kinds).toContain("definition");
});

test("imports are told to those who may see them", async () => {
  await sources.db
    .insertInto("import_run")
    .values({
      source: "repairs",
      file_name: "repairs.csv",
      file_hash: Buffer.alloc(32),
      bytes: 0,
      rows: 0,
      counts: JSON.stringify({}),
      started_at: LONG_AGO,
    })
    .execute();
  await noteLook(sources, hq, house.unit("G"), LONG_AGO);
  expect((await since(hq, "G")).find(({ kind }) => kind === "imports")).toEqual({
    kind: "imports",
    count: 1,
  });
  expect((await since(head, "RA")).some(({ kind }) => kind === "imports")).toBe(
    head.capabilities.has("imports.read"),
  );
});
