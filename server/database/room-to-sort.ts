import type { Statements } from "./statements.ts";

const LEAST_BYTES = 128 * 1024 * 1024;

/**
 * Lets the rest of a transaction sort and join a million rows in memory, where PostgreSQL's own default of 4 MB has them
 * written to disk several times. For what is done a few times a year, one at a time; a server that gives more keeps it.
 */
export async function roomToSort(run: Statements): Promise<void> {
  await run(
    `select set_config('work_mem', greatest(pg_size_bytes(current_setting('work_mem')), $1::bigint) / 1024 || 'kB', true)`,
    [LEAST_BYTES],
  );
}
