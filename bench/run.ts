import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** `npm run bench [name …]`: runs the named benches, or all, one after the other; each prints its figures and ratios. */
const wanted = process.argv.slice(2);
const benches = readdirSync("bench")
  .filter((name) => name.endsWith(".bench.ts"))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)))
  .toSorted();

if (benches.length === 0) {
  process.stderr.write(`No bench is called ${wanted.join(" or ")}: see the files in bench/.\n`);
  process.exit(2);
}
for (const name of benches) {
  process.stdout.write(`\n== ${name}\n`);
  const { status } = spawnSync(process.execPath, ["--expose-gc", join("bench", name)], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
