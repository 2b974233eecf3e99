import pg from "pg";
import { type DimensionsText, dimensionsText } from "./dimensions.ts";
import { watermarkOf } from "./resident.ts";

/** Where the record stands, read first in the transaction of a load. */
export type RecordHead = {
  readonly epoch: string;
  /** pg_current_snapshot(): which transactions this load can see. */
  readonly snapshot: string;
  /** The record's clock, ISO. */
  readonly asOf: string;
  readonly dimensionsText: DimensionsText;
};

/** @param client in a repeatable-read transaction */
export async function readHead(client: pg.ClientBase): Promise<RecordHead> {
  const { rows } = await client.query<{ epoch: string; snapshot: string; as_of: Date }>(
    "select epoch, pg_current_snapshot()::text as snapshot, clock_timestamp() as as_of from record_epoch",
  );
  const [row] = rows;
  if (row === undefined) throw new Error("record_epoch has no row");
  return {
    epoch: row.epoch,
    snapshot: row.snapshot,
    asOf: row.as_of.toISOString(),
    dimensionsText: await dimensionsText(client),
  };
}

/**
 * Condition that a row was written by a transaction the earlier snapshot could not see: a change since then, each
 * exactly once, also when transactions commit in another order than they began. Wall clocks have no part in it.
 * @param alias of a relation with `changed_xid`
 */
export function changedSince(snapshot: string, alias: string): string {
  const seen = pg.escapeLiteral(snapshot);
  const oldest = pg.escapeLiteral(watermarkOf(snapshot));
  return `(${alias}.changed_xid >= ${oldest}::xid8 and not pg_visible_in_snapshot(${alias}.changed_xid, ${seen}::pg_snapshot))`;
}

/** What changed since a snapshot, and whether the record's transactions run on from it. */
export type Changes = {
  readonly responses: boolean;
  readonly frame: boolean;
  readonly deletions: boolean;
  /** The record counts fewer transactions than were seen: it is another one. */
  readonly wentBack: boolean;
};

export async function readChanges(client: pg.ClientBase, snapshot: string): Promise<Changes> {
  const { rows } = await client.query<Changes>(`
    select exists (select from response r where ${changedSince(snapshot, "r")}) as responses,
      exists (select from frame_member f where ${changedSince(snapshot, "f")}) as frame,
      exists (select from deletion d where ${changedSince(snapshot, "d")}) as deletions,
      pg_snapshot_xmax(pg_current_snapshot()) < pg_snapshot_xmax(${pg.escapeLiteral(snapshot)}::pg_snapshot) as "wentBack"`);
  const [changes] = rows;
  if (changes === undefined) throw new Error("no answer about changes");
  return changes;
}
