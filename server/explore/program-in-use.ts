import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Where everything lies that readings and decisions come from, by way of whatever they call. */
const FOLDERS = ["analytics", "server", "surveys"];

/**
 * Names the program that makes tables: its sources, the packages it is locked to and the engine it runs on. A change of any of them may
 * change what is hidden, so that nothing made before it is told after it. SHA-256 in hexadecimal digits.
 */
export function programInUse(root: string = ROOT): string {
  const sum = createHash("sha256").update(process.version).update(process.arch);
  const take = (path: string) => sum.update(`\n${path}\n`).update(readFileSync(join(root, path)));
  take("package-lock.json");
  for (const folder of FOLDERS)
    for (const path of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).toSorted())
      if (/\.(ts|json)$/.test(path) && !path.endsWith(".test.ts")) take(join(folder, path));
  return sum.digest("hex");
}
