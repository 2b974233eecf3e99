import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { ensureShippedDefinitions } from "#server/indicators/shipped-definitions.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { Question, Questionnaire } from "#surveys/question.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import { type ScopedRecord, scopedRecord } from "#tests/scoped-record.ts";
import { changeDraft, discardDraft, startDraft } from "./draft-questionnaire.ts";
import { publishQuestionnaire, returnToDraft, submitDraft } from "./publish-questionnaire.ts";
import { listQuestionnaires, showQuestionnaire } from "./questionnaire-view.ts";
import { ensureShippedQuestionnaires } from "./shipped-questionnaires.ts";

const { questionnaire: SHIPPED } = ANNUAL;
const ID = SHIPPED.id;
const NOW = new Date("2026-11-26T04:00:00Z");
let house: ScopedRecord;
let analyst: Scope;
let other: Scope;
let head: Scope;
let lead: Scope;

beforeAll(async () => {
  house = await scopedRecord("2026-11-26");
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
  await ensureShippedQuestionnaires(db);
  await ensureShippedQuestionnaires(db);
  analyst = await house.as("analyst", "hq_analyst", group);
  other = await house.as("other", "hq_analyst", group);
  head = await house.as("head", "hq_head", group);
  lead = await house.as("lead", "project_lead", group);
});
afterAll(() => house.close());

function edited(
  code: string,
  change: (question: Question) => Question,
): (all: Questionnaire) => Questionnaire {
  return (all) => ({
    ...all,
    questions: all.questions.map((question) => (question.code === code ? change(question) : question)),
  });
}

const reworded = edited("Y01", (question) => ({
  ...question,
  title: { zh: "您对【project】整体满意吗？", en: "How satisfied are you with 【project】 as a whole?" },
}));

async function drafted(
  change: (all: Questionnaire) => Questionnaire,
  editorial: Readonly<Record<string, string>> = {},
) {
  const { db } = house.record;
  const draft = await startDraft(db, analyst, { id: ID, from: 1 });
  const { questionnaire } = await showQuestionnaire(db, analyst, draft);
  return changeDraft(db, analyst, { ...draft, questionnaire: change(questionnaire), editorial });
}

function itemOf(questionnaire: Questionnaire, code: string): Question | undefined {
  return questionnaire.questions.find((question) => question.code === code);
}

