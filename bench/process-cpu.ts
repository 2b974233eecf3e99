import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Linux counts process time in hundredths of a second. */
const TICK_S = 0.01;

/** Seconds of processor time a PostgreSQL and all its processes have used so far. `cluster` is its data folder. */
export function postgresCpuSeconds(cluster: string): number {
  const postmaster = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n", 1)[0] ?? "";
  let ticks = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const [user, system, childUser, childSystem] = fields.slice(11, 15).map(Number) as [
        number,
        number,
        number,
        number,
      ];
      if (pid === postmaster)
        ticks += user + system + childUser + childSystem; // those that ended count there
      else if (fields[1] === postmaster) ticks += user + system;
    } catch {
      // it ended meanwhile
    }
  }
  return ticks * TICK_S;
}

/** Seconds of processor time this process has used so far. */
export function ownCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
