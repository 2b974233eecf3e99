import type { Database } from "../database/connection.ts";

/**
 * Counted responses of homes that answered in both of two waves, as pairs of response ids: what a comparison of the waves
 * needs to know of identity, and nothing more. Which home it is stays here.
 */
export async function panelLinks(
  db: Database,
  earlier: number,
  later: number,
): Promise<readonly { readonly before: string; readonly after: string }[]> {
  return db
    .selectFrom("vault.respondent as then")
    .innerJoin("vault.respondent as now", "now.home_id", "then.home_id")
    .innerJoin("response as before", "before.respondent_key", "then.respondent_key")
    .innerJoin("response as after", "after.respondent_key", "now.respondent_key")
    .select(["before.id as before", "after.id as after"])
    .where("then.wave_id", "=", earlier)
    .where("now.wave_id", "=", later)
    .where("before.quality", "in", ["ok", "flagged"])
    .where("after.quality", "in", ["ok", "flagged"])
    .where("before.weighting_exempt", "=", false)
    .where("after.weighting_exempt", "=", false)
    .orderBy("before.id")
    .execute();
}
