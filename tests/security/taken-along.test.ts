import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { CohortsView } from "#server/explanations/cohorts-view.ts";
import type { UnitsView } from "#server/explanations/units-answer.ts";
import { answerExport } from "#server/exports/answer-export.ts";
import { ROLE_DESCRIPTIONS, ROLES, type Role } from "#server/scope/capabilities.ts";
import { EXPORT_MAKERS } from "../../app/exports/export-makers.ts";
import { codeOf, dataOf, type House, openHouse } from "./house.ts";
import { HOME } from "./procedures.ts";
import { type SmallWaves, writeSmallWaves } from "./small-wave.ts";

// a reader without cookies of taste: Chinese, light
vi.mock("next/headers", () => ({ cookies: async () => new Map() }));

const NOWHERE = 987_654_321;
const READERS = ROLES.filter((role) => ROLE_DESCRIPTIONS[role].capabilities.includes("readings.read"));
let house: House;
let waves: SmallWaves;
const cookies = new Map<Role, string>();

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  for (const role of ROLES) {
    const code = HOME[role];
    await house.person(`${role}@example.cn`, {
      role,
      unitId: code === null ? null : house.unit(code),
      ...(role === "port_head" ? { port: "warranty" } : {}),
    });
    cookies.set(role, await house.signIn(`${role}@example.cn`));
  }
});
afterAll(() => house.close());

function file(what: string, address: string, cookie: string, format = "csv"): Promise<Response> {
  const request = new Request(`http://ownervoice.test/api/export/${what}.${format}?${address}`, {
    headers: { cookie },
  });
  return answerExport(request, (headers) => house.context(headers), EXPORT_MAKERS);
}

function cookieOf(role: Role): string {
  return cookies.get(role) ?? "";
}

/** Lines of a file as it would be opened, until the passport. */
async function linesOf(response: Response): Promise<readonly (readonly string[])[]> {
  const text = (await response.text()).replace("\uFEFF", "");
  return text.split(/\r?\n/).map((line) => line.split(",").map((cell) => cell.replace(/^"|"$/g, "")));
}

const ADDRESSES = [
  "",
  "&phase=S",
  "&mode=web",
  "&by=phase",
  "&rows=batch",
  "&rows=project&cols=phase",
  "&age=cohort",
  "&age=same&phase=S",
  "&level=parts&mix=own",
  "&org=now",
];

describe("files of what a screen shows", () => {
  it("are for those who may take numbers along, of their own units, and for nobody else", async () => {
    for (const role of READERS) {
      const may = ROLE_DESCRIPTIONS[role].capabilities.includes("exports.run");
      const home = HOME[role] ?? "G";
      for (const what of Object.keys(EXPORT_MAKERS)) {
        const own = await file(what, `unit=${house.unit(home)}`, cookieOf(role));
        expect(own.status, `${role} ${what}`).toBe(may ? 200 : 403);
        const foreign = [NOWHERE, ...(home === "G" ? [] : [house.unit("RB"), house.unit("B1")])];
        for (const unit of foreign)
          for (const more of ADDRESSES) {
            const { status } = await file(what, `unit=${unit}${more}`, cookieOf(role));
            expect(status, `${role} ${what} ${unit}${more}`).toBe(may ? 404 : 403);
          }
      }
    }
    for (const what of Object.keys(EXPORT_MAKERS)) expect((await file(what, "unit=1", "")).status).toBe(401);
  });

  it("answer an address that was tampered with by a refusal or a screen's own answer, never by a fault", async () => {
    const head = cookieOf("region_head");
    const unit = house.unit("RA");
    for (const what of Object.keys(EXPORT_MAKERS)) {
      for (const more of [
        "&unit=1&unit=2",
        `&wave=${NOWHERE}`,
        "&rule=99",
        "&rule=-1",
        "&phase=X",
        "&mode=web,phone",
        "&node=NOTHING",
        "&node=constructor",
        "&rows=node&cols=node",
        "&batch='; drop table response; --",
        "&years=-5&project=1e9&age=cohort",
        `&d=TOTAL~${house.unit("B1")}`,
        `&project=${house.unit("B1")}&age=cohort`,
      ]) {
        const answer = await file(what, `unit=${unit}${more}`, head);
        expect(answer.status, `${what} ${more}`).toBeLessThan(500);
        if (answer.status === 200) expect(await answer.text()).not.toMatch(/乙一|乙二/);
      }
    }
    expect((await file("constructor", `unit=${unit}`, head)).status).toBe(404);
    expect((await file("compare", `unit=${unit}`, head, "exe")).status).toBe(404);
  });

  it("hold the numbers of the comparison to the digit, and nothing where it shows nothing", async () => {
    const hq = house.as(cookieOf("hq_head"));
    const unit = house.unit("G");
    const view = dataOf<UnitsView>(await hq.query("compare.units", { unit, mix: "own" }));
    const [head = [], ...lines] = await linesOf(
      await file("compare", `unit=${unit}&mix=own`, cookieOf("hq_head")),
    );
    expect(head.length).toBe(12);
    for (const [at, { unit: of, reading }] of view.units.entries()) {
      const line = lines[at] ?? [];
      expect(line[1]).toBe(of.name);
      if (reading.value === null) expect(Number.isNaN(Number(line[3])), of.name).toBe(true);
      else
        expect([Number(line[3]), Number(line[4]), Number(line[5]), Number(line[6])]).toEqual([
          reading.value,
          reading.low,
          reading.high,
          reading.n,
        ]);
    }
  });

  it("are each written to the log before they leave", async () => {
    const before = await house.record.db
      .selectFrom("audit_log")
      .select("id")
      .where("action", "=", "export.made")
      .execute();
    await file("compare", `unit=${house.unit("G")}&age=cohort`, cookieOf("hq_head"));
    const after = await house.record.db
      .selectFrom("audit_log")
      .select(["subject", "detail"])
      .where("action", "=", "export.made")
      .orderBy("id")
      .execute();
    expect(after.length).toBe(before.length + 1);
    expect(after.at(-1)).toMatchObject({ subject: "export:compare", detail: { format: "csv" } });
  });
});

