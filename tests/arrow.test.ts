import { tableFromIPC } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cutFor } from "#server/indicators/cut.ts";
import { placeKey } from "#server/indicators/place.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { makeScope } from "#server/scope/scope.ts";
import { recomputeView } from "#server/scoring/recompute-view.ts";
import { verifyNumbers } from "#server/scoring/verify-passport.ts";
import { viewPassport } from "#server/scoring/view-passport.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { type House, openHouse } from "./security/house.ts";
import { type SmallWaves, writeSmallWaves } from "./security/small-wave.ts";

let house: House;
let waves: SmallWaves;
let sources: Sources;
let cookie: string;

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  await house.person("head@example.cn", {
    role: "region_head",
    unitId: house.unit("RA"),
    validFrom: "2025-01-01",
  });
  cookie = await house.signIn("head@example.cn");
});
afterAll(() => house.close());

describe("the distribution as Arrow", () => {
  it.each([
    ["phase", 300],
    ["project", 100],
  ])("by %s reads back as the answers on the record, where their number may be shown", async (by, fewest) => {
    const asked = `distribution?unit=${house.unit("RA")}&wave=${waves.now}&by=${by}`;
    const response = await house.arrow(asked, cookie);
    expect(response.headers.get("content-type")).toBe("application/vnd.apache.arrow.stream");
    const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()));
    expect(table.schema.fields.map(({ name }) => name)).toEqual(["project", "phase", "item", "answer", "n"]);
    const told = (name: string) => JSON.parse(table.schema.metadata.get(name) ?? "null");
    expect(told("passport")).toMatchObject({ filters: { unit: "RA" }, estimand: "unweighted" });
    expect(told("passport").data.version).toMatch(/./);
    expect(told("units").every(({ code }: { code: string }) => code.startsWith("A"))).toBe(true);
    const rows = table
      .toArray()
      .map((row) => row.toJSON() as { project: string; phase: string | null; item: string; n: number });
    expect(rows.length).toBeGreaterThan(fewest);
    expect(rows.every(({ phase }) => (phase === null) === (by === "project"))).toBe(true);
    const { id } = await sources.db
      .selectFrom("user")
      .select("id")
      .where("email", "=", "head@example.cn")
      .executeTakeFirstOrThrow();
    const scope = await makeScope(sources.db, id, "2026-01-20");
    const cut = await cutFor(sources, scope, {
      unit: house.unit("RA"),
      wave: waves.now,
      compare: null,
      organisation: "then",
    });
    const counts = new Map<string, number>();
    for (const { project, phase, item, n } of rows) {
      const key = `${project}/${phase ?? ""}/${item}`;
      counts.set(key, (counts.get(key) ?? 0) + n);
    }
    for (const [key, count] of counts) {
      const [project = "", phase, item = ""] = key.split("/");
      const place = placeKey({
        unit: `project:${house.unit(project)}`,
        phase: (phase || undefined) as OwnerPhase,
      });
      const reading = cut.now.table.shown.get(place)?.get(item);
      expect(count, key).toBe(reading?.n);
      expect(count).toBeGreaterThanOrEqual(10);
      expect(project).toMatch(/^A/);
    }
    if (by === "project") return;
    // three owners of A2 in run-in answered, seven of A3 in the stable phase: neither is in it
    expect(rows.some(({ project, phase }) => project === "A2" && phase === "R")).toBe(false);
    expect(rows.some(({ project, phase }) => project === "A3" && phase === "S")).toBe(false);
  });

  it("can be verified by what its schema tells, and not with another number in it", async () => {
    const response = await house.arrow(`distribution?unit=${house.unit("RA")}`, cookie);
    const { schema, numRows } = tableFromIPC(new Uint8Array(await response.arrayBuffer()));
    const shown = Object.fromEntries([...schema.metadata].map(([name, text]) => [name, JSON.parse(text)]));
    expect(shown).toMatchObject({ rows: numRows, passport: { asked: { query: { wave: waves.now } } } });
    const verified = async (change: object) => {
      const read = viewPassport.parse({ passport: "ov-view/1", shown: { ...shown, ...change } });
      const { claim, now } = await recomputeView(sources, read);
      return verifyNumbers(claim, now);
    };
    expect(await verified({})).toBeGreaterThan(0);
    await expect(verified({ digest: "0".repeat(64) })).rejects.toThrow(/differ/);
    await expect(verified({ answers: shown.answers + 1 })).rejects.toThrow(/differ/);
  });

  it("is refused to strangers, for other units, and with what nobody asked for", async () => {
    const statusOf = async (address: string, as = cookie) => (await house.arrow(address, as)).status;
    expect(await statusOf(`distribution?unit=${house.unit("RA")}`, "")).toBe(401);
    expect(await statusOf(`distribution?unit=${house.unit("RB")}`)).toBe(404);
    expect(await statusOf("distribution?unit=987654321")).toBe(404);
    expect(await statusOf(`distribution?unit=${house.unit("RA")}&scope=all`)).toBe(400);
    expect(await statusOf("distribution?unit=1%20or%201=1")).toBe(400);
    expect(await statusOf(`everything?unit=${house.unit("RA")}`)).toBe(404);
  });
});
