import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { AppError } from "../app-error.ts";

const FOLDER = join(process.cwd(), "server", "database", "migrations");
/** Any fixed number; it names the lock that lets one process migrate at a time. */
const LOCK = 7_201_530;

export type Migration = { readonly name: string; readonly sql: string; readonly hash: string };

/** The migrations in the repository, in order. */
export function migrations(folder = FOLDER): readonly Migration[] {
  return readdirSync(/* turbopackIgnore: true */ folder)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .toSorted()
    .map((name) => {
      const sql = readFileSync(join(/* turbopackIgnore: true */ folder, name), "utf8");
      return { name, sql, hash: createHash("sha256").update(sql).digest("hex") };
    });
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    return client;
  } catch (cause) {
    await client.end().catch(() => undefined);
    const { hostname, port, pathname } = new URL(url);
    throw new AppError(
      "database_unavailable",
      `No PostgreSQL answers at ${hostname}:${port || 5432}${pathname} (${cause instanceof Error ? cause.message : String(cause)}): start it, or correct DATABASE_URL.`,
      {},
      cause,
    );
  }
}

/** The list of what was applied. The first thing written, so it meets what forbids writing. */
async function keepList(client: pg.Client): Promise<void> {
  try {
    await client.query(
      "create table if not exists migration (name text primary key, hash text not null, applied_at timestamptz not null default now())",
    );
  } catch (cause) {
    throw new AppError(
      "migration_failed",
      `The database cannot be prepared (${cause instanceof Error ? cause.message : String(cause)}): let its user create tables there, or correct DATABASE_URL.`,
      {},
      cause,
    );
  }
}

/**
 * Brings a database up to date, each migration in a transaction of its own, one process at a time.
 * @returns names of the migrations applied now
 * @throws AppError `migration_failed` when one fails (it leaves nothing behind) or an applied one was edited since
 */
export async function migrate(
  url: string,
  list: readonly Migration[] = migrations(),
): Promise<readonly string[]> {
  const client = await connect(url);
  try {
    const { rows: versions } = await client.query<{ version: number }>(
      "select current_setting('server_version_num')::int as version",
    );
    const version = versions[0]?.version ?? 0;
    if (version < 150_000) {
      throw new AppError(
        "bad_configuration",
        `PostgreSQL ${Math.floor(version / 10_000)} is too old: OwnerVoice needs 15 or newer.`,
      );
    }
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await keepList(client);
    const { rows } = await client.query<{ name: string; hash: string }>(
      "select name, hash from migration order by name",
    );
    const applied = new Map(rows.map((row) => [row.name, row.hash]));
    const unknown = rows.find((row) => !list.some(({ name }) => name === row.name));
    if (unknown) {
      throw new AppError(
        "migration_failed",
        `The database was made by a newer version (migration ${unknown.name} is unknown here): update the program, or restore a backup.`,
      );
    }
    const done: string[] = [];
    for (const { name, sql, hash } of list) {
      const before = applied.get(name);
      if (before === hash) continue;
      if (before !== undefined) {
        throw new AppError(
          "migration_failed",
          `Migration ${name} was changed after it was applied: restore the file, and add a new migration instead.`,
        );
      }
      try {
        await client.query("begin");
        await client.query(sql);
        await client.query("insert into migration (name, hash) values ($1, $2)", [name, hash]);
        await client.query("commit");
      } catch (cause) {
        await client.query("rollback");
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new AppError(
          "migration_failed",
          `Migration ${name} failed and was taken back (${reason}): nothing was changed; correct the cause and start again.`,
          {},
          cause,
        );
      }
      done.push(name);
    }
    return done;
  } finally {
    await client.end();
  }
}
