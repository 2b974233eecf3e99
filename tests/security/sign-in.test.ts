import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cookiesOf, dataOf, type House, openHouse, PASSWORD } from "./house.ts";

const SIGN_IN = "/api/auth/sign-in/email";
let house: House;

beforeAll(async () => {
  house = await openHouse();
  for (const name of ["ada", "ben", "cleo", "dan", "eve", "fay"])
    await house.person(`${name}@example.cn`, { role: "region_head", unitId: house.unit("RA") });
});
afterAll(() => house.close());

function tryAs(email: string, password: string, address: string) {
  return house.post(SIGN_IN, { email, password }, { address });
}

describe("signing in", () => {
  it("gives a cookie that scripts cannot read and other sites cannot use", async () => {
    const { status, body, response } = await tryAs("Ada@example.cn", PASSWORD, "192.0.2.1");
    expect([status, body]).toEqual([200, { signedIn: true }]);
    const [cookie = ""] = response.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).not.toMatch(/Secure/i);
    const me = dataOf<{ email: string }>(await house.as(cookiesOf(response)).query("me.get"));
    expect(me.email).toBe("ada@example.cn");
  });

  it("marks the cookie Secure where the public address is https", async () => {
    const safe = await openHouse("https://voice.example.cn");
    try {
      await safe.person("ada@example.cn", { role: "region_head", unitId: safe.unit("RA") });
      const { response } = await safe.post(SIGN_IN, { email: "ada@example.cn", password: PASSWORD });
      expect(response.headers.getSetCookie()[0]).toMatch(/^__Secure-.*; Secure/i);
    } finally {
      await safe.close();
    }
  });

  it("says the same to an unknown address, a wrong password and a disabled account", async () => {
    await house.record.db
      .updateTable("user")
      .set({ disabledAt: new Date() })
      .where("email", "=", "fay@example.cn")
      .execute();
    const answers = [
      await tryAs("nobody@example.cn", PASSWORD, "192.0.2.7"),
      await tryAs("ada@example.cn", "not this one at all", "192.0.2.7"),
      await tryAs("fay@example.cn", PASSWORD, "192.0.2.7"),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.flatMap(({ response }) => response.headers.getSetCookie())).toEqual([]);
  });

  it("refuses unknown fields, other sites and bodies that are too large", async () => {
    const good = { email: "ada@example.cn", password: PASSWORD };
    const refused = [
      await house.post(SIGN_IN, { ...good, callbackURL: "https://evil.example" }),
      await house.post(SIGN_IN, good, { headers: { origin: "https://evil.example" } }),
      await house.post(SIGN_IN, good, { headers: { "sec-fetch-site": "cross-site" } }),
      await house.post(SIGN_IN, { ...good, password: "x".repeat(20_000) }),
      await house.post(SIGN_IN, "{"),
    ];
    expect(refused.map(({ status }) => status)).toEqual([400, 403, 403, 413, 400]);
  });

  it("offers nothing else of the library: no sign-up, no deletion, no listing", async () => {
    for (const path of [
      "sign-up/email",
      "update-user",
      "delete-user",
      "list-sessions",
      "request-password-reset",
      "get-session",
      "ok",
    ])
      expect((await house.post(`/api/auth/${path}`, {})).status, path).toBe(404);
  });

  it("writes every try into the log without the password or an unknown address", async () => {
    const rows = await house.record.db.selectFrom("audit_log").selectAll().execute();
    expect(rows.map(({ action }) => action)).toEqual(expect.arrayContaining(["sign-in", "sign-in.failed"]));
    expect(JSON.stringify(rows)).not.toContain("nobody@");
    expect(JSON.stringify(rows)).not.toContain(PASSWORD);
  });
});

describe("limits on guessing", () => {
  it("stops a pair of account and address after ten failures, and says how long", async () => {
    for (let i = 0; i < 10; i += 1)
      expect((await tryAs("ben@example.cn", `wrong ${i}`, "198.51.100.1")).status).toBe(401);
    const stopped = await tryAs("ben@example.cn", PASSWORD, "198.51.100.1");
    expect(stopped.status).toBe(429);
    expect(Number(stopped.response.headers.get("retry-after"))).toBeGreaterThan(0);
    house.later(16 * 60);
    expect((await tryAs("ben@example.cn", PASSWORD, "198.51.100.1")).status).toBe(200);
  });

  it("lets nobody slip through by asking all at once", async () => {
    const tries = await Promise.all(
      Array.from({ length: 32 }, (_, i) => tryAs("cleo@example.cn", `wrong ${i}`, "198.51.100.2")),
    );
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(22);
  });

  it("does not lock an office out: two dozen people behind one address sign in at once", async () => {
    const names = Array.from({ length: 24 }, (_, i) => `office${i}@example.cn`);
    for (const email of names) await house.person(email, { role: "region_head", unitId: house.unit("RA") });
    const answers = await Promise.all(names.map((email) => tryAs(email, PASSWORD, "203.0.113.9")));
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 200));
  });

  it("stops an address that tries many accounts, yet lets those in who signed in from there before", async () => {
    expect((await tryAs("dan@example.cn", PASSWORD, "203.0.113.50")).status).toBe(200);
    const { db } = house.record;
    let stopped = 0;
    for (let i = 0; i < 110 && stopped === 0; i += 1)
      if ((await tryAs(`guess${i}@example.cn`, "guess", "203.0.113.50")).status === 429) stopped = i;
    expect(stopped).toBe(100);
    expect((await tryAs("eve@example.cn", PASSWORD, "203.0.113.50")).status).toBe(429);
    expect((await tryAs("dan@example.cn", PASSWORD, "203.0.113.50")).status).toBe(200);
    const limited = await db
      .selectFrom("audit_log")
      .select("id")
      .where("action", "=", "sign-in.limited")
      .execute();
    expect(limited.length).toBeLessThan(6);
    // a hundred passwords are hashed for nothing, on a machine that may have other things to do
  }, 180_000);
});

