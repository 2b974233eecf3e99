import type { Transaction } from "kysely";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import type { Tables } from "#server/database/tables.ts";
import {
  unknownVersion,
  type Version,
  type VersionName,
  type VersionStatus,
} from "#server/versions/version.ts";
import type { Editorial } from "#surveys/number-items.ts";
import type { Questionnaire } from "#surveys/question.ts";
import { questionnaireSchema } from "#surveys/questionnaires/schema.ts";

/** A version of a questionnaire with its story. */
export type QuestionnaireRecord = Version & {
  readonly questionnaire: Questionnaire;
  /** Why it is as it is, in the words of whoever submitted it. */
  readonly note: string | null;
  /** The version it was copied from. */
  readonly basedOn: number | null;
  /** Items whose words changed and whose meaning did not, with the reason. */
  readonly editorial: Editorial;
  readonly publishedAt: string | null;
};

const COLUMNS = [
  "id",
  "version",
  "status",
  "definition",
  "hash",
  "note",
  "based_on",
  "editorial",
  "drafted_by",
  "published_at",
] as const;

type Row = {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly definition: unknown;
  readonly hash: string;
  readonly note: string | null;
  readonly based_on: number | null;
  readonly editorial: unknown;
  readonly drafted_by: string | null;
  readonly published_at: Date | null;
};

function recordOf(row: Row): QuestionnaireRecord {
  const parsed = questionnaireSchema.safeParse(row.definition);
  if (!parsed.success)
    throw new AppError(
      "analysis_unavailable",
      `Version ${row.version} of ${row.id} cannot be read: restore the record from a backup.`,
    );
  return {
    id: row.id,
    version: row.version,
    status: row.status as VersionStatus,
    questionnaire: parsed.data,
    hash: row.hash,
    note: row.note,
    basedOn: row.based_on,
    editorial: row.editorial as Editorial,
    draftedBy: row.drafted_by,
    publishedAt: row.published_at?.toISOString() ?? null,
  };
}

/** One version. @throws AppError `not_found` */
export async function readQuestionnaire(
  db: Database | Transaction<Tables>,
  name: VersionName,
): Promise<QuestionnaireRecord> {
  const row = await db
    .selectFrom("questionnaire")
    .select(COLUMNS)
    .where("id", "=", name.id)
    .where("version", "=", name.version)
    .executeTakeFirst();
  if (!row) throw unknownVersion(name);
  return recordOf(row);
}

/** One version, held until the transaction ends. @throws AppError `not_found` */
export async function holdQuestionnaire(
  tx: Transaction<Tables>,
  name: VersionName,
): Promise<QuestionnaireRecord> {
  const row = await tx
    .selectFrom("questionnaire")
    .select(COLUMNS)
    .where("id", "=", name.id)
    .where("version", "=", name.version)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw unknownVersion(name);
  return recordOf(row);
}

/** Every version of a questionnaire, or of all, the newest of each first. */
export async function questionnaireRecords(
  db: Database | Transaction<Tables>,
  id?: string,
): Promise<readonly QuestionnaireRecord[]> {
  let query = db.selectFrom("questionnaire").select(COLUMNS).orderBy("id").orderBy("version", "desc");
  if (id !== undefined) query = query.where("id", "=", id);
  return (await query.execute()).map(recordOf);
}

/** Whether nothing of the version changes any more. */
export function isSettled({ status }: Pick<QuestionnaireRecord, "status">): boolean {
  return status === "published" || status === "retired";
}
