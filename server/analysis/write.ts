import type { DuckDBAppender, DuckDBConnection } from "@duckdb/node-api";

/**
 * Runs statements as one transaction: all or nothing. A COMMIT after a failed statement would answer OK and have rolled
 * back, so the first failure ends the work here.
 */
export async function inTransaction<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T> {
  await connection.run("begin");
  try {
    const result = await work();
    await connection.run("commit");
    return result;
  } catch (failure) {
    await connection.run("rollback").catch(() => undefined);
    throw failure;
  }
}

/**
 * Appends to a table and closes the appender whatever happens. After a failure its rows are cleared first: an appender
 * flushes what it still holds when it is collected, outside of any transaction.
 */
export async function appending<T>(
  connection: DuckDBConnection,
  table: string,
  work: (appender: DuckDBAppender) => Promise<T>,
  catalog?: "temp",
): Promise<T> {
  const appender = await connection.createAppender(table, "main", catalog);
  try {
    const result = await work(appender);
    appender.closeSync();
    return result;
  } catch (failure) {
    appender.clear();
    appender.closeSync();
    throw failure;
  }
}
