import { sql } from "kysely";
import { definitionHash } from "#analytics/definition-hash.ts";
import { type IndexDefinition, indexDefinition } from "#analytics/index-definition.ts";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import type { Text } from "#surveys/question.ts";

/** A definition numbers may be published under, with its identity. */
export type PublishedDefinition = { readonly definition: IndexDefinition; readonly hash: string };

/** The definition numbers are shown under when nobody asks for another. */
export const DEFAULT_DEFINITION = "owner-satisfaction";

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
  const versions = await publishedVersions(db, id);
  const found = year === undefined ? versions[0] : versionInForce(versions, year);
  if (!found) throw nonePublished(id);
  return publishedVersion(db, found.version, id);
}

/** A published version and the first year it is for; null from the first wave on. */
export type VersionYear = {
  readonly version: number;
  readonly effectiveWaveYear: number | null;
  readonly publishedAt?: Date | null;
  /** Why it was made, in the words of whoever made it. */
  readonly note?: string | null;
};

/** The published versions of a definition, the newest first. */
export async function publishedVersions(
  db: Database,
  id: string = DEFAULT_DEFINITION,
): Promise<readonly VersionYear[]> {
  const rows = await db
    .selectFrom("index_definition")
    .select(["version", "effective_wave_year", "published_at", "note"])
    .where("id", "=", id)
    .where("status", "=", "published")
    .orderBy("version", "desc")
    .execute();
  return rows.map((row) => ({
    version: row.version,
    effectiveWaveYear: row.effective_wave_year,
    publishedAt: row.published_at,
    note: row.note,
  }));
}

/** The newest version that began with a year's wave or an earlier one; undefined when there is none. */
export function versionInForce(versions: readonly VersionYear[], year: number): VersionYear | undefined {
  return versions.find(({ effectiveWaveYear }) => effectiveWaveYear === null || effectiveWaveYear <= year);
}

function nonePublished(id: string): AppError {
  return new AppError(
    "analysis_unavailable",
    `No version of the definition ${id} is published: publish one, or restart to have the shipped one inserted.`,
  );
}

/** What was read and checked before, as long as the record holds the same letters: checking takes a millisecond of every question. */
const inUse = new Map<string, { readonly published: PublishedDefinition; readonly written: string }>();

/** One published version. @throws AppError `not_found`, `analysis_unavailable` when it is not what was published */
export async function publishedVersion(
  db: Database,
  version: number,
  id: string = DEFAULT_DEFINITION,
): Promise<PublishedDefinition> {
  const row = await db
    .selectFrom("index_definition")
    .select([sql<string>`definition::text`.as("written"), "hash"])
    .where("id", "=", id)
    .where("version", "=", version)
    .where("status", "=", "published")
    .executeTakeFirst();
  if (!row)
    throw new AppError("not_found", "There is no such published definition: choose one from the list.");
  const { written, hash } = row;
  const known = inUse.get(`${id}|${version}`);
  if (known?.written === written && known.published.hash === hash) return known.published;
  const definition = indexDefinition.parse(JSON.parse(written));
  if (definitionHash(definition) !== hash)
    throw new AppError(
      "analysis_unavailable",
      `Version ${version} of ${id} is not what was published: restore the record from a backup.`,
    );
  const published = { definition, hash };
  inUse.set(`${id}|${version}`, { published, written });
  return published;
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
