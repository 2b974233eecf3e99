import pg from "pg";
import type { ServedGroup } from "./served-group.ts";

/** Rows of the record behind a served group, for what a browser cannot see. */
export async function recordRows<Row extends pg.QueryResultRow>(
  group: ServedGroup,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: group.databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
