import { existsSync } from "node:fs";
import { join } from "node:path";

/** Folder with published oracle data and dirty files, beside the project; absent in a plain clone. */
const SHARED = join(process.cwd(), "..", "shared");

/** Path of a file in the shared folder, or undefined when it is not there. */
export function sharedPath(name: string): string | undefined {
  const path = join(SHARED, name);
  return existsSync(path) ? path : undefined;
}

/** Reason to print when a test is skipped for want of shared data. */
export function sharedMissing(name: string): string | false {
  return sharedPath(name) === undefined ? `shared data ${name} is not beside this checkout` : false;
}
