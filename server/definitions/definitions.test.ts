import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { publishedDefinition } from "#server/indicators/definitions.ts";
import { ensureShippedDefinitions } from "#server/indicators/shipped-definitions.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { DraftState } from "#server/versions/version.ts";
import { type ScopedRecord, scopedRecord } from "#tests/scoped-record.ts";
import { listVersions, showVersion } from "./definition-view.ts";
import { changeDraft, discardDraft, startDraft } from "./draft-definition.ts";
import { publishDefinition, returnToDraft, submitDraft } from "./publish-definition.ts";

const ID = OWNER_SATISFACTION.id;
const NOW = new Date("2026-11-22T04:00:00Z");
let house: ScopedRecord;
let [analyst, other, head, lead]: Scope[] = [];

function as(scope: Scope | undefined): Scope {
  if (scope === undefined) throw new Error("nobody");
  return scope;
}

beforeAll(async () => {
  house = await scopedRecord("2026-11-22");
  const { db } = house.record;
  const { id: group } = await db
    .insertInto("org_unit")
    .values({ code: "G", kind: "group", name: "集团" })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("org_placement")
    .values({ unit_id: group, parent_id: null, name: "集团", valid_from: "2020-01-01" })
    .execute();
  await ensureShippedDefinitions(db);
  await db
    .insertInto("questionnaire")
    .values({ id: "annual", version: 1, status: "published", definition: "{}", hash: "x" })
    .execute();
  await db
    .insertInto("wave")
    .values({
      kind: "annual",
      year: 2025,
      name: "2025",
      questionnaire_id: "annual",
      questionnaire_version: 1,
      cutoff_on: "2025-10-31",
      opens_on: "2025-11-01",
      closes_on: "2025-12-01",
      state: "published",
    })
    .execute();
  analyst = await house.as("analyst", "hq_analyst", group);
  other = await house.as("other", "hq_analyst", group);
  head = await house.as("head", "hq_head", group);
  lead = await house.as("lead", "project_lead", group);
});
afterAll(() => house.close());

/** The shipped definition with the weights of its first two branches changed. */
function heavier(definition: IndexDefinition, weight: number): IndexDefinition {
  const [first, ...others] = definition.tree.combine ?? [];
  if (!first) throw new Error("the tree has branches");
  return { ...definition, tree: { ...definition.tree, combine: [{ ...first, weight }, ...others] } };
}

async function drafted(weight: number): Promise<DraftState> {
  const { db } = house.record;
  const draft = await startDraft(db, as(analyst), { id: ID, from: 1 });
  return changeDraft(db, as(analyst), { ...draft, definition: heavier(OWNER_SATISFACTION, weight) });
}

