import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { definitionHash } from "#analytics/definition-hash.ts";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import type { Database } from "#server/database/connection.ts";
import { readWave } from "#server/waves/wave-facts.ts";
import { commandLineManager } from "#server/waves/wave-manager.ts";
import { latestWork } from "#server/waves/work/wave-work.ts";
import { type Answer, type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import { publicationsOf } from "./verify-publication.ts";

const STRICT = { ...OWNER_SATISFACTION, version: 2, emptyStratum: "error" } as const;

let house: House;
let waves: SmallWaves;
let db: Database;
let head: ReturnType<House["as"]>;

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  db = house.record.db;
  // one project and phase in which nobody answered
  const corner = { project_id: house.unit("A2"), region_id: house.unit("RA"), phase: "P" };
  await db
    .insertInto("frame_member")
    .values({ ...corner, wave_id: waves.now, respondent_key: randomUUID() })
    .execute();
  await (await house.analysis).load();
  await house.person("head@example.cn", {
    role: "hq_head",
    unitId: house.unit("G"),
    validFrom: "2025-01-01",
  });
  head = house.as(await house.signIn("head@example.cn"));
});
afterAll(() => house.close());

function expectTold({ status, body }: Answer): void {
  expect(status).toBe(409);
  const { error } = body as { error: { message: string; data: { code: string; details: unknown } } };
  expect(error.data).toMatchObject({ code: "empty_strata", details: { strata: 1 } });
  expect(error.message).toMatch(/^1 projects and phases have owners and no answer.*: have answers collected/);
}

test("a draft that gives no numbers for them says so on the workbench before it is in force", async () => {
  const asked = { unit: house.unit("G"), wave: waves.now, definition: STRICT };
  expectTold(await head.mutate("definitionDrafts.whatIf", asked));
  expect(
    (await head.mutate("definitionDrafts.whatIf", { ...asked, definition: OWNER_SATISFACTION })).status,
  ).toBe(200);
});

test("a rule that does says so on every screen, and a wave cannot be published under it", async () => {
  await db
    .insertInto("index_definition")
    .values({
      id: STRICT.id,
      version: STRICT.version,
      status: "published",
      definition: JSON.stringify(STRICT),
      hash: definitionHash(STRICT),
      published_at: new Date(),
      effective_wave_year: 2025,
    })
    .execute();
  const unit = house.unit("G");
  for (const [view, query] of [
    ["indicators.home", { unit }],
    ["indicators.heat", { unit }],
    ["compare.units", { unit }],
    ["definitionDrafts.history", { unit, node: "TOTAL" }],
  ] as const)
    expectTold(await head.query(view, query));
  await db.updateTable("wave").set({ state: "closed" }).where("id", "=", waves.now).execute();
  await head.mutate("waveClosings.publish", { id: waves.now, reason: "都核对过了" });
  const manager = commandLineManager();
  const work = () => latestWork(db, manager, waves.now);
  await expect.poll(async () => (await work())?.state, { timeout: 60_000 }).toBe("failed");
  expect((await work())?.failure?.code).toBe("empty_strata");
  expect((await readWave(db, waves.now)).state).toBe("closed");
  expect(await publicationsOf(db, [waves.now])).toEqual([]);
});
