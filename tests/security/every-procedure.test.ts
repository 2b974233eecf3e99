import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLE_DESCRIPTIONS, ROLES, type Role } from "#server/scope/capabilities.ts";
import { appRouter } from "#server/trpc/router.ts";
import { type Answer, codeOf, dataOf, type House, openHouse } from "./house.ts";
import { HOME, type Ids, PROCEDURES, type Procedure } from "./procedures.ts";
import { type SmallWaves, writeSmallWaves } from "./small-wave.ts";

let house: House;
let waves: SmallWaves;
let victim: string;
const cookies = new Map<Role, string>();

function ask(path: string, procedure: Procedure, input: unknown, cookie = ""): Promise<Answer> {
  const caller = house.as(cookie);
  return procedure.kind === "query" ? caller.query(path, input) : caller.mutate(path, input);
}

function idsFor(role: Role): Ids {
  const home = HOME[role] ?? "G";
  return { house, unit: house.unit(home), wave: waves.now, everywhere: home === "G" };
}

function mayAsk(role: Role, { needs }: Procedure): boolean {
  return needs === undefined || needs === "open" || ROLE_DESCRIPTIONS[role].capabilities.includes(needs);
}

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  for (const role of ROLES) {
    const code = HOME[role];
    const unitId = code === null ? null : house.unit(code);
    await house.person(`${role}@example.cn`, {
      role,
      unitId,
      ...(role === "port_head" ? { port: "warranty" } : {}),
    });
    cookies.set(role, await house.signIn(`${role}@example.cn`));
  }
  victim = await house.person("victim@example.cn", { role: "region_head", unitId: house.unit("RB") });
});
afterAll(() => house.close());

describe("every procedure", () => {
  it("is described here", () => {
    expect(Object.keys(appRouter._def.procedures).toSorted()).toEqual(Object.keys(PROCEDURES).toSorted());
  });

  it.each(Object.keys(PROCEDURES))("%s answers nobody who is not signed in", async (path) => {
    const procedure = PROCEDURES[path] as Procedure;
    const input = procedure.input?.(idsFor("region_head"));
    for (const each of [input, ...(procedure.foreign?.(idsFor("region_head")) ?? [])]) {
      const { status } = await ask(path, procedure, each);
      if (procedure.needs === "open") expect(status).not.toBe(401);
      else expect([400, 401], `${path} ${JSON.stringify(each)}`).toContain(status);
    }
    if (procedure.needs !== "open" && procedure.input)
      expect((await ask(path, procedure, input, "ov.session_token=forged.forged")).status).toBe(401);
  });

  it.each(ROLES)("refuses %s what the role does not include, and what is not theirs", async (role) => {
    const cookie = cookies.get(role) ?? "";
    for (const [path, procedure] of Object.entries(PROCEDURES)) {
      if (procedure.needs === "open") continue;
      const allowed = mayAsk(role, procedure);
      if (procedure.input && allowed) {
        const own = await ask(path, procedure, procedure.input(idsFor(role)), cookie);
        expect(own.status, `${role} ${path} ${JSON.stringify(own.body).slice(0, 300)}`).toBe(200);
      }
      for (const input of procedure.foreign?.(idsFor(role)) ?? []) {
        const { status, body } = await ask(path, procedure, input, cookie);
        expect(status, `${role} ${path} ${JSON.stringify(input)} ${JSON.stringify(body).slice(0, 200)}`).toBe(
          allowed ? 404 : 403,
        );
      }
    }
  });

  it("says the same of a unit that is another's and of one that does not exist", async () => {
    const cookie = cookies.get("region_head") ?? "";
    for (const path of ["indicators.home", "indicators.heat", "indicators.cell"]) {
      const procedure = PROCEDURES[path] as Procedure;
      const units = [987_654_321, house.unit("RB"), house.unit("B1")];
      const inputs = units.map((unit) => procedure.input?.({ ...idsFor("region_head"), unit }));
      const answers = await Promise.all(inputs.map((input) => ask(path, procedure, input, cookie)));
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size, path).toBe(1);
      expect(answers.map(codeOf)).toEqual(["not_found", "not_found", "not_found"]);
    }
  });

  it("refuses unknown and privileged fields instead of passing over them", async () => {
    for (const [path, procedure] of Object.entries(PROCEDURES)) {
      const ids = idsFor("hq_head");
      const valid = procedure.input?.(ids) ?? procedure.foreign?.(ids)[0] ?? {};
      for (const extra of [
        { scope: "all" },
        { userId: victim },
        { disabled: false },
        { mustChangePassword: false },
      ]) {
        if (typeof valid === "object" && valid !== null && Object.keys(extra).every((key) => key in valid))
          continue;
        const able = (["admin", "hq_head", "hq_analyst", "callback_agent", "custodian"] as const).find(
          (role) => mayAsk(role, procedure),
        );
        const caller = cookies.get(able ?? "admin") ?? "";
        const answer = await ask(path, procedure, { ...(valid as object), ...extra }, caller);
        expect(answer.status, `${path} ${JSON.stringify(extra)}`).toBe(400);
        expect(codeOf(answer)).toBe("bad_request");
      }
    }
  });

  it("tells nothing of how a failure came about", async () => {
    const answer = await house
      .as(cookies.get("hq_head") ?? "")
      .query("indicators.home", { unit: "1 or 1=1" });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).not.toMatch(/stack|node_modules|select |\.ts:/i);
    const unknown = await house.as(cookies.get("hq_head") ?? "").query("indicators.everything", {});
    expect(unknown.status).toBe(404);
  });

  it("changes nothing for a page of another site", async () => {
    const admin = house.as(cookies.get("admin") ?? "");
    const input = { personId: victim, disabled: true };
    const sites: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
    ];
    for (const headers of sites)
      expect((await admin.mutate("people.setDisabled", input, headers)).status).toBe(403);
    const list = dataOf<{ id: string; disabled: boolean }[]>(await admin.query("people.list"));
    expect(list.find(({ id }) => id === victim)?.disabled).toBe(false);
  });
});
