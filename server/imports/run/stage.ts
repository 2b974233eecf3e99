import { finished } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import {
  COPY_HEADER,
  COPY_TRAILER,
  type CopyValue,
  copyRowWriter,
  NO_ROOM,
} from "../../database/copy-binary.ts";
import type { Disposition } from "../outcome.ts";

const FLUSH = 256 * 1024;
/** How far reading may be ahead of the database, in bytes: both work at once, and memory stays bounded. */
const AHEAD = 4 * 2 ** 20;

/** A staged row with a verdict, as the record gave it. */
export type StagedVerdict = {
  readonly ordinal: number;
  readonly sheet: number;
  readonly row: number;
  readonly disposition: Disposition;
  readonly code: string;
  readonly field: string | null;
};

export type Stage = {
  readonly add: (sheet: number, row: number, values: readonly CopyValue[]) => number;
  /** Waits when the database is behind; call it now and then while adding. */
  readonly drain: () => Promise<void>;
  readonly finish: () => Promise<void>;
  /** Gives up a COPY that will not be finished. */
  readonly abandon: () => Promise<void>;
};

/**
 * Makes the temporary table `stage` and a stream of rows into it. It lives until the transaction ends, on the server's
 * disk: a file of any length passes without filling memory on either side.
 */
export async function openStage(
  client: PoolClient,
  columns: readonly (readonly [name: string, type: string])[],
): Promise<Stage> {
  const writeRow = copyRowWriter(["int", "int", "int", ...columns.map(([, type]) => type)]);
  // sorts and joins of a whole file, one at a time
  await client.query("set local work_mem = '64MB'");
  const own = columns.map(([name, type]) => `${name} ${type}`).join(", ");
  await client.query(`create temp table stage (ordinal int not null, sheet int not null, row int not null,
    disposition text, reason text, field text, ${own}) on commit drop`);
  const names = columns.map(([name]) => name).join(", ");
  const stream = client.query(
    copyFrom(`copy stage (ordinal, sheet, row, ${names}) from stdin (format binary)`, {
      highWaterMark: AHEAD,
    }),
  );
  const done = finished(stream);
  done.catch(() => undefined);
  let ordinal = 0;
  let buffer = Buffer.allocUnsafe(FLUSH);
  let filled = COPY_HEADER.copy(buffer);
  let full = false;
  const flush = () => {
    if (filled > 0) full = !stream.write(buffer.subarray(0, filled));
    // the stream keeps what it was given until it is sent
    buffer = Buffer.allocUnsafe(FLUSH);
    filled = 0;
  };
  const put = (values: readonly CopyValue[]) => {
    let end = writeRow(buffer, filled, values);
    for (let size = FLUSH; end === NO_ROOM; size *= 2) {
      flush();
      if (buffer.length < size) buffer = Buffer.allocUnsafe(size);
      end = writeRow(buffer, 0, values);
    }
    filled = end;
  };
  return {
    add: (sheet, row, values) => {
      ordinal++;
      put([ordinal, sheet, row, ...values]);
      return ordinal;
    },
    drain: async () => {
      if (!full) return;
      full = false;
      await Promise.race([new Promise((resolve) => stream.once("drain", resolve)), done]);
    },
    finish: async () => {
      flush();
      stream.end(COPY_TRAILER);
      await done;
      await client.query("create unique index on stage (ordinal)");
      // enough to plan by: what is joined here is few and known, and looking closer costs a tenth of the reading
      await client.query("set local default_statistics_target = 10");
      await client.query("analyze stage");
      await client.query("set local default_statistics_target to default");
    },
    abandon: async () => {
      stream.destroy();
      await done.catch(() => undefined);
    },
  };
}

/**
 * Marks the rows that an earlier import of the same file took. What the record has learnt since stays: only rows
 * which that import held for a decision are looked at again.
 * @param sheets names of the sheets that staged rows refer to by number
 */
export async function markKnownRows(
  client: PoolClient,
  earlier: number,
  sheets: readonly string[],
): Promise<void> {
  await client.query(
    `update stage s set disposition = 'duplicate', reason = 'SAME_FILE_AGAIN'
     where not exists (select from import_row r where r.import_id = $1 and r.disposition = 'quarantine' and r.row = s.row
       and r.sheet = ($2::text[])[s.sheet + 1])`,
    [earlier, sheets],
  );
}

/** How many staged rows got each disposition, rows without one as accepted. */
export async function countStage(client: PoolClient): Promise<ReadonlyMap<Disposition, number>> {
  const { rows } = await client.query<{ disposition: Disposition; n: number }>(
    "select coalesce(disposition, 'accept') as disposition, count(*) as n from stage group by 1",
  );
  return new Map(rows.map(({ disposition, n }) => [disposition, n]));
}

/** Staged rows that were not plainly accepted, in the order of the file. */
export async function stagedVerdicts(client: PoolClient): Promise<readonly StagedVerdict[]> {
  const { rows } = await client.query<StagedVerdict>(
    `select ordinal, sheet, row, disposition, reason as code, field from stage
     where disposition is not null and disposition <> 'accept' order by ordinal`,
  );
  return rows;
}