describe("a definition", () => {
  test("goes from draft to review to published by a second person, and then never changes", async () => {
    const { db } = house.record;
    const draft = await drafted(4000);
    expect(
      await submitDraft(db, as(analyst), { ...draft, reason: "维修被低估", effectiveWaveYear: 2026 }),
    ).toEqual({
      ok: true,
    });
    await expect(publishDefinition(db, as(analyst), draft, NOW)).rejects.toMatchObject({ code: "forbidden" });
    expect(await publishDefinition(db, as(head), draft, NOW)).toEqual({ ok: true });
    await expect(
      changeDraft(db, as(analyst), { ...draft, definition: heavier(OWNER_SATISFACTION, 1) }),
    ).rejects.toMatchObject({ code: "conflict" });
    await expect(
      db
        .updateTable("index_definition")
        .set({ definition: "{}" })
        .where("version", "=", draft.version)
        .execute(),
    ).rejects.toThrow(/never changes/);
    const view = await showVersion(db, as(lead), draft);
    expect(view).toMatchObject({ status: "published", effectiveWaveYear: 2026, basedOn: 1, against: 1 });
    expect(view.changes).toMatchObject([{ kind: "changed", before: 3000, after: 4000, affects: "numbers" }]);
    expect(view.steps.map(({ step, by }) => `${step} ${by}`)).toEqual([
      "drafted analyst",
      "changed analyst",
      "submitted analyst",
      "published head",
    ]);
    expect(view.lines[0]?.en).toMatch(/36\.4% ×/);
  });

  test("is in force from its wave on; earlier years keep theirs", async () => {
    const { db } = house.record;
    const [then, now] = await Promise.all([2025, 2026].map((year) => publishedDefinition(db, ID, year)));
    expect(then?.definition.version).toBe(1);
    expect(now?.definition.version).toBeGreaterThan(1);
    expect((await publishedDefinition(db, ID)).definition.version).toBe(now?.definition.version);
  });

  test("is taken back by publishing the older one again", async () => {
    const { db } = house.record;
    const back = await startDraft(db, as(other), { id: ID, from: 1 });
    await submitDraft(db, as(other), { ...back, reason: "恢复原权重", effectiveWaveYear: 2026 });
    await publishDefinition(db, as(analyst), back, NOW);
    const { definition } = await publishedDefinition(db, ID, 2026);
    expect(definition).toEqual({ ...OWNER_SATISFACTION, version: back.version });
    const { changes, against } = await showVersion(db, as(lead), back);
    expect(against).toBe(back.version - 1);
    expect(changes).toMatchObject([{ before: 4000, after: 3000 }]);
  });

  test("with something wrong in it is refused before anybody is asked to look", async () => {
    const { db } = house.record;
    const draft = await startDraft(db, as(analyst), { id: ID, from: 1 });
    const broken = { ...OWNER_SATISFACTION, tree: { id: "TOTAL", items: { Q99: 1 } } };
    const changed = await changeDraft(db, as(analyst), { ...draft, definition: broken });
    const result = await submitDraft(db, as(analyst), {
      ...changed,
      reason: "试一试",
      effectiveWaveYear: 2026,
    });
    expect(result).toMatchObject({ ok: false });
    expect(result.ok ? [] : result.problems.map(({ code }) => code)).toContain("unknown-item");
    await discardDraft(db, as(analyst), changed);
    await expect(showVersion(db, as(analyst), changed)).rejects.toMatchObject({ code: "not_found" });
  });

  test("cannot reach back into waves that are closed", async () => {
    const draft = await drafted(3500);
    await expect(
      submitDraft(house.record.db, as(analyst), { ...draft, reason: "补到去年", effectiveWaveYear: 2025 }),
    ).rejects.toMatchObject({ code: "conflict", details: { settled: 2025 } });
  });

  test("nobody who had a hand in it publishes it, not even after it was returned", async () => {
    const { db } = house.record;
    const draft = await drafted(3600);
    await submitDraft(db, as(analyst), { ...draft, reason: "第一次", effectiveWaveYear: 2026 });
    await returnToDraft(db, as(other), { ...draft, reason: "请再想想" });
    const again = await changeDraft(db, as(other), {
      ...draft,
      definition: heavier(OWNER_SATISFACTION, 3700),
    });
    await submitDraft(db, as(other), { ...again, reason: "第二次", effectiveWaveYear: 2026 });
    for (const person of [analyst, other])
      await expect(publishDefinition(db, as(person), again, NOW)).rejects.toMatchObject({
        code: "forbidden",
      });
    expect(await publishDefinition(db, as(head), again, NOW)).toEqual({ ok: true });
  });

  test("two people changing one draft do not overwrite each other", async () => {
    const { db } = house.record;
    const draft = await startDraft(db, as(analyst), { id: ID, from: 1 });
    await changeDraft(db, as(other), { ...draft, definition: heavier(OWNER_SATISFACTION, 2000) });
    await expect(
      changeDraft(db, as(analyst), { ...draft, definition: heavier(OWNER_SATISFACTION, 2500) }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  test("in the making is seen by those who write or publish, and by nobody else", async () => {
    const { db } = house.record;
    const draft = await startDraft(db, as(analyst), { id: ID, from: 1 });
    await expect(showVersion(db, as(lead), draft)).rejects.toMatchObject({ code: "not_found" });
    await expect(startDraft(db, as(lead), { id: ID, from: 1 })).rejects.toMatchObject({ code: "forbidden" });
    await expect(startDraft(db, as(head), { id: ID, from: 1 })).rejects.toMatchObject({ code: "forbidden" });
    expect((await listVersions(db, as(lead))).every(({ status }) => status === "published")).toBe(true);
    expect((await listVersions(db, as(head))).some(({ status }) => status === "draft")).toBe(true);
  });

  test("leaves every step in the audit log", async () => {
    const rows = await house.record.db
      .selectFrom("audit_log")
      .select(["action", "subject"])
      .where("action", "=", "definition.published")
      .execute();
    expect(rows.map(({ subject }) => subject)).toContain(`definition:${ID}@2`);
  });
});
