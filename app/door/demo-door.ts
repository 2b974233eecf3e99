import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { env } from "#server/env.ts";

const demoFile = z.object({
  password: z.string(),
  people: z.array(z.object({ name: z.string(), email: z.string(), about: z.string(), aboutEn: z.string() })),
});

/** Who one may be in a demonstration, and their password. */
export type DemoDoor = z.infer<typeof demoFile>;

/** The accounts of a demonstration: only while this process says it is one. For server components only. */
export function demoDoor(): DemoDoor | undefined {
  const { DEMO, dataDir } = env();
  const path = join(dataDir, "demo.json");
  if (DEMO !== "1" || !existsSync(path)) return undefined;
  return demoFile.safeParse(JSON.parse(readFileSync(path, "utf8"))).data;
}
