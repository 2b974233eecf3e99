import { constants, existsSync, statSync } from "node:fs";
import { access, mkdir, statfs } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { z } from "zod";
import { analysisPath } from "../analysis/analysis.ts";
import { holderOfFile } from "../analysis/file-lock.ts";
import { record } from "../database/connection.ts";
import { migrations } from "../database/migrate.ts";
import { statementsOf } from "../database/statements.ts";
import { env } from "../env.ts";
import { installationSecret } from "../secret.ts";
import { sealFits } from "../vault/seal-fits.ts";
import { type Examination, examine } from "./examination.ts";

const GIBIBYTE = 1024 ** 3;

/** A server looks at the record every second; after so many something keeps it from loading. */
const STALE_SECONDS = 60;

const runtime: Examination = () =>
  examine("运行环境 Runtime", async () => {
    const major = Number(process.versions.node.split(".")[0]);
    const says = `Node ${process.versions.node}`;
    return major >= 24
      ? { state: "ok", says }
      : { state: "broken", says: `${says} is too old: run npm ci and start with npm run.` };
  });

const configuration: Examination = () =>
  examine("配置 Configuration", async () => {
    const { DATABASE_URL, PUBLIC_URL, NODE_ENV } = env();
    const database = DATABASE_URL === undefined ? "embedded PostgreSQL" : new URL(DATABASE_URL).host;
    if (NODE_ENV === "production" && PUBLIC_URL === undefined) {
      return {
        state: "warning",
        says: `${database}; PUBLIC_URL is not set, so links in invitations cannot be made for owners.`,
      };
    }
    return { state: "ok", says: `${database}; ${PUBLIC_URL ?? "no public address"}` };
  });

const dataFolder: Examination = () =>
  examine("数据目录 Data folder", async () => {
    const { dataDir } = env();
    await mkdir(dataDir, { recursive: true }).catch(() => undefined);
    try {
      await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch {
      return {
        state: "broken",
        says: `${dataDir} cannot be written: change its owner, or set DATA_DIR to another folder.`,
      };
    }
    const { bavail, bsize } = await statfs(dataDir);
    const free = (bavail * bsize) / GIBIBYTE;
    const says = `${dataDir}, ${free.toFixed(1)} GiB free`;
    if (free < 1) return { state: "broken", says: `${says}: less than 1 GiB is left, free some space now.` };
    return { state: free < 5 ? "warning" : "ok", says };
  });

const secret: Examination = () =>
  examine("密钥 Secret", async () => {
    installationSecret();
    return {
      state: "ok",
      says:
        env().SECRET === undefined
          ? "generated, in the data folder (keep a copy apart from the backups: identities and links need it)"
          : "from SECRET",
    };
  });

const database: Examination = () =>
  examine("数据库 PostgreSQL", async () => {
    const { db } = await record();
    const { rows } = await sql<{ version: string; size: string; recovery: boolean }>`
      select current_setting('server_version') as version, pg_size_pretty(pg_database_size(current_database())) as size, pg_is_in_recovery() as recovery`.execute(
      db,
    );
    const [row] = rows;
    const { count } = await db
      .selectFrom("migration")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    if (row?.recovery)
      return {
        state: "broken",
        says: `${row.version} is a read-only replica: point DATABASE_URL at the primary.`,
      };
    return {
      state: "ok",
      says: `${row?.version}, ${row?.size}, ${count} of ${migrations().length} migrations`,
    };
  });

const sealed: Examination = () =>
  examine("封存与链接 Sealed identities and links", async () => {
    const fits = await sealFits(statementsOf((await record()).db));
    if (fits === undefined) return { state: "ok", says: "nothing is sealed yet" };
    return fits
      ? { state: "ok", says: "opened by this installation's secret" }
      : {
          state: "broken",
          says: "sealed with another secret: names and numbers cannot be read and links sent to owners open nothing; put back the secret of before, as SECRET or as secret in the data folder.",
        };
  });

const durability: Examination = () =>
  examine("落盘 Durability", async () => {
    const { db } = await record();
    const { rows } = await sql<{ name: string; setting: string }>`
      select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes') order by name`.execute(
      db,
    );
    const off = rows.filter(({ setting }) => setting === "off").map(({ name }) => name);
    return off.length === 0
      ? { state: "ok", says: "a receipt is shown only for what is on disk" }
      : {
          state: "broken",
          says: `${off.join(", ")} is off: a receipt could be shown for an answer that is lost; switch it on.`,
        };
  });

const health = z.object({ duckdb: z.object({ lagSeconds: z.number().nullable() }) });

/** Seconds a running server's analysis is behind, as it says itself; undefined when it does not answer here. */
async function lagOfServer(): Promise<number | null | undefined> {
  try {
    const answer = await fetch(`http://127.0.0.1:${env().PORT}/api/health`, {
      signal: AbortSignal.timeout(3_000),
    });
    return health.parse(await answer.json()).duckdb.lagSeconds;
  } catch {
    return undefined;
  }
}

const analysis: Examination = () =>
  examine("分析 Analysis", async () => {
    const path = analysisPath();
    const holder = holderOfFile(`${path}.lock`);
    if (holder === undefined) {
      return existsSync(path)
        ? {
            state: "ok",
            says: `last written ${statSync(path).mtime.toISOString()}; the next start brings it up to date`,
          }
        : { state: "ok", says: "not made yet: the next start, or ov load, makes it from the record" };
    }
    const lag = await lagOfServer();
    if (lag === undefined)
      return {
        state: "warning",
        says: `process ${holder} has it and no server answers on port ${env().PORT}: set PORT as the server has it to see how fresh it is.`,
      };
    if (lag === null)
      return { state: "warning", says: `process ${holder} is still loading it: look again in a minute.` };
    const says = `${lag.toFixed(1)} seconds behind the record`;
    return lag < STALE_SECONDS
      ? { state: "ok", says }
      : {
          state: "broken",
          says: `${says}: look for "the analysis could not be loaded" in the server's log.`,
        };
  });

const pages: Examination = () =>
  examine("页面 Pages", async () =>
    existsSync(join(".next", "BUILD_ID"))
      ? { state: "ok", says: "built" }
      : { state: "warning", says: "not built yet: npm run build" },
  );

/** Everything `ov doctor` looks at, in the order it is told. */
export const EXAMINATIONS: readonly Examination[] = [
  runtime,
  configuration,
  dataFolder,
  secret,
  database,
  sealed,
  durability,
  analysis,
  pages,
];
