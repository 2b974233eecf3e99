import { writeAudit } from "../audit/write-audit.ts";
import type { Database } from "../database/connection.ts";

/**
 * Ends all survey invitations to the person behind a respondent key, from now on. Purpose: honouring the person's own
 * wish; the deed is logged without naming them. Someone who is not in the vault any more needs no opting out.
 */
export async function optOut(db: Database, respondentKey: string, waveId: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable("vault.owner")
      .set({ opted_out_at: new Date() })
      .where("opted_out_at", "is", null)
      .where("id", "in", (query) =>
        query
          .selectFrom("vault.respondent")
          .select("owner_id")
          .where("respondent_key", "=", respondentKey)
          .where("owner_id", "is not", null)
          .$castTo<{ owner_id: string }>(),
      )
      .execute();
    await writeAudit(transaction, { action: "owner.opted-out", actorId: null, subject: `wave:${waveId}` });
  });
}
