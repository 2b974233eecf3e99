import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Waits before every sync to disk, then does it: a disk as a cloud rents it. */
const SOURCE = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>
static void linger(void) {
  const char *us = getenv("BENCH_SYNC_US");
  if (us) usleep(atoi(us));
}
int fsync(int fd) { linger(); return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd); }
int fdatasync(int fd) { linger(); return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd); }
`;

/**
 * Makes every PostgreSQL started from now on by this process wait `ms` longer for each sync. For benches only: the
 * few lines are compiled into `folder`. @throws Error when there is no C compiler
 */
export function slowDisk(folder: string, ms: number): void {
  const [source, library] = [join(folder, "slow-disk.c"), join(folder, "slow-disk.so")];
  writeFileSync(source, SOURCE);
  const { status, error } = spawnSync("gcc", ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"]);
  if (status !== 0) throw new Error(`a slow disk needs gcc: ${error?.message ?? status}`);
  chmodSync(library, 0o755);
  process.env.LD_PRELOAD = library;
  process.env.BENCH_SYNC_US = String(Math.round(ms * 1_000));
}
