import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { env } from "../env.ts";
import { processSingleton, takeProcessSingleton } from "../process-singleton.ts";
import { embeddedPostgres } from "./embedded-postgres.ts";
import { keepEmbedded } from "./keep-embedded.ts";
import { migrate } from "./migrate.ts";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;

/** An open record: typed queries, the pool beneath for COPY and cursors, and its address. */
export type OpenRecord = {
  readonly db: Database;
  readonly pool: pg.Pool;
  readonly url: string;
  readonly close: () => Promise<void>;
};

/** Days as text (a day has no time zone), whole numbers and amounts as numbers. */
const PARSERS: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.INT8]: Number,
  [pg.types.builtins.NUMERIC]: Number,
  [pg.types.builtins.DATE]: (text) => text,
};

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    (format !== "binary" && PARSERS[oid]) ||
    pg.types.getTypeParser(oid, format as "text")) as typeof pg.types.getTypeParser,
};

export type RecordOptions = {
  /** Most connections at once. */
  readonly max?: number;
  /** Settings of every session, e.g. { jit: "off" }. */
  readonly settings?: Readonly<Record<string, string>>;
};

/** Opens a pool on a database that is already migrated. */
export function openRecord(url: string, { max = 16, settings = {} }: RecordOptions = {}): OpenRecord {
  const session = Object.entries({ TimeZone: "Asia/Shanghai", ...settings });
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    connectionTimeoutMillis: 10_000,
    application_name: "ownervoice",
    options: session.map(([name, value]) => `-c ${name}=${value}`).join(" "),
  });
  // A lost connection is replaced by the pool, and whoever waits for a statement on it is told; without listeners it
  // would end the process, when idle and also in the middle of a transaction.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => void client.on("error", () => undefined));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const close = async () => {
    await db.destroy();
    // Kysely ends only what it has used
    if (!pool.ending) await pool.end();
  };
  return { db, pool, url, close };
}

async function open(): Promise<OpenRecord> {
  const { DATABASE_URL, dataDir } = env();
  if (DATABASE_URL !== undefined) {
    await migrate(DATABASE_URL);
    return openRecord(DATABASE_URL);
  }
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const server = await embeddedPostgres(dataDir, say);
  await migrate(server.url);
  const opened = openRecord(server.url);
  const letGo = keepEmbedded(dataDir, server.directory, say);
  return {
    ...opened,
    close: async () => {
      await letGo();
      await opened.close();
      await server.release();
    },
  };
}

/** The record of this process: opened and migrated at first use, the same for every module graph. */
export function record(): Promise<OpenRecord> {
  return processSingleton("record", open);
}

/** Closes the record if it was opened; the embedded server stops when nobody else uses it. */
export async function closeRecord(): Promise<void> {
  const opened = await takeProcessSingleton<Promise<OpenRecord>>("record");
  await opened?.close();
}
