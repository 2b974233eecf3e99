import type { Database } from "#server/database/connection.ts";
import { record } from "#server/database/connection.ts";

/** What every procedure starts from: the request's headers, the record, and the clock. */
export type Context = {
  readonly headers: Headers;
  readonly db: Database;
  readonly now: () => Date;
};

/** The context of one HTTP request. */
export async function requestContext(headers: Headers): Promise<Context> {
  const { db } = await record();
  return { headers, db, now: () => new Date() };
}
