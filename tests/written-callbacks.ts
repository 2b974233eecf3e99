import { createHash, randomUUID } from "node:crypto";
import { ensureShippedDefinitions } from "#server/indicators/shipped-definitions.ts";
import { SIGNING } from "#surveys/questionnaires/registry.ts";
import type { House } from "./security/house.ts";

/** Answers a month by project: B2 begins late, and A3 has only a handful. */
export const MONTHLY_CALLBACKS: Readonly<Record<string, number>> = { A1: 9, A2: 6, A3: 1, B1: 12, B2: 3 };

export function monthsOf(year: number): readonly string[] {
  return Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, "0")}`);
}

/** How many answer of a project in a month (YYYY-MM). */
type Answering = (project: string, month: string) => number;

async function writeYear(house: House, year: number, answering: Answering): Promise<void> {
  const { db } = house.record;
  const { id, version } = SIGNING.questionnaire;
  const { id: wave } = await db
    .insertInto("wave")
    .values({
      kind: "signing",
      year,
      name: `${year} 签约回访`,
      questionnaire_id: id,
      questionnaire_version: version,
      cutoff_on: `${year}-12-31`,
      opens_on: `${year}-01-01`,
      closes_on: `${year}-12-31`,
      state: "field",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  let respondent = 0;
  for (const project of Object.keys(MONTHLY_CALLBACKS)) {
    const region = house.unit(project.startsWith("A") ? "RA" : "RB");
    const stratum = { wave_id: wave, project_id: house.unit(project), phase: "P" };
    for (const month of monthsOf(year)) {
      for (let call = 0; call < answering(project, month); call++) {
        respondent += 1;
        const key = randomUUID();
        await db
          .insertInto("frame_member")
          .values({ ...stratum, region_id: region, respondent_key: key })
          .execute();
        // marks rise from one year to the next
        const mark = Math.min(5, 2 + (respondent % 3) + (year - 2024));
        await db
          .insertInto("response")
          .values({
            ...stratum,
            id: randomUUID(),
            respondent_key: key,
            questionnaire_id: id,
            questionnaire_version: version,
            mode: "phone",
            codes: Buffer.from(
              SIGNING.codeBook.map(({ size }) => (size === 5 ? mark : Math.min(size, mark))),
            ),
            body_hash: createHash("sha256").update(`${year}/${respondent}`).digest(),
            complete: true,
            submitted_at: new Date(`${month}-15T04:00:00Z`),
          })
          .execute();
      }
    }
  }
}

/** A signing callback in the field, with answers of every month of the years. Nothing is loaded yet. */
export async function writeCallbacks(
  house: House,
  years: readonly number[],
  answering: Answering = (project) => MONTHLY_CALLBACKS[project] ?? 0,
): Promise<void> {
  const { db } = house.record;
  const text = JSON.stringify(SIGNING.questionnaire);
  await db
    .insertInto("questionnaire")
    .values({
      id: SIGNING.questionnaire.id,
      version: SIGNING.questionnaire.version,
      status: "published",
      definition: text,
      hash: createHash("sha256").update(text).digest("hex"),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await ensureShippedDefinitions(db);
  for (const year of years) await writeYear(house, year, answering);
}
