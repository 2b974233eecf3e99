import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { AppError } from "../app-error.ts";
import { processSingleton } from "../process-singleton.ts";

export type FileLock = { readonly release: () => void };

/** Files this process has open. POSIX locks are per process, so a second opening here would pass unnoticed. */
function openHere(): Set<string> {
  return processSingleton("analysis-files", () => new Set<string>());
}

/** When a process started, in ticks since boot; process ids come again, above all in containers. Linux only. */
function startOf(pid: number): string | undefined {
  try {
    // the name in parentheses may hold anything, also spaces
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19];
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (failure) {
    return failure instanceof Error && "code" in failure && failure.code === "EPERM";
  }
}

type Holder = { readonly pid: number; readonly start?: string };

function holderOf(path: string): Holder | undefined {
  try {
    const holder: unknown = JSON.parse(readFileSync(path, "utf8"));
    return typeof holder === "object" && holder !== null && "pid" in holder && typeof holder.pid === "number"
      ? (holder as Holder)
      : undefined;
  } catch {
    return undefined;
  }
}

function holds({ pid, start }: Holder): boolean {
  if (pid === process.pid || !isAlive(pid)) return false;
  const now = startOf(pid);
  return now === undefined || start === undefined || now === start;
}

/** The process that has a file, by its lock file; undefined when nobody has. */
export function holderOfFile(path: string): number | undefined {
  const holder = holderOf(path);
  return holder && holds(holder) ? holder.pid : undefined;
}

function refuse(path: string, pid: number): never {
  throw new AppError(
    "analysis_unavailable",
    `The analysis beside ${path} is in use by process ${pid}: use that one, or end it first.`,
    { pid },
  );
}

/**
 * Takes a file for this process alone, by a lock file that names the process. A lock left behind by a process that is
 * gone is taken over.
 * @throws AppError `analysis_unavailable` when another process, or another part of this one, has it
 */
export function lockFile(path: string): FileLock {
  if (openHere().has(path)) refuse(path, process.pid);
  const text = JSON.stringify({ pid: process.pid, start: startOf(process.pid) });
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, text, { flag: "wx", mode: 0o600 });
      break;
    } catch (failure) {
      if (!(failure instanceof Error && "code" in failure && failure.code === "EEXIST")) throw failure;
      const holder = holderOf(path);
      if (holder && holds(holder)) refuse(path, holder.pid);
      if (attempt === 3) refuse(path, holder?.pid ?? 0);
      rmSync(path, { force: true });
    }
  }
  openHere().add(path);
  return {
    release() {
      openHere().delete(path);
      if (holderOf(path)?.pid === process.pid) rmSync(path, { force: true });
    },
  };
}