describe("sessions", () => {
  it("do not outlive sign-out", async () => {
    const cookie = await house.signIn("ada@example.cn");
    const { status } = await house.post("/api/auth/sign-out", "", { cookie });
    expect(status).toBe(200);
    expect((await house.as(cookie).query("me.get")).status).toBe(401);
    expect((await house.post("/api/auth/sign-out", {}, { cookie })).status).toBe(200);
    const log = await house.record.db
      .selectFrom("audit_log")
      .select("id")
      .where("action", "=", "sign-out")
      .execute();
    expect(log).toHaveLength(1);
  });

  it("are refused when forged, altered, unsigned or signed by somebody else", async () => {
    const cookie = await house.signIn("ada@example.cn");
    const [name = "", value = ""] = cookie.split(/=(.*)/s, 2);
    const [token = "", signature = ""] = decodeURIComponent(value).split(".", 2);
    const other = await house.signIn("dan@example.cn", PASSWORD, "203.0.113.50");
    const foreign = decodeURIComponent(other.split(/=(.*)/s, 2)[1] ?? "").split(".", 2)[1] ?? "";
    const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
    const forged = [
      token,
      `${token}.`,
      `${token}.${foreign}`,
      `${token.slice(0, -1)}${token.endsWith("a") ? "b" : "a"}.${signature}`,
      `${token}.${signature.slice(0, -2)}AA`,
      `${none}.${Buffer.from(JSON.stringify({ sub: "ada" })).toString("base64url")}.`,
      "",
    ];
    expect(
      (await house.as(`${name}=${encodeURIComponent(`${token}.${signature}`)}`).query("me.get")).status,
    ).toBe(200);
    for (const each of forged)
      expect((await house.as(`${name}=${encodeURIComponent(each)}`).query("me.get")).status, each).toBe(401);
  });

  it("end when the account is disabled or its password reset", async () => {
    await house.person("root@example.cn", { role: "admin", unitId: null });
    const admin = house.as(await house.signIn("root@example.cn"));
    const people = dataOf<{ id: string; email: string }[]>(await admin.query("people.list"));
    const idOf = (email: string) => people.find((each) => each.email === email)?.id;
    const [disabled, reset] = [
      await house.signIn("office1@example.cn"),
      await house.signIn("office2@example.cn"),
    ];
    dataOf(
      await admin.mutate("people.setDisabled", { personId: idOf("office1@example.cn"), disabled: true }),
    );
    const { temporaryPassword } = dataOf<{ temporaryPassword: string }>(
      await admin.mutate("people.resetPassword", { personId: idOf("office2@example.cn") }),
    );
    for (const cookie of [disabled, reset]) expect((await house.as(cookie).query("me.get")).status).toBe(401);
    const again = await house.signIn("office2@example.cn", temporaryPassword);
    expect(
      dataOf<{ mustChangePassword: boolean }>(await house.as(again).query("me.get")).mustChangePassword,
    ).toBe(true);
    expect((await house.as(again).query("organisation.tree")).status).toBe(403);
    const change = (newPassword: string, cookie: string) =>
      house.post(
        "/api/auth/change-password",
        { currentPassword: temporaryPassword, newPassword },
        { cookie },
      );
    expect((await change("office2@example.cn", again)).status).toBe(422);
    expect((await change("Welcome12345", again)).status).toBe(422);
    const changed = await change("山里的杜鹃花开得正好", again);
    expect(changed.status).toBe(422);
    const done = await change("山里的杜鹃花开得正好呢春天", again);
    expect(done.status).toBe(200);
    expect((await house.as(again).query("me.get")).status).toBe(401);
    expect((await house.as(cookiesOf(done.response)).query("organisation.tree")).status).toBe(200);
  });
});
