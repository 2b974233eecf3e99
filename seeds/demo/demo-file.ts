import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DemoLink } from "./demo-links.ts";
import type { DemoPerson } from "./demo-people.ts";

/** What a second start must be able to print again: it stands nowhere else in the clear. */
export type Demo = {
  readonly password: string;
  readonly people: readonly DemoPerson[];
  readonly links: readonly DemoLink[];
};

function pathIn(dataDir: string): string {
  return join(dataDir, "demo.json");
}

export function readDemo(dataDir: string): Demo | undefined {
  const path = pathIn(dataDir);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Demo) : undefined;
}

export function writeDemo(dataDir: string, demo: Demo): void {
  writeFileSync(pathIn(dataDir), JSON.stringify(demo, undefined, 2), { mode: 0o600 });
}