describe("handover batches beside their project", () => {
  it("let no small batch follow from the project and the others", async () => {
    const hq = house.as(cookieOf("hq_head"));
    type Heat = {
      columns: { unit: { code: string } | null }[];
      rows: { node: { id: string }; cells: { n: number | null; value: number | null }[] }[];
    };
    for (const node of ["TOTAL", "D4", "D5", "Y01", "Y35", "loyalty"]) {
      for (const wave of [waves.before, waves.now]) {
        const cohorts = dataOf<CohortsView>(
          await hq.query("compare.cohorts", { unit: house.unit("G"), wave, node }),
        );
        for (const code of ["A1", "A2", "A3", "B1", "B2"]) {
          const batches = cohorts.cohorts
            .filter(({ project }) => project.code === code)
            .flatMap(({ points }) => points.filter((point) => point.waveId === wave));
          const waiting = dataOf<{
            rows: { key: string }[];
            cells: { n: number | null; value: number | null }[][];
          }>(await hq.query("explore.crosstab", { unit: house.unit(code), wave, node, rows: "batch" }));
          const none = waiting.cells[waiting.rows.findIndex(({ key }) => key === "-")]?.[0];
          const heat = dataOf<Heat>(await hq.query("indicators.heat", { unit: house.unit(code), wave }));
          const column = heat.columns.findIndex(({ unit }) => unit?.code === code);
          const whole = heat.rows.find((row) => row.node.id === node)?.cells[column];
          const parts = [...batches.map(({ reading }) => reading), ...(none ? [none] : [])];
          for (const of of ["n", "value"] as const) {
            const hidden = parts.filter((part) => part[of] === null);
            if (!whole || whole[of] === null || hidden.length !== 1) continue;
            const left = (whole.n ?? 0) - parts.reduce((sum, { n }) => sum + (n ?? 0), 0);
            expect(left, `${code} ${node} ${of}`).toBeGreaterThanOrEqual(10);
          }
        }
      }
    }
  });
});

describe("a view somebody kept", () => {
  it("is changed by nobody else, and shows each reader what is theirs", async () => {
    const [head, other, lead] = [cookieOf("hq_head"), cookieOf("region_head"), cookieOf("project_lead")].map(
      (cookie) => house.as(cookie),
    ) as [ReturnType<House["as"]>, ReturnType<House["as"]>, ReturnType<House["as"]>];
    const { id } = dataOf<{ id: number }>(
      await head.mutate("views.save", {
        name: "只给总部",
        page: "/explore",
        query: `unit=${house.unit("RB")}&rows=phase`,
      }),
    );
    const names = async (who: typeof head) =>
      dataOf<{ name: string }[]>(await who.query("views.list")).map(({ name }) => name);
    expect(await names(other)).not.toContain("只给总部");
    for (const [path, input] of [
      ["views.rename", { id, name: "我的" }],
      ["views.share", { id, with: { unitId: house.unit("RA"), role: null } }],
      ["views.delete", { id }],
      ["views.restore", { id }],
    ] as const)
      expect(codeOf(await other.mutate(path, input)), path).toBe("not_found");
    dataOf(await head.mutate("views.share", { id, with: { unitId: house.unit("RA"), role: null } }));
    expect(await names(other)).toContain("只给总部");
    expect(await names(lead)).toContain("只给总部");
    // the address names a unit of another region: whoever opens it there is told that it is not theirs
    const shared = await file("crosstab", `unit=${house.unit("RB")}&rows=phase`, cookieOf("region_head"));
    expect(shared.status).toBe(404);
    // nobody shows anything to a unit beyond their own
    const own = dataOf<{ id: number }>(
      await other.mutate("views.save", { name: "甲", page: "/explore", query: "rows=mode" }),
    );
    expect(
      codeOf(
        await other.mutate("views.share", { id: own.id, with: { unitId: house.unit("RB"), role: null } }),
      ),
    ).toBe("not_found");
  });
});
