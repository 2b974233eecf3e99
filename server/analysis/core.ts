import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { OpenRecord } from "../database/connection.ts";
import { openDuckdb, removeDuckdbFile } from "./duckdb-instance.ts";
import { type FileLock, lockFile } from "./file-lock.ts";
import type { Reduction } from "./reduce-responses.ts";
import type { Resident } from "./resident.ts";

export type CoreOptions = {
  readonly record: OpenRecord;
  /** The DuckDB file; in memory when left out. */
  readonly path?: string;
  readonly clock?: () => Date;
};

/** One open analysis and its changing parts. Only the loader writes them, one load after the other. */
export type Core = {
  readonly record: OpenRecord;
  readonly path: string | undefined;
  readonly clock: () => Date;
  readonly lock: FileLock | undefined;
  instance: DuckDBInstance;
  writer: DuckDBConnection;
  resident: Resident | undefined;
  /** When the record was last read to its end: this process' clock, the record's clock and snapshot. */
  seen: { readonly at: number; readonly asOf: string; readonly snapshot: string } | undefined;
  /** Sequence at which the cubes were last written to the file. */
  cubesWritten: number;
  /** Sums made on demand, good for one state of the data. */
  reductions: { readonly dataVersion: string; readonly made: Map<string, Promise<Reduction | undefined>> };
  /** The end of the work that is queued. */
  queue: Promise<unknown>;
  closed: boolean;
};

/**
 * Opens the file for this process alone, or a database in memory.
 * @throws AppError `analysis_unavailable` when another process has the file
 */
export async function openCore({ record, path, clock = () => new Date() }: CoreOptions): Promise<Core> {
  const lock = path === undefined ? undefined : lockFile(`${path}.lock`);
  try {
    const instance = await openDuckdb(path);
    return {
      record,
      path,
      clock,
      lock,
      instance,
      writer: await instance.connect(),
      resident: undefined,
      seen: undefined,
      cubesWritten: -1,
      reductions: { dataVersion: "", made: new Map() },
      queue: Promise.resolve(),
      closed: false,
    };
  } catch (failure) {
    lock?.release();
    throw failure;
  }
}

/** Runs one piece of work after those queued before it. */
export function exclusively<T>(core: Core, work: () => Promise<T>): Promise<T> {
  const done = core.queue.then(work);
  core.queue = done.catch(() => undefined);
  return done;
}

/** Runs a reader on a connection of its own. */
export async function reading<T>(core: Core, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const connection = await core.instance.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
  }
}

/** Whether a failure says that the file itself is broken, not a statement. */
export function isDamage(failure: unknown): boolean {
  return (
    failure instanceof Error &&
    /^(fatal|io|internal|serialization|corrupt\w*|invalid) error|checksum|invalidated/i.test(
      failure.message,
    ) &&
    !/no space left/i.test(failure.message)
  );
}

/** Throws a broken file away and starts an empty one. */
export async function startAfresh(core: Core): Promise<void> {
  core.resident = undefined;
  core.cubesWritten = -1;
  core.writer.closeSync();
  core.instance.closeSync();
  if (core.path !== undefined) removeDuckdbFile(core.path);
  core.instance = await openDuckdb(core.path);
  core.writer = await core.instance.connect();
}
