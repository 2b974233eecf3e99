import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataOf, type House, openHouse, PASSWORD } from "./house.ts";
import { PROCEDURES } from "./procedures.ts";
import { type SmallWaves, writeSmallWaves } from "./small-wave.ts";

let house: House;
let waves: SmallWaves;
let victim: string;
let head: ReturnType<House["as"]>;

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  await house.person("head@example.cn", { role: "region_head", unitId: house.unit("RA") });
  await house.person("port@example.cn", { role: "port_head", unitId: house.unit("RA"), port: "warranty" });
  await house.person("admin@example.cn", { role: "admin", unitId: null });
  await house.person("hq_head@example.cn", { role: "hq_head", unitId: house.unit("G") });
  victim = await house.person("victim@example.cn", { role: "region_head", unitId: house.unit("RB") });
  head = house.as(await house.signIn("head@example.cn"));
});
afterAll(() => house.close());

describe("one region's head", () => {
  it("is not told of the other region anywhere", async () => {
    const answers = [
      await head.query("organisation.tree", { wave: waves.now }),
      await head.query("me.get"),
      ...(await Promise.all(
        ["RA", "A1", "A2", "A3"].flatMap((code) => [
          head.query("indicators.home", { unit: house.unit(code) }),
          head.query("indicators.heat", { unit: house.unit(code) }),
          head.query("indicators.heat", { unit: house.unit(code), by: "phase" }),
          head.query("indicators.cell", { unit: house.unit(code), node: "TOTAL" }),
        ]),
      )),
    ];
    for (const answer of answers) {
      const text = JSON.stringify(dataOf(answer));
      expect(text).not.toMatch(/乙|"RB"|"B1"|"B2"/);
    }
  });

  it("reads the group's total beside her own and may not open it", async () => {
    const heat = dataOf<{ columns: { role: string; unit: { code: string } | null; n: number }[] }>(
      await head.query("indicators.heat", { unit: house.unit("RA") }),
    );
    expect(heat.columns.map(({ role, unit }) => `${role} ${unit?.code}`)).toEqual(
      expect.arrayContaining(["reference G", "self RA", "part A1", "part A2", "part A3"]),
    );
    expect(heat.columns).toHaveLength(5);
    expect((await head.query("indicators.home", { unit: house.unit("G") })).status).toBe(404);
  });

  it("of a port reads what the port answers for, and no other port's items", async () => {
    const port = house.as(await house.signIn("port@example.cn"));
    const heat = dataOf<{ rows: { kind: string; node: { id: string; port: string | null } }[] }>(
      await port.query("indicators.heat", { unit: house.unit("RA") }),
    );
    const items = heat.rows.filter(({ kind }) => kind === "item");
    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map(({ node }) => node.port))).toEqual(new Set(["warranty"]));
    expect((await port.query("indicators.cell", { unit: house.unit("RA"), node: "Y06" })).status).toBe(404);
  });
});

describe("looking through another's eyes", () => {
  it("shows what they see, changes nothing, and is written down", async () => {
    const cookie = await house.signIn("hq_head@example.cn");
    const viewer = house.as(cookie);
    const admins = await house.record.db
      .selectFrom("user")
      .select("id")
      .where("email", "=", "admin@example.cn")
      .executeTakeFirstOrThrow();
    expect((await viewer.mutate("me.viewAs", { personId: admins.id })).status).toBe(403);
    expect((await viewer.mutate("me.viewAs", { personId: victim })).status).toBe(200);
    const me = dataOf<{ email: string; viewingAs: { byName: string }; capabilities: string[] }>(
      await viewer.query("me.get"),
    );
    expect([me.email, me.viewingAs.byName]).toEqual(["victim@example.cn", "hq_head"]);
    expect(me.capabilities).toEqual([
      "definitions.read",
      "questionnaires.read",
      "readings.read",
      "voices.read",
    ]);
    expect((await viewer.query("indicators.home", { unit: house.unit("RA") })).status).toBe(404);
    expect((await viewer.query("indicators.home", { unit: house.unit("RB") })).status).toBe(200);
    for (const [path, procedure] of Object.entries(PROCEDURES)) {
      if (procedure.kind === "query" || procedure.needs === "open" || path === "me.stopViewing") continue;
      const ids = { house, unit: house.unit("RB"), wave: waves.now, everywhere: true };
      const answer = await viewer.mutate(path, procedure.foreign?.(ids)[0]);
      expect(answer.status, path).toBe(403);
    }
    const change = { currentPassword: PASSWORD, newPassword: "另外一个没有人知道的口令" };
    expect((await house.post("/api/auth/change-password", change, { cookie })).status).toBe(403);
    expect((await viewer.mutate("me.stopViewing")).status).toBe(200);
    expect((await viewer.query("indicators.home", { unit: house.unit("RA") })).status).toBe(200);
    const log = dataOf<{ rows: { action: string; actor: string; actingAs: string }[] }>(
      await house.as(await house.signIn("admin@example.cn")).query("audit.list", { limit: 20 }),
    );
    const deeds = log.rows.filter(({ action }) => action.startsWith("view-as"));
    expect(deeds.map(({ action, actor, actingAs }) => `${action} ${actor} ${actingAs}`)).toEqual([
      "view-as.ended hq_head victim",
      "view-as.started hq_head victim",
    ]);
  });
});

describe("the audit log", () => {
  it("keeps every row as it was written", async () => {
    const { db } = house.record;
    await expect(db.updateTable("audit_log").set({ action: "sign-out" }).execute()).rejects.toThrow(
      /keeps every row/,
    );
    await expect(db.deleteFrom("audit_log").execute()).rejects.toThrow(/keeps every row/);
  });
});
