import type { Transaction } from "kysely";
import { writeAudit } from "../audit/write-audit.ts";
import type { Database } from "../database/connection.ts";
import type { Tables } from "../database/tables.ts";

/**
 * Ends all survey invitations to the person behind a respondent key, from now on, as part of a larger deed. Purpose:
 * honouring the person's own wish; the deed is logged without naming them. Someone who is not in the vault any more needs
 * no opting out.
 * @param actorId who wrote the wish down; null for the owner
 */
export async function optOutWithin(
  transaction: Transaction<Tables>,
  respondentKey: string,
  waveId: number,
  actorId: string | null,
): Promise<void> {
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
  await writeAudit(transaction, { action: "owner.opted-out", actorId, subject: `wave:${waveId}` });
}

/** `optOutWithin`, at the owner's own hand. */
export async function optOut(db: Database, respondentKey: string, waveId: number): Promise<void> {
  await db.transaction().execute((transaction) => optOutWithin(transaction, respondentKey, waveId, null));
}
