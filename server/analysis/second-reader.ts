import pg from "pg";

/**
 * Lends work a second connection that sees exactly what the first one sees, so that two relations can be read at once. It
 * has none when the pool has none to spare: whoever holds one connection and waits for another may wait for ever.
 * @param client in a repeatable-read transaction
 */
export async function withSecondReader<T>(
  pool: pg.Pool,
  client: pg.ClientBase,
  work: (second: pg.ClientBase | undefined) => Promise<T>,
): Promise<T> {
  if (pool.idleCount === 0 && pool.totalCount >= pool.options.max) return work(undefined);
  const second = await pool.connect();
  let failed = true;
  try {
    const { rows } = await client.query<{ snapshot: string }>("select pg_export_snapshot() as snapshot");
    const snapshot = pg.escapeLiteral(rows[0]?.snapshot ?? "");
    await second.query(
      `begin isolation level repeatable read, read only; set transaction snapshot ${snapshot}`,
    );
    const result = await work(second);
    await second.query("commit");
    failed = false;
    return result;
  } finally {
    // a connection in the middle of a COPY is of no use to anybody else
    second.release(failed);
  }
}
