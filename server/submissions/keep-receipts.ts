import type { Database } from "../database/connection.ts";
import { type Statements, statementsOf } from "../database/statements.ts";

/** The number a receipt of an answer stands for, in SQL: the last 50 of the first 64 bits of its hash (receipt.ts). */
const BITS = `('x' || encode(substr(sha256(('receipt:' || r.id::text)::bytea), 1, 8), 'hex'))::bit(64)::bigint & ${(1n << 50n) - 1n}`;

const HOLD = `
  select pg_snapshot_xmin(pg_current_snapshot())::text as xmin, e.epoch,
         case when p.epoch = e.epoch and p.through_xid <= pg_snapshot_xmin(pg_current_snapshot()) then p.through_xid::text else '0' end as since
  from receipt_progress p, record_epoch e for update of p`;

// whatever is seen here and was not committed before the snapshot of HOLD is gone through once more the next time
const ADD = `
  insert into receipt (response_id, bits)
  select r.id, ${BITS} from response r
  where r.changed_xid >= $1::xid8 on conflict (response_id) do nothing`;

/**
 * Writes down the receipts of answers that came since the last time, all of them in a record that was restored. Some ten
 * thousands a second; nobody who answers waits for it.
 */
export async function keepReceipts(db: Database): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const run: Statements = statementsOf(tx);
    const [held] = await run<{ xmin: string; epoch: string; since: string }>(HOLD);
    if (held === undefined) throw new Error("receipt_progress has no row");
    await run(ADD, [held.since]);
    await run("update receipt_progress set epoch = $1, through_xid = $2::xid8", [held.epoch, held.xmin]);
  });
}
