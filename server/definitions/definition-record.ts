import type { Transaction } from "kysely";
import { definitionHash } from "#analytics/definition-hash.ts";
import { type IndexDefinition, indexDefinition } from "#analytics/index-definition.ts";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import type { Tables } from "#server/database/tables.ts";
import { unknownVersion, type Version, type VersionStatus } from "#server/versions/version.ts";

/** A version of an index definition with its story. */
export type DefinitionRecord = Version & {
  readonly definition: IndexDefinition;
  /** Why it is as it is, in the words of whoever submitted it. */
  readonly note: string | null;
  /** The version it was copied from. */
  readonly basedOn: number | null;
  /** Waves of this year and later are read under it; null from the first wave on. */
  readonly effectiveWaveYear: number | null;
  readonly publishedBy: string | null;
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
  "effective_wave_year",
  "drafted_by",
  "published_by",
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
  readonly effective_wave_year: number | null;
  readonly drafted_by: string | null;
  readonly published_by: string | null;
  readonly published_at: Date | null;
};

/** @throws AppError `analysis_unavailable` when a published version is not what was published */
function recordOf(row: Row): DefinitionRecord {
  const definition = indexDefinition.parse(row.definition);
  const status = row.status as VersionStatus;
  if (status !== "draft" && definitionHash(definition) !== row.hash)
    throw new AppError(
      "analysis_unavailable",
      `Version ${row.version} of ${row.id} is not what was written down: restore the record from a backup.`,
    );
  return {
    id: row.id,
    version: row.version,
    status,
    definition,
    hash: row.hash,
    note: row.note,
    basedOn: row.based_on,
    effectiveWaveYear: row.effective_wave_year,
    draftedBy: row.drafted_by,
    publishedBy: row.published_by,
    publishedAt: row.published_at?.toISOString() ?? null,
  };
}

/** One version. @throws AppError `not_found` */
export async function readDefinitionRecord(
  db: Database | Transaction<Tables>,
  id: string,
  version: number,
): Promise<DefinitionRecord> {
  const row = await db
    .selectFrom("index_definition")
    .select(COLUMNS)
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  if (!row) throw unknownVersion({ id, version });
  return recordOf(row);
}

/** One version, held until the transaction ends. @throws AppError `not_found` */
export async function holdDefinition(
  tx: Transaction<Tables>,
  id: string,
  version: number,
): Promise<DefinitionRecord> {
  const row = await tx
    .selectFrom("index_definition")
    .select(COLUMNS)
    .where("id", "=", id)
    .where("version", "=", version)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw unknownVersion({ id, version });
  return recordOf(row);
}

/** Every version of a definition, or of all, the newest of each first. */
export async function definitionRecords(db: Database, id?: string): Promise<readonly DefinitionRecord[]> {
  let query = db.selectFrom("index_definition").select(COLUMNS).orderBy("id").orderBy("version", "desc");
  if (id !== undefined) query = query.where("id", "=", id);
  return (await query.execute()).map(recordOf);
}
