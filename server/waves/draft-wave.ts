import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { isUniqueViolation } from "#server/database/is-unique-violation.ts";
import { AGE_CUTS } from "#surveys/tenure.ts";
import { noteWaveDeed } from "./move-wave.ts";
import { plannedModes } from "./planned-modes.ts";
import { waveRules } from "./settings.ts";
import { holdWave, needState } from "./wave-facts.ts";
import type { WaveManager } from "./wave-manager.ts";

const words = z.string().trim().max(2_000);

/** Everything one decides about a wave before its frame is fixed. */
export const waveDraft = z.strictObject({
  kind: z.enum(["annual", "signing", "residence"]).default("annual"),
  year: z.int().min(2000).max(2100),
  name: z.string().trim().min(1).max(80),
  nameEn: z.string().trim().max(80).nullable().default(null),
  questionnaireId: z.string().min(1).max(40),
  questionnaireVersion: z.int().positive(),
  cutoffOn: z.iso.date(),
  opensOn: z.iso.date(),
  closesOn: z.iso.date(),
  plannedModes,
  /** By handover batch or by years since handover. One of them: two ways to divide the same owners can be subtracted from each other. */
  ageBy: z.enum(AGE_CUTS).default("batch"),
  notice: z.strictObject({ zh: words, en: words }),
  /** What this wave does otherwise than the settings say. */
  rules: waveRules.default({}),
});
export type WaveDraft = z.infer<typeof waveDraft>;

function columnsOf(draft: WaveDraft) {
  return {
    year: draft.year,
    name: draft.name,
    name_en: draft.nameEn === "" ? null : draft.nameEn,
    questionnaire_id: draft.questionnaireId,
    questionnaire_version: draft.questionnaireVersion,
    cutoff_on: draft.cutoffOn,
    opens_on: draft.opensOn,
    closes_on: draft.closesOn,
    age_by: draft.ageBy,
    planned_modes: JSON.stringify(draft.plannedModes),
    notice: JSON.stringify(draft.notice),
    rules: JSON.stringify(draft.rules),
  };
}

/** What the table itself would refuse, in words. Everything else is said at the lock (`draftProblems`). */
async function refuseImpossible(db: Database, draft: WaveDraft): Promise<void> {
  if (draft.closesOn < draft.opensOn)
    throw new AppError("invalid", "The wave closes before it opens: correct one of the two days.");
  const known = await db
    .selectFrom("questionnaire")
    .select("id")
    .where("id", "=", draft.questionnaireId)
    .where("version", "=", draft.questionnaireVersion)
    .executeTakeFirst();
  if (!known)
    throw new AppError("not_found", "There is no such questionnaire version: choose one from the list.");
}

function ifTaken(year: number): (failure: unknown) => never {
  return (failure) => {
    if (isUniqueViolation(failure))
      throw new AppError(
        "conflict",
        `There is already such a wave of ${year}: open that one, or choose another year.`,
      );
    throw failure;
  };
}

/** Begins a wave. @returns its id @throws AppError `conflict` when the year has one of the kind */
export async function createWave(db: Database, by: WaveManager, draft: WaveDraft): Promise<number> {
  await refuseImpossible(db, draft);
  return await db
    .transaction()
    .execute(async (tx) => {
      const { id } = await tx
        .insertInto("wave")
        .values({ kind: draft.kind, created_by: by.userId, ...columnsOf(draft) })
        .returning("id")
        .executeTakeFirstOrThrow();
      await noteWaveDeed(tx, by, id, "created", { year: draft.year, kind: draft.kind });
      return id;
    })
    .catch(ifTaken(draft.year));
}

/** Changes a wave that is still a draft; its kind stays. @throws AppError `conflict` when its frame is fixed already */
export async function editWave(db: Database, by: WaveManager, id: number, draft: WaveDraft): Promise<void> {
  await refuseImpossible(db, draft);
  await db
    .transaction()
    .execute(async (tx) => {
      const wave = await holdWave(tx, id);
      needState(wave, ["draft"], "changing its plan");
      if (wave.kind !== draft.kind)
        throw new AppError("invalid", "The kind of a wave stays: create another wave for another kind.");
      await tx.updateTable("wave").set(columnsOf(draft)).where("id", "=", id).execute();
      await noteWaveDeed(tx, by, id, "edited");
    })
    .catch(ifTaken(draft.year));
}

/** Throws a draft away. @throws AppError `conflict` once it is more than a draft */
export async function deleteDraft(db: Database, by: WaveManager, id: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const wave = await holdWave(tx, id);
    needState(wave, ["draft"], "throwing it away");
    await noteWaveDeed(tx, by, id, "deleted", { year: wave.year, kind: wave.kind });
    await tx.deleteFrom("wave").where("id", "=", id).execute();
  });
}
