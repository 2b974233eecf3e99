import { definitionHash } from "#analytics/definition-hash.ts";
import { type IndexDefinition, indexDefinition } from "#analytics/index-definition.ts";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import type { Text } from "#surveys/question.ts";

/** A definition numbers may be published under, with its identity. */
export type PublishedDefinition = { readonly definition: IndexDefinition; readonly hash: string };

/** The definition numbers are shown under when nobody asks for another. */
const DEFAULT_DEFINITION = "owner-satisfaction";

/**
 * The version of a definition in force: of a year, the newest that began with its wave or an earlier one; without a year
 * the newest of all. All waves of one answer are shown under the same version, so that they can be compared.
 * @throws AppError `analysis_unavailable` when none is published
 */
export async function publishedDefinition(
  db: Database,
  id: string = DEFAULT_DEFINITION,
  year?: number,
): Promise<PublishedDefinition> {
  let query = db
    .selectFrom("index_definition")
    .select(["definition", "hash", "version"])
    .where("id", "=", id)
    .where("status", "=", "published");
  if (year !== undefined)
    query = query.where((where) =>
      where.or([where("effective_wave_year", "is", null), where("effective_wave_year", "<=", year)]),
    );
  const row = await query.orderBy("version", "desc").limit(1).executeTakeFirst();
  if (!row)
    throw new AppError(
      "analysis_unavailable",
      `No version of the definition ${id} is published: publish one, or restart to have the shipped one inserted.`,
    );
  const definition = indexDefinition.parse(row.definition);
  if (definitionHash(definition) !== row.hash)
    throw new AppError(
      "analysis_unavailable",
      `Version ${row.version} of ${id} is not what was published: restore the record from a backup.`,
    );
  return { definition, hash: row.hash };
}

export type DefinitionRow = {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly title: Text;
  readonly hash: string;
  readonly note: string | null;
  readonly effectiveWaveYear: number | null;
  readonly publishedAt: string | null;
};

function rowOf(row: {
  id: string;
  version: number;
  status: string;
  definition: unknown;
  hash: string;
  note: string | null;
  effective_wave_year: number | null;
  published_at: Date | null;
}): DefinitionRow {
  const { title } = row.definition as { title?: Text };
  return {
    id: row.id,
    version: row.version,
    status: row.status,
    title: title ?? { zh: row.id, en: row.id },
    hash: row.hash,
    note: row.note,
    effectiveWaveYear: row.effective_wave_year,
    publishedAt: row.published_at?.toISOString() ?? null,
  };
}

const COLUMNS = [
  "id",
  "version",
  "status",
  "definition",
  "hash",
  "note",
  "effective_wave_year",
  "published_at",
] as const;

/** The published versions of all definitions, the newest of each first. */
export async function listDefinitions(db: Database, scope: Scope): Promise<readonly DefinitionRow[]> {
  need(scope, "definitions.read");
  const rows = await db
    .selectFrom("index_definition")
    .select(COLUMNS)
    .where("status", "in", ["published", "retired"])
    .orderBy("id")
    .orderBy("version", "desc")
    .execute();
  return rows.map(rowOf);
}

/** One published version as it is applied. @throws AppError `not_found` */
export async function showDefinition(
  db: Database,
  scope: Scope,
  id: string,
  version: number,
): Promise<DefinitionRow & { readonly definition: IndexDefinition }> {
  need(scope, "definitions.read");
  const row = await db
    .selectFrom("index_definition")
    .select(COLUMNS)
    .where("id", "=", id)
    .where("version", "=", version)
    .where("status", "in", ["published", "retired"])
    .executeTakeFirst();
  if (!row)
    throw new AppError("not_found", "There is no such published definition: choose one from the list.");
  return { ...rowOf(row), definition: indexDefinition.parse(row.definition) };
}
