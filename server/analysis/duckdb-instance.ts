import { rmSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { DuckDBInstance } from "@duckdb/node-api";
import { AppError } from "../app-error.ts";

/** A quarter of the machine's memory; PostgreSQL and the pages live beside it. */
function memoryLimit(): string {
  return `${Math.max(256, Math.floor(totalmem() / 4 / 2 ** 20))}MB`;
}

/** One thread on a small machine, so that a query leaves the submissions a core; never all of them on a large one. */
function threads(): string {
  return String(Math.max(1, Math.min(4, availableParallelism() - 1)));
}

/**
 * Settings from the first moment on, and locked: no statement may read or write a file but the database's own, load an
 * extension or change a setting. Loading needs none of that, it appends chunks made in this process.
 */
function hardened(path: string | undefined): Record<string, string> {
  return {
    // in memory nothing spills to the disk; has to be said before access is closed
    ...(path === undefined && { temp_directory: "" }),
    enable_external_access: "false",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    threads: threads(),
    memory_limit: memoryLimit(),
    lock_configuration: "true",
  };
}

/** Removes a database with everything DuckDB keeps beside it. */
export function removeDuckdbFile(path: string): void {
  for (const suffix of ["", ".wal", ".tmp"]) rmSync(`${path}${suffix}`, { recursive: true, force: true });
}

/**
 * Opens a database file, or one in memory. What cannot be opened is thrown away and made anew: it holds nothing that
 * cannot be loaded again.
 * @throws AppError `analysis_unavailable` when another process has it open, or the folder cannot be written
 */
export async function openDuckdb(path: string | undefined): Promise<DuckDBInstance> {
  // DuckDB makes its files, now and later, for everybody to read; answers are for this user alone
  if (path !== undefined) process.umask(0o077);
  try {
    return await DuckDBInstance.create(path ?? ":memory:", hardened(path));
  } catch (failure) {
    if (path === undefined) throw failure;
    if (failure instanceof Error && /could not set lock|conflicting lock/i.test(failure.message)) {
      throw new AppError(
        "analysis_unavailable",
        `The analysis ${path} is open in another process: use that one, or end it first.`,
        {},
        failure,
      );
    }
    removeDuckdbFile(path);
  }
  try {
    return await DuckDBInstance.create(path, hardened(path));
  } catch (cause) {
    throw new AppError(
      "analysis_unavailable",
      `The analysis ${path} cannot be opened nor made anew: check that the data folder can be written.`,
      {},
      cause,
    );
  }
}
