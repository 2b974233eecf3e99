import { definitionHash } from "#analytics/definition-hash.ts";
import { DEFINITIONS } from "#analytics/definitions/registry.ts";
import type { Database } from "#server/database/connection.ts";

/**
 * Puts the definitions that come with the product into the record, published; those that are there stay as they are.
 * To be called at every start.
 */
export async function ensureShippedDefinitions(db: Database): Promise<void> {
  for (const definition of DEFINITIONS)
    await db
      .insertInto("index_definition")
      .values({
        id: definition.id,
        version: definition.version,
        status: "published",
        definition: JSON.stringify(definition),
        hash: definitionHash(definition),
        note: "Comes with OwnerVoice.",
        published_at: new Date(),
      })
      .onConflict((conflict) => conflict.columns(["id", "version"]).doNothing())
      .execute();
}
