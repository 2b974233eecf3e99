import type { Transaction } from "kysely";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import type { Tables } from "#server/database/tables.ts";
import type { Scope } from "#server/scope/scope.ts";
import { noteWaveDeed } from "#server/waves/move-wave.ts";
import { needState, readWave } from "#server/waves/wave-facts.ts";
import { waveManager } from "#server/waves/wave-manager.ts";

async function holdMailing(tx: Transaction<Tables>, id: number) {
  const mailing = await tx
    .selectFrom("mailing")
    .select(["id", "wave_id", "channel", "state"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!mailing) throw new AppError("not_found", "There is no such order: reload the list.");
  return mailing;
}

/**
 * Stops an order: what has gone out stays, the rest is not written.
 * @throws AppError `conflict` when it is over, or its links are being made at this moment
 */
export async function cancelMailing(db: Database, scope: Scope, id: number, now: Date): Promise<void> {
  const by = waveManager(scope);
  await db.transaction().execute(async (tx) => {
    const mailing = await holdMailing(tx, id);
    const stoppable =
      mailing.state === "planned" || (mailing.state === "running" && mailing.channel === "email");
    if (!stoppable)
      throw new AppError(
        "conflict",
        "This order cannot be stopped any more: reload to see what became of it.",
      );
    await tx
      .updateTable("message")
      .set({ state: "left_out", reason: "cancelled", changed_at: now })
      .where("mailing_id", "=", id)
      .where("state", "=", "waiting")
      .execute();
    await tx
      .updateTable("mailing")
      .set({ state: "cancelled", note: "by_person", ended_at: now })
      .where("id", "=", id)
      .execute();
    await noteWaveDeed(tx, by, mailing.wave_id, "mailing-cancelled", { mailing: id });
  });
}

/**
 * Tries the failed e-mails of an order again. Those that may have arrived are never tried again.
 * @returns how many
 */
export async function retryMailing(db: Database, scope: Scope, id: number, now: Date): Promise<number> {
  const by = waveManager(scope);
  return db.transaction().execute(async (tx) => {
    const mailing = await holdMailing(tx, id);
    const wave = await readWave(tx, mailing.wave_id);
    needState(wave, ["field"], "writing to owners");
    if (mailing.channel !== "email" || mailing.state === "planned")
      throw new AppError("conflict", "Only e-mails that failed are tried again: reload the list.");
    const rows = await statementsOf(tx)<{ id: number }>(
      `update message set state = 'waiting', tries = 0, due_at = $2, reason = null, changed_at = $2
       where mailing_id = $1 and state = 'failed' returning id`,
      [id, now],
    );
    if (rows.length > 0) {
      await tx
        .updateTable("mailing")
        .set({ state: "running", note: null, ended_at: null })
        .where("id", "=", id)
        .execute();
      await noteWaveDeed(tx, by, wave.id, "mailing-retried", { mailing: id, messages: rows.length });
    }
    return rows.length;
  });
}
