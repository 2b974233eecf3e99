import { createHash, randomUUID } from "node:crypto";
import { ensureShippedDefinitions } from "#server/indicators/shipped-definitions.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";
import type { AgeCut } from "#surveys/tenure.ts";
import type { House } from "./house.ts";

/** Respondents by project and phase: enough in some, too few in others. */
const ANSWERED: readonly [project: string, phase: string, n: number][] = [
  ["A1", "P", 24],
  ["A1", "R", 33],
  ["A1", "S", 47],
  ["A1", "O", 12],
  ["A2", "R", 3],
  ["A2", "S", 58],
  ["A2", "O", 31],
  ["A3", "S", 7],
  ["A3", "O", 36],
  ["B1", "P", 41],
  ["B1", "S", 52],
  ["B2", "S", 4],
  ["B2", "O", 64],
];

/** Stages a home was handed over in: who is to be handed one has none yet, and the later the fewer. */
function batchOf(phase: string, place: number): string | null {
  if (phase === "P") return null;
  return place % 23 === 5 ? "四期" : place % 17 === 3 ? "三期" : place % 3 === 2 ? "二期" : "一期";
}

/** Years since handover, each class within one phase. */
function tenureOf(phase: string, place: number): string | null {
  if (phase === "P") return null;
  if (phase === "R") return "0-6m";
  if (phase === "S") return place % 2 === 1 ? "12-24m" : "6-12m";
  return place % 2 === 1 ? "36-60m" : "24-36m";
}

/** Mostly one kind of home, two in between and two rare ones. */
function productOf(place: number): string {
  return place % 29 === 0 ? "别墅" : place % 19 === 1 ? "洋房" : place % 4 === 2 ? "小高层" : "高层住宅";
}

/** Items that only few are asked: what came of their complaint, how the repair went. */
function asked(item: string, respondent: number): boolean {
  if (["Y34", "Y35", "Y36"].includes(item)) return respondent % 7 === 0;
  if (["Y29", "Y30", "Y31", "Y32"].includes(item)) return respondent % 3 === 0;
  return true;
}

function codesOf(respondent: number, lift: number): Buffer {
  return Buffer.from(
    ANNUAL.codeBook.map(({ item, size }, place) => {
      if (!asked(item, respondent)) return 0;
      const draw = (respondent * 7919 + place * 104_729 + respondent * place * 31) % 97;
      return 1 + Math.min(size - 1, Math.floor(((draw + lift) / 97) * size));
    }),
  );
}

async function writeWave(
  house: House,
  year: number,
  lift: number,
  manyKinds: boolean,
  ageBy: AgeCut,
): Promise<number> {
  const { db } = house.record;
  const { id, version } = ANNUAL.questionnaire;
  const { id: wave } = await db
    .insertInto("wave")
    .values({
      kind: "annual",
      year,
      name: `${year} 年度`,
      questionnaire_id: id,
      questionnaire_version: version,
      cutoff_on: `${year}-11-30`,
      opens_on: `${year}-12-01`,
      closes_on: `${year}-12-20`,
      state: "published",
      age_by: ageBy,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  let respondent = 0;
  for (const [project, phase, n] of ANSWERED) {
    const region = house.unit(project.startsWith("A") ? "RA" : "RB");
    const stratum = { wave_id: wave, project_id: house.unit(project), phase };
    const frame = Array.from({ length: n * 2 + 3 }, (_, place) => ({
      ...stratum,
      region_id: region,
      ...(ageBy === "tenure"
        ? { tenure: tenureOf(phase, place) }
        : manyKinds
          ? { batch: batchOf(phase, place) }
          : { batch: phase === "P" ? null : place % 3 === 2 ? "二期" : "一期" }),
      ...(manyKinds ? { product_type: productOf(place) } : {}),
      respondent_key: randomUUID(),
    }));
    await db.insertInto("frame_member").values(frame).execute();
    const responses = frame.slice(0, n).map(({ respondent_key }) => {
      respondent += 1;
      return {
        ...stratum,
        id: randomUUID(),
        respondent_key,
        questionnaire_id: id,
        questionnaire_version: version,
        mode: respondent % 11 === 0 ? "visit" : respondent % 3 === 0 ? "phone" : "web",
        codes: codesOf(respondent, lift),
        body_hash: createHash("sha256").update(`${year}/${respondent}`).digest(),
        complete: true,
        submitted_at: new Date(`${year}-12-10T04:00:00Z`),
      };
    });
    await db.insertInto("response").values(responses).execute();
  }
  return wave;
}

export type SmallWaves = { readonly before: number; readonly now: number };

/**
 * Two waves of some four hundred answers each, loaded. `manyKinds`: homes are of four kinds and four batches, the rare ones small.
 * @param ageBy what the one before and the newest tell owners by
 */
export async function writeSmallWaves(
  house: House,
  manyKinds = false,
  ageBy: readonly [AgeCut, AgeCut] = ["batch", "batch"],
): Promise<SmallWaves> {
  const { db } = house.record;
  const { questionnaire } = ANNUAL;
  const text = JSON.stringify(questionnaire);
  await db
    .insertInto("questionnaire")
    .values({
      id: questionnaire.id,
      version: questionnaire.version,
      status: "published",
      definition: text,
      hash: createHash("sha256").update(text).digest("hex"),
    })
    .execute();
  await ensureShippedDefinitions(db);
  await db
    .insertInto("handover_batch")
    .values(
      ["A1", "A2", "A3", "B1", "B2"].flatMap((project, place) => [
        { project_id: house.unit(project), name: "一期", starts_on: `202${place % 3}-03-15` },
        { project_id: house.unit(project), name: "二期", starts_on: `202${1 + (place % 3)}-06-30` },
      ]),
    )
    .execute();
  const before = await writeWave(house, 2024, 0, manyKinds, ageBy[0]);
  const now = await writeWave(house, 2025, 9, manyKinds, ageBy[1]);
  await (await house.analysis).load();
  return { before, now };
}

/** One more answer to the newest of the small waves, with the best marks, given where there are enough; loaded. */
export async function answerOnceMore(house: House, { now }: SmallWaves): Promise<void> {
  const { db } = house.record;
  const place = { wave_id: now, project_id: house.unit("A1"), phase: "S" } as const;
  const { respondent_key } = await db
    .selectFrom("frame_member")
    .select("frame_member.respondent_key")
    .leftJoin("response", "response.respondent_key", "frame_member.respondent_key")
    .where("frame_member.wave_id", "=", place.wave_id)
    .where("frame_member.project_id", "=", place.project_id)
    .where("frame_member.phase", "=", place.phase)
    .where("response.id", "is", null)
    .orderBy("frame_member.respondent_key")
    .limit(1)
    .executeTakeFirstOrThrow();
  const { id, version } = ANNUAL.questionnaire;
  const codes = Buffer.from(ANNUAL.codeBook.map(({ size }) => size));
  await db
    .insertInto("response")
    .values({
      ...place,
      ...{ id: randomUUID(), respondent_key, codes, questionnaire_id: id, questionnaire_version: version },
      ...{ mode: "web", complete: true, body_hash: createHash("sha256").update(respondent_key).digest() },
      submitted_at: new Date("2025-12-11T04:00:00Z"),
    })
    .execute();
  await (await house.analysis).load();
}
