import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { takeProcessSingleton } from "#server/process-singleton.ts";
import { codeOf, dataOf, type House, openHouse, PASSWORD } from "./house.ts";

const SETUP = "setup.createAdministrator";
let house: House;

beforeAll(async () => {
  takeProcessSingleton("setup-code");
  house = await openHouse();
});
afterAll(() => house.close());

function setUp(code: string, more: Record<string, unknown> = {}) {
  return house
    .as("")
    .mutate(SETUP, { code, name: "第一位", email: "first@example.cn", password: PASSWORD, ...more });
}

describe("the first start", () => {
  it("tells a one-time code to the terminal, once, and to nobody else", async () => {
    const nobody = house.as("");
    const first = await nobody.query("setup.needed");
    const second = await nobody.query("setup.needed");
    expect([dataOf(first), dataOf(second)]).toEqual([{ needed: true }, { needed: true }]);
    expect(house.told).toHaveLength(1);
    expect(house.told[0]).toMatch(/[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$/);
  });

  it("makes nobody administrator without it, or with a weak password, or with a role of their own", async () => {
    const code = house.told[0]?.slice(-14) ?? "";
    expect(codeOf(await setUp("AAAA-AAAA-AAAA"))).toBe("forbidden");
    expect(codeOf(await setUp(code, { password: "Welcome12345" }))).toBe("invalid");
    expect((await setUp(code, { role: "hq_head" })).status).toBe(400);
    expect(dataOf(await house.as("").query("setup.needed"))).toEqual({ needed: true });
  });

  it("makes one administrator of many who ask at once, and none after", async () => {
    const code = house.told[0]?.slice(-14) ?? "";
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) => setUp(code.toLowerCase(), { email: `first${at}@example.cn` })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(codeOf(await setUp(code, { email: "late@example.cn" }))).toBe("gone");
    const people = await house.record.db.selectFrom("user").select("email").execute();
    expect(people).toHaveLength(1);
    const admin = house.as(await house.signIn(people[0]?.email ?? ""));
    const me = dataOf<{ grants: unknown[]; capabilities: string[] }>(await admin.query("me.get"));
    expect(me.grants).toEqual([{ role: "admin", unit: null, port: null }]);
    expect(me.capabilities).not.toContain("readings.read");
  });
});

describe("people and roles", () => {
  async function admin() {
    const { email } = await house.record.db
      .selectFrom("user")
      .select("email")
      .orderBy("createdAt")
      .executeTakeFirstOrThrow();
    return house.as(await house.signIn(email));
  }

  it("hands a new person a password for the first sign-in only", async () => {
    const grants = [{ role: "region_head", unitId: house.unit("RA") }];
    const made = dataOf<{ id: string; temporaryPassword: string }>(
      await (await admin()).mutate("people.create", { name: "新人", email: "New@example.cn", grants }),
    );
    const cookie = await house.signIn("new@example.cn", made.temporaryPassword);
    expect((await house.as(cookie).query("waves.list")).status).toBe(403);
    const again = await (await admin()).mutate("people.create", {
      name: "新人",
      email: "new@EXAMPLE.cn",
      grants,
    });
    expect(codeOf(again)).toBe("conflict");
  });

  it("fits a role to its unit", async () => {
    const asked = await admin();
    const personId = await house.person("fit@example.cn");
    const wrong = [
      { role: "hq_head", unitId: house.unit("RA") },
      { role: "region_head", unitId: house.unit("A1") },
      { role: "project_lead", unitId: house.unit("RA") },
      { role: "admin", unitId: house.unit("G") },
      { role: "port_head", unitId: house.unit("RA") },
      { role: "region_head", unitId: house.unit("RA"), port: "warranty" },
    ];
    for (const grant of wrong)
      expect(codeOf(await asked.mutate("people.grant", { personId, grant })), JSON.stringify(grant)).toBe(
        "invalid",
      );
  });

  it("ends a role from today on, and sees it in the next question", async () => {
    const asked = await admin();
    const personId = await house.person("gone@example.cn", {
      role: "region_head",
      unitId: house.unit("RA"),
      validFrom: "2024-01-01",
    });
    const theirs = house.as(await house.signIn("gone@example.cn"));
    expect((await theirs.query("waves.list")).status).toBe(200);
    const people = dataOf<{ id: string; grants: { id: number }[] }[]>(await asked.query("people.list"));
    const grantId = people.find(({ id }) => id === personId)?.grants[0]?.id;
    dataOf(await asked.mutate("people.endGrant", { grantId }));
    expect((await theirs.query("waves.list")).status).toBe(403);
  });

  it("never leaves the house without an administrator", async () => {
    const asked = await admin();
    const people = dataOf<{ id: string; grants: { id: number; role: string }[] }[]>(
      await asked.query("people.list"),
    );
    const mine = people.find(({ grants }) => grants.some(({ role }) => role === "admin"));
    expect(codeOf(await asked.mutate("people.endGrant", { grantId: mine?.grants[0]?.id }))).toBe("conflict");
    expect(codeOf(await asked.mutate("people.setDisabled", { personId: mine?.id, disabled: true }))).toBe(
      "conflict",
    );
    expect((await asked.query("people.list")).status).toBe(200);
  });

  it("writes down who gave what to whom, and finds it again", async () => {
    const asked = await admin();
    const page = dataOf<{ rows: { action: string; subjectName: string | null }[]; next: number | null }>(
      await asked.query("audit.list", { search: "新人", action: "person.created", limit: 1 }),
    );
    expect(page.rows[0]).toMatchObject({ action: "person.created", subjectName: "新人" });
    const none = dataOf<{ rows: unknown[] }>(await asked.query("audit.list", { search: "100%_\\" }));
    expect(none.rows).toEqual([]);
    const all = dataOf<{ rows: { id: number }[]; next: number | null }>(
      await asked.query("audit.list", { limit: 2 }),
    );
    const older = dataOf<{ rows: { id: number }[] }>(
      await asked.query("audit.list", { limit: 2, before: all.next }),
    );
    expect(older.rows[0]?.id).toBeLessThan(all.rows[1]?.id ?? 0);
  });
});
