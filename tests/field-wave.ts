import { randomUUID } from "node:crypto";
import type { Database } from "#server/database/connection.ts";
import { createInvitations } from "#server/invitations/create-invitations.ts";
import { addDays, type CalendarDate } from "#surveys/calendar-date.ts";
import type { OwnerPhase } from "#surveys/owner-phase.ts";
import { ANNUAL } from "#surveys/questionnaires/registry.ts";

export type FieldWaveFixture = {
  readonly waveId: number;
  readonly projectId: number;
  /** One token a household, in the order of respondent keys. */
  readonly tokens: readonly string[];
};

export type FieldWaveOptions = {
  readonly owners: number;
  readonly phase?: OwnerPhase;
  /** Day the wave is in the middle of. */
  readonly today: CalendarDate;
  readonly year?: number;
  readonly project?: { readonly name: string; readonly nameEn?: string };
};

/** A wave in the field with one project and an invitation for every owner. */
export async function fieldWave(db: Database, options: FieldWaveOptions): Promise<FieldWaveFixture> {
  const {
    owners,
    phase = "S",
    today,
    year = Number(today.slice(0, 4)),
    project = { name: "云溪里" },
  } = options;
  const { questionnaire } = ANNUAL;
  await db
    .insertInto("questionnaire")
    .values({
      id: questionnaire.id,
      version: questionnaire.version,
      status: "published",
      definition: JSON.stringify(questionnaire),
      hash: "annual",
      published_at: new Date(0),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const wave = await db
    .insertInto("wave")
    .values({
      kind: "annual",
      year,
      name: `${year} 年度调查`,
      questionnaire_id: questionnaire.id,
      questionnaire_version: questionnaire.version,
      cutoff_on: addDays(today, -40),
      opens_on: addDays(today, -20),
      closes_on: addDays(today, 20),
      state: "field",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const unit = await db
    .insertInto("org_unit")
    .values({
      code: `P-${randomUUID()}`,
      kind: "project",
      name: project.name,
      name_en: project.nameEn ?? null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  for (let left = owners; left > 0; left -= 5_000) {
    await db
      .insertInto("frame_member")
      .values(
        Array.from({ length: Math.min(left, 5_000) }, () => ({
          respondent_key: randomUUID(),
          wave_id: wave.id,
          project_id: unit.id,
          phase,
        })),
      )
      .execute();
  }
  const tokens: string[] = [];
  const order = { waveId: wave.id, channel: "demo", publicUrl: "http://localhost" } as const;
  for await (const batch of createInvitations(db, order)) {
    tokens.push(...batch.map(({ link }) => link.split("/s/")[1] ?? ""));
  }
  return { waveId: wave.id, projectId: unit.id, tokens };
}