describe("a questionnaire", () => {
  test("goes from draft to review to published by a second person, and then never changes", async () => {
    const { db } = house.record;
    const draft = await drafted(reworded);
    expect(itemOf(draft.questionnaire, "Y01")?.itemVersion).toBe(2);
    expect(itemOf(draft.questionnaire, "Y03")?.itemVersion).toBe(1);
    await expect(submitDraft(db, analyst, { ...draft, reason: " " })).rejects.toMatchObject({
      code: "invalid",
    });
    expect(await submitDraft(db, analyst, { ...draft, reason: "更口语" })).toEqual({ ok: true });
    await expect(
      changeDraft(db, analyst, { ...draft, questionnaire: SHIPPED, editorial: {} }),
    ).rejects.toMatchObject({ code: "conflict" });
    await expect(publishQuestionnaire(db, analyst, draft, NOW)).rejects.toMatchObject({ code: "forbidden" });
    await expect(publishQuestionnaire(db, lead, draft, NOW)).rejects.toMatchObject({ code: "forbidden" });
    await expect(showQuestionnaire(db, lead, draft)).rejects.toMatchObject({ code: "not_found" });
    await returnToDraft(db, head, { ...draft, reason: "再想想" });
    await submitDraft(db, other, { ...draft, reason: "想过了" });
    // whoever wrote it does not publish it, whoever hands it in
    for (const hand of [analyst, other])
      await expect(publishQuestionnaire(db, hand, draft, NOW)).rejects.toMatchObject({ code: "forbidden" });
    expect(await publishQuestionnaire(db, head, draft, NOW)).toEqual({ ok: true });
    await expect(
      db.updateTable("questionnaire").set({ hash: "x" }).where("version", "=", draft.version).execute(),
    ).rejects.toThrow(/never changes/);
    const view = await showQuestionnaire(db, lead, draft);
    expect(view).toMatchObject({ status: "published", basedOn: 1, against: 1, note: "想过了", problems: [] });
    expect(view.changes).toMatchObject([
      { code: "Y01", itemVersions: [1, 2], breaks: true, editorial: false, changes: [{ kind: "wording" }] },
    ]);
    expect(view.steps.map(({ step, by }) => `${step} ${by}`)).toEqual([
      "drafted analyst",
      "changed analyst",
      "submitted analyst",
      "returned head",
      "submitted other",
      "published head",
    ]);
    const log = await db
      .selectFrom("audit_log")
      .select("action")
      .where("subject", "=", `questionnaire:${ID}@${draft.version}`)
      .orderBy("id")
      .execute();
    expect(log.map(({ action }) => action).at(-1)).toBe("questionnaire.published");
    expect(log).toHaveLength(6);
  });

  test("keeps an item's version where two people say that only its words were touched", async () => {
    const { db } = house.record;
    const kept = await drafted(reworded, { Y01: "只改语气" });
    expect(kept.editorial).toEqual({ Y01: "只改语气" });
    expect(itemOf(kept.questionnaire, "Y01")?.itemVersion).toBe(1);
    const view = await showQuestionnaire(db, analyst, kept);
    expect(view.changes).toMatchObject([{ code: "Y01", breaks: false, editorial: true }]);
    // another scale is another question, whatever anybody says
    const rescaled = await drafted(
      edited("Y01", (question) => ({ ...question, aside: "dontKnow" })),
      { Y01: "没变", Y03: "没动过" },
    );
    expect(rescaled.editorial).toEqual({});
    expect(itemOf(rescaled.questionnaire, "Y01")?.itemVersion).toBe(3);
    for (const draft of [kept, rescaled]) await discardDraft(db, analyst, draft);
  });

  test("does not lose a change made in another window", async () => {
    const { db } = house.record;
    const draft = await startDraft(db, analyst, { id: ID, from: 1 });
    const first = await changeDraft(db, other, { ...draft, questionnaire: reworded(SHIPPED), editorial: {} });
    await expect(
      changeDraft(db, analyst, { ...draft, questionnaire: SHIPPED, editorial: {} }),
    ).rejects.toMatchObject({ code: "conflict", details: { hash: first.hash } });
    await discardDraft(db, analyst, first);
    expect((await listQuestionnaires(db, head)).map(({ id, version }) => `${id}@${version}`)).toEqual([
      "annual@2",
      "annual@1",
      "residence@1",
      "signing@1",
    ]);
  });

  test("is held back by what would make answers mean something else, or count nowhere", async () => {
    const { db } = house.record;
    const moved = edited("Y33", (question) => ({
      ...question,
      options: question.options?.toReversed() ?? [],
    }));
    const braces = edited("Y02", (question) => ({ ...question, title: { zh: "{Y01}", en: "{Y01}" } }));
    const otherDimension = edited("Y18", (question) => ({ ...question, dimension: "P3" }));
    const unweighed = (all: Questionnaire): Questionnaire => ({
      ...all,
      sections: all.sections.map((section) =>
        section.id === "next" ? { ...section, items: ["Y50", ...section.items] } : section,
      ),
      questions: all.questions.flatMap((question) =>
        question.code === "Y44"
          ? [{ ...(itemOf(all, "Y43") as Question), code: "Y50", itemVersion: 7 }, question]
          : [question],
      ),
    });
    const draft = await drafted((all) => unweighed(otherDimension(braces(moved(all)))));
    expect(itemOf(draft.questionnaire, "Y50")?.itemVersion).toBe(1);
    const result = await submitDraft(db, analyst, { ...draft, reason: "试试" });
    expect(result.ok || result.problems.map(({ code, item }) => `${item} ${code}`)).toEqual([
      "Y02 braces",
      "Y33 option-moved",
      "Y18 other-dimension",
      "Y50 no-weight",
    ]);
    // a draft of the index that weighs the new item is enough, and is said
    const places = OWNER_SATISFACTION.tree.combine ?? [];
    const tree = {
      ...OWNER_SATISFACTION.tree,
      combine: places.map((place) =>
        place.id === "PMC"
          ? {
              ...place,
              combine: place.combine?.map((node) =>
                node.id === "M3" ? { ...node, items: { Y43: 5000, Y50: 5000 } } : node,
              ),
            }
          : place,
      ),
    };
    await db
      .insertInto("index_definition")
      .values({
        id: OWNER_SATISFACTION.id,
        version: 2,
        status: "draft",
        definition: JSON.stringify({
          ...OWNER_SATISFACTION,
          version: 2,
          items: { ...OWNER_SATISFACTION.items, Y50: { scale: [1, 5] } },
          tree,
        }),
        hash: "x",
      })
      .execute();
    const mended = await changeDraft(db, analyst, {
      ...draft,
      questionnaire: unweighed(SHIPPED),
      editorial: {},
    });
    expect(mended.problems.map(({ code, item, severity }) => `${item} ${code} ${severity}`)).toEqual([
      "Y50 weight-planned warning",
    ]);
    expect(await submitDraft(db, analyst, { ...draft, reason: "加一题" })).toEqual({ ok: true });
  });
});
