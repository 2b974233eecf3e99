import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf, dataOf, type House, openHouse } from "#tests/security/house.ts";
import type { SavedView } from "./list-views.ts";

let house: House;
const cookies = new Map<string, string>();

beforeAll(async () => {
  house = await openHouse();
  for (const [who, role, unit] of [
    ["head", "hq_head", "G"],
    ["east", "region_head", "RA"],
    ["west", "region_head", "RB"],
    ["lead", "project_lead", "A1"],
  ] as const) {
    await house.person(`${who}@example.cn`, { role, unitId: house.unit(unit) });
    cookies.set(who, await house.signIn(`${who}@example.cn`));
  }
});
afterAll(() => house.close());

const as = (who: string) => house.as(cookies.get(who) ?? "");
const list = async (who: string) => dataOf<SavedView[]>(await as(who).query("views.list"));
const save = async (who: string, name: string, query = "rows=mode") =>
  dataOf<{ id: number }>(await as(who).mutate("views.save", { name, page: "/explore", query })).id;
const share = (who: string, id: number, unit: string, role: string | null = null) =>
  as(who).mutate("views.share", { id, with: { unitId: house.unit(unit), role } });

describe("a saved view", () => {
  it("is one's own until it is shared, and holds the address as it was", async () => {
    const id = await save("east", "按方式", "rows=mode&columns=phase&batch=%E4%B8%80%E6%9C%9F");
    expect(await list("east")).toMatchObject([
      { id, name: "按方式", mine: true, by: null, query: "rows=mode&columns=phase&batch=%E4%B8%80%E6%9C%9F" },
    ]);
    for (const other of ["head", "west", "lead"]) expect(await list(other)).toEqual([]);
  });

  it("is seen by those of the unit it is shared with and below, by nobody else", async () => {
    const id = await save("east", "给大家看");
    expect((await share("east", id, "RA")).status).toBe(200);
    expect((await list("lead")).map((view) => [view.id, view.mine, view.sharedWith?.unit.code])).toEqual([
      [id, false, "RA"],
    ]);
    expect((await list("west")).some((view) => view.id === id)).toBe(false);
    expect((await share("east", id, "RA", "region_head")).status).toBe(200);
    expect(await list("lead")).toEqual([]);
    expect((await as("east").mutate("views.share", { id, with: null })).status).toBe(200);
    expect((await list("east")).find((view) => view.id === id)?.sharedWith).toBeNull();
  });

  it("cannot be shared with a unit that is another's", async () => {
    const id = await save("east", "不给别人");
    for (const unit of ["RB", "B1", "G"]) expect(codeOf(await share("east", id, unit))).toBe("not_found");
  });

  it("of somebody else cannot be renamed, shared, deleted or brought back, also when one sees it", async () => {
    const id = await save("head", "集团口径");
    await share("head", id, "G");
    expect((await list("east")).some((view) => view.id === id)).toBe(true);
    const missing = 987_654_321;
    for (const [path, input] of [
      ["views.rename", { name: "我的" }],
      ["views.share", { with: null }],
      ["views.delete", {}],
      ["views.restore", {}],
    ] as const) {
      const [foreign, none] = [
        await as("east").mutate(path, { id, ...input }),
        await as("east").mutate(path, { id: missing, ...input }),
      ];
      expect(codeOf(foreign)).toBe("not_found");
      expect(JSON.stringify(foreign.body)).toBe(JSON.stringify(none.body));
    }
    expect((await list("head")).find((view) => view.id === id)?.name).toBe("集团口径");
  });

  it("is gone when deleted, and back when that is undone", async () => {
    const id = await save("west", "手滑");
    await as("west").mutate("views.delete", { id });
    const own = async () => (await list("west")).filter(({ mine }) => mine).map((view) => view.id);
    expect(await own()).toEqual([]);
    await as("west").mutate("views.restore", { id });
    expect(await own()).toEqual([id]);
  });

  it("is read with the rights of whoever opens it", async () => {
    const query = `unit=${house.unit("RB")}`;
    const id = await save("head", "乙区域", query);
    await share("head", id, "G");
    const seen = (await list("east")).find((view) => view.id === id);
    expect(seen?.query).toBe(query);
    const unit = Number(new URLSearchParams(seen?.query).get("unit"));
    expect(codeOf(await as("east").query("explore.crosstab", { unit, rows: "mode" }))).toBe("not_found");
    expect(codeOf(await as("west").query("explore.crosstab", { unit, rows: "mode" }))).toBe("nothing_yet");
  });

  it("may be a comparison", async () => {
    const query = "mix=standard&shape=funnel";
    const saved = await as("west").mutate("views.save", { name: "漏斗", page: "/compare", query });
    const { id } = dataOf<{ id: number }>(saved);
    expect((await list("west")).find((view) => view.id === id)).toMatchObject({ page: "/compare", query });
  });

  it("refuses addresses that lead elsewhere", async () => {
    for (const view of [
      { name: "x", page: "/people", query: "" },
      { name: "x", page: "https://evil.example", query: "" },
      { name: "x", page: "/explore", query: "a#b" },
      { name: "  ", page: "/explore", query: "" },
    ])
      expect((await as("east").mutate("views.save", view)).status).toBe(400);
  });
});
