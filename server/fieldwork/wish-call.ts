import { sql } from "kysely";
import type { Database } from "#server/database/connection.ts";

/** Written out: a plan that is kept finds the partial index only by a condition it can read. */
const OPEN = sql.lit("open");

/**
 * Notes that an owner would rather be called than answer alone ("please call me instead"); wishing again changes the
 * time. Whoever had declined before is asked after all.
 * @param dueAt undefined for any time
 */
export async function wishCall(db: Database, respondentKey: string, dueAt?: Date): Promise<void> {
  const due_at = dueAt ?? null;
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto("appointment")
      .values({ respondent_key: respondentKey, mode: "phone", due_at, wished_by: "owner" })
      .onConflict((conflict) =>
        conflict
          .column("respondent_key")
          .where("state", "=", OPEN)
          .doUpdateSet({ due_at, mode: "phone", wished_by: "owner", made_by: null }),
      )
      .execute();
    await tx
      .updateTable("frame_member")
      .set({ disposition: null })
      .where("respondent_key", "=", respondentKey)
      .where("disposition", "=", "R")
      .execute();
  });
}

/** Takes an owner's own wish to be called back; what an interviewer agreed with them stands. */
export async function dropCallWish(db: Database, respondentKey: string): Promise<void> {
  await db
    .updateTable("appointment")
    .set({ state: "dropped" })
    .where("respondent_key", "=", respondentKey)
    .where("state", "=", "open")
    .where("wished_by", "=", "owner")
    .execute();
}
