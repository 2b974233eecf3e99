import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cellView } from "#server/indicators/cell-view.ts";
import { createInvitations } from "#server/invitations/create-invitations.ts";
import { changeDraft, startDraft } from "#server/questionnaires/draft-questionnaire.ts";
import { publishQuestionnaire, submitDraft } from "#server/questionnaires/publish-questionnaire.ts";
import { showQuestionnaire } from "#server/questionnaires/questionnaire-view.ts";
import { makeScope, type Scope } from "#server/scope/scope.ts";
import { createWave, waveDraft } from "#server/waves/draft-wave.ts";
import { waveManager } from "#server/waves/wave-manager.ts";
import type { Question, Questionnaire } from "#surveys/question.ts";
import { STABLE_ANSWERS } from "./answer-samples.ts";
import { SOUND_DRAFT } from "./owned-homes.ts";
import { type PublicDoor, publicDoor } from "./public-door.ts";
import { type House, openHouse } from "./security/house.ts";
import { writeSmallWaves } from "./security/small-wave.ts";

const TODAY = "2026-11-26";
const NOW = new Date(`${TODAY}T04:00:00Z`);
const OWNERS = 40;
let house: House;
let door: PublicDoor;
let analyst: Scope;
let head: Scope;

beforeAll(async () => {
  house = await openHouse();
  await writeSmallWaves(house);
  door = await publicDoor(house.record.url, () => NOW.getTime());
  const person = async (role: "hq_analyst" | "hq_head") =>
    makeScope(
      house.record.db,
      await house.person(`${role}@example.cn`, { role, unitId: house.unit("G"), validFrom: "2020-01-01" }),
      TODAY,
    );
  analyst = await person("hq_analyst");
  head = await person("hq_head");
});
afterAll(async () => {
  await door.close();
  await house.close();
});

const FAMILY: Question = {
  code: "Y50",
  itemVersion: 1,
  kind: "single",
  title: { zh: "您家几口人常住？", en: "How many of you live here?" },
  short: { zh: "常住人数", en: "Household" },
  phases: ["P", "R", "S", "O"],
  options: [
    { value: "few", label: { zh: "1–2 人", en: "1 or 2" } },
    { value: "many", label: { zh: "3 人以上", en: "3 or more" } },
  ],
  port: "customer_relations",
  core: true,
};

/** The year-end survey with other words, one answer more and a new question. */
function changed(all: Questionnaire): Questionnaire {
  return {
    ...all,
    sections: all.sections.map((section) =>
      section.id === "next" ? { ...section, items: ["Y50", ...section.items] } : section,
    ),
    questions: all.questions.flatMap((question) => {
      if (question.code === "Y03")
        return [{ ...question, title: { zh: "再买房会先看我们吗？", en: "Would you look at us first?" } }];
      if (question.code === "Y33")
        return [
          {
            ...question,
            options: [
              ...(question.options ?? []),
              { value: "unsure", label: { zh: "记不清", en: "Cannot remember" } },
            ],
          },
        ];
      return question.code === "Y44" ? [FAMILY, question] : [question];
    }),
  };
}

async function publishSecond(): Promise<number> {
  const { db } = house.record;
  const draft = await startDraft(db, analyst, { id: "annual", from: 1 });
  const { questionnaire } = await showQuestionnaire(db, analyst, draft);
  await changeDraft(db, analyst, { ...draft, questionnaire: changed(questionnaire), editorial: {} });
  expect(await submitDraft(db, analyst, { ...draft, reason: "更短" })).toEqual({ ok: true });
  expect(await publishQuestionnaire(db, head, draft, NOW)).toEqual({ ok: true });
  return draft.version;
}

/** A wave of stable owners of one project in the field, which asks the version. */
async function waveAsking(version: number): Promise<readonly string[]> {
  const { db } = house.record;
  const waveId = await createWave(
    db,
    waveManager(analyst),
    waveDraft.parse({
      ...SOUND_DRAFT,
      year: 2026,
      questionnaireVersion: version,
      cutoffOn: "2026-11-01",
      opensOn: "2026-11-20",
      closesOn: "2026-12-20",
    }),
  );
  await db
    .insertInto("frame_member")
    .values(
      Array.from({ length: OWNERS }, () => ({
        respondent_key: randomUUID(),
        wave_id: waveId,
        project_id: house.unit("A2"),
        region_id: house.unit("RA"),
        phase: "S",
      })),
    )
    .execute();
  await db.updateTable("wave").set({ state: "field" }).where("id", "=", waveId).execute();
  const order = { waveId, channel: "demo", publicUrl: "http://localhost" } as const;
  const tokens: string[] = [];
  for await (const batch of createInvitations(db, order))
    tokens.push(...batch.map(({ link }) => link.split("/s/")[1] ?? ""));
  return tokens;
}

it("a version published here is asked, answered, loaded, and breaks the trends it changed", async () => {
  const tokens = await waveAsking(await publishSecond());
  const page = await (await fetch(`${door.url}/s/${tokens[0]}`)).text();
  expect(page).toContain("再买房会先看我们吗");
  expect(page).toContain("您家几口人常住");
  for (const [place, token] of tokens.entries()) {
    const own = { Y01: 1 + (place % 5), Y33: "unsure", Y50: place % 2 ? "few" : "many" };
    const answers = { ...STABLE_ANSWERS, ...own };
    const reply = await fetch(`${door.url}/s/${token}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ submissionId: randomUUID(), complete: true, answers }),
    });
    expect(await reply.json()).toMatchObject({ status: "stored" });
  }
  const kept = await house.record.db
    .selectFrom("response")
    .select("quality")
    .where("questionnaire_version", ">", 1)
    .execute();
  expect(kept).toEqual(Array.from({ length: OWNERS }, () => ({ quality: "ok" })));

  const analysis = await house.analysis;
  await analysis.load();
  const sources = { db: house.record.db, analysis };
  const trendOf = async (node: string) => {
    const { trend } = await cellView(
      sources,
      head,
      { unit: house.unit("A2"), node, phase: "S", organisation: "then" },
      NOW,
    );
    return {
      years: trend.points.map(({ year, n }) => `${year} ${n}`),
      breaks: trend.breaks.map(({ year, kind, items }) => `${year} ${kind} ${items.join()}`),
    };
  };
  expect(await trendOf("Y03")).toEqual({
    years: ["2024 58", "2025 58", `2026 ${OWNERS}`],
    breaks: ["2026 wording Y03"],
  });
  const same = await trendOf("Y01");
  expect(same.breaks).toEqual([]);
  expect(same.years.at(-1)).toBe(`2026 ${OWNERS}`);
});
