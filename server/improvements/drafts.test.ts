import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readingAt } from "#server/indicators/reading-of.ts";
import type { Sources } from "#server/indicators/sources.ts";
import type { Role } from "#server/scope/capabilities.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import type { ServicePort } from "#surveys/service-port.ts";
import { type House, openHouse } from "#tests/security/house.ts";
import { type SmallWaves, writeSmallWaves } from "#tests/security/small-wave.ts";
import { listDrafts, noteDraft, putDraft, setDraftRemoved } from "./drafts.ts";
import { readEvidence } from "./evidence.ts";

let house: House;
let waves: SmallWaves;
let sources: Sources;
let [hq, regionA, regionB, property]: Scope[] = [];

beforeAll(async () => {
  house = await openHouse();
  waves = await writeSmallWaves(house);
  sources = { db: house.record.db, analysis: await house.analysis };
  const scopeOf = async (name: string, role: Role, unit: string, port?: ServicePort) => {
    const grant = { role, unitId: house.unit(unit), ...(port && { port }), validFrom: "2025-01-01" };
    return makeScope(sources.db, await house.person(`${name}@example.cn`, grant), "2026-01-20");
  };
  hq = await scopeOf("hq", "hq_head", "G");
  regionA = await scopeOf("ra", "region_head", "RA");
  regionB = await scopeOf("rb", "region_head", "RB");
  property = await scopeOf("property", "port_head", "G", "property");
});
afterAll(() => house.close());

function input(unit: string, node: string) {
  return { unit: house.unit(unit), wave: waves.now, node, kind: "change" as const };
}

async function auditOf(id: number): Promise<readonly unknown[]> {
  const rows = await sources.db
    .selectFrom("audit_log")
    .select("detail")
    .where("subject", "=", `improvement:${id}`)
    .orderBy("id")
    .execute();
  return rows.map(({ detail }) => (detail as { change: string }).change);
}

describe("the improvement list", () => {
  test("keeps the numbers a finding was read with, once", async () => {
    const put = await putDraft(sources, regionA as Scope, input("A1", "TOTAL"));
    expect(put.isNew).toBe(true);
    expect(await putDraft(sources, regionA as Scope, input("A1", "TOTAL"))).toEqual({
      id: put.id,
      isNew: false,
    });
    const [draft] = await listDrafts(sources.db, regionA as Scope, { unit: house.unit("A1") });
    const { cut } = await readEvidence(sources, regionA as Scope, input("A1", "TOTAL"));
    const shown = readingAt(
      cut.now.table,
      { unit: `project:${house.unit("A1")}`, phase: undefined },
      "TOTAL",
    );
    expect(draft?.evidence.reading).toEqual(shown);
    expect(draft?.evidence.passport.definition.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await auditOf(put.id)).toEqual(["added"]);
  });

  test("takes a note, lets an entry go and takes it back, and writes each down", async () => {
    const { id } = await putDraft(sources, regionA as Scope, input("A2", "TOTAL"));
    await noteDraft(sources.db, regionA as Scope, { id, note: "先看电梯" });
    const list = () => listDrafts(sources.db, regionA as Scope, { unit: house.unit("A2") });
    expect((await list())[0]?.note).toBe("先看电梯");
    await setDraftRemoved(sources.db, regionA as Scope, id, true);
    expect(await list()).toEqual([]);
    await setDraftRemoved(sources.db, regionA as Scope, id, true);
    await setDraftRemoved(sources.db, regionA as Scope, id, false);
    expect((await list()).map((each) => [each.id, each.note])).toEqual([[id, "先看电梯"]]);
    expect(await auditOf(id)).toEqual(["added", "noted", "removed", "restored"]);
  });

  test("does not take back what was put on anew meanwhile", async () => {
    const first = await putDraft(sources, regionA as Scope, input("RA", "TOTAL"));
    await setDraftRemoved(sources.db, regionA as Scope, first.id, true);
    const second = await putDraft(sources, regionA as Scope, input("RA", "TOTAL"));
    expect(second.isNew).toBe(true);
    const again = setDraftRemoved(sources.db, regionA as Scope, first.id, false);
    await expect(again).rejects.toMatchObject({ code: "conflict" });
  });

  test("is nobody else's: not another region's, and of a port only what is its own", async () => {
    const { id } = await putDraft(sources, hq as Scope, input("A1", "Y01"));
    await expect(listDrafts(sources.db, regionB as Scope, { unit: house.unit("A1") })).rejects.toMatchObject({
      code: "not_found",
    });
    for (const attempt of [
      () => noteDraft(sources.db, regionB as Scope, { id, note: "x" }),
      () => setDraftRemoved(sources.db, regionB as Scope, id, true),
      () => noteDraft(sources.db, property as Scope, { id, note: "x" }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: /not_found|forbidden/ });
    const seen = await listDrafts(sources.db, property as Scope, { unit: house.unit("G") });
    expect(seen.every(({ evidence }) => evidence.node.port === "property")).toBe(true);
    await expect(putDraft(sources, regionA as Scope, input("B1", "TOTAL"))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("takes a number that was opened beside what else was said of it", async () => {
    const opened = { ...input("A1", "Y01"), kind: "number" as const };
    expect((await putDraft(sources, hq as Scope, opened)).isNew).toBe(true);
    expect((await putDraft(sources, hq as Scope, opened)).isNew).toBe(false);
    const kinds = (await listDrafts(sources.db, hq as Scope, { unit: house.unit("A1") })).map(
      ({ kind }) => kind,
    );
    expect(kinds.filter((kind) => kind === "number")).toHaveLength(1);
  });

  test("takes no number that is not shown", async () => {
    await expect(
      putDraft(sources, hq as Scope, { ...input("A3", "TOTAL"), phase: "S" }),
    ).rejects.toMatchObject({ code: "invalid" });
  });
});
