import { definitionHash } from "#analytics/definition-hash.ts";
import { AppError } from "../app-error.ts";
import type { Database } from "../database/connection.ts";
import { publishedDefinition } from "../indicators/definitions.ts";
import { ensureShippedDefinitions } from "../indicators/shipped-definitions.ts";
import { type CheckedDefinition, checkedDefinition } from "./read-definition.ts";

const NAME = /^([a-z][a-z0-9-]*)@(\d+)$/;

/**
 * A version of the record, published or a draft; the newest published one when none is named.
 * @throws AppError `not_found`, `analysis_unavailable`, `invalid`
 */
export async function definitionOfDatabase(db: Database, name?: string): Promise<CheckedDefinition> {
  await ensureShippedDefinitions(db);
  const [, id, version] = NAME.exec(name ?? "") ?? [];
  if (id === undefined) return { definition: (await publishedDefinition(db)).definition, warnings: [] };
  const row = await db
    .selectFrom("index_definition")
    .select(["definition", "hash", "status"])
    .where("id", "=", id)
    .where("version", "=", Number(version))
    .executeTakeFirst();
  if (!row)
    throw new AppError(
      "not_found",
      `There is no definition ${name}: name one as id@version, or give a file.`,
    );
  const checked = checkedDefinition(row.definition, `${name}`);
  if (["published", "retired"].includes(row.status) && definitionHash(checked.definition) !== row.hash)
    throw new AppError(
      "analysis_unavailable",
      `Version ${version} of ${id} is not what was published: restore the record from a backup.`,
    );
  return checked;
}
