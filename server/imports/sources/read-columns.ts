import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { ColumnSpec } from "../tables/column-spec.ts";

const columnSpecs = z.array(
  z.strictObject({
    field: z.string().min(1),
    headers: z.array(z.string().min(1)),
    handling: z.enum(["keep", "vault", "hash", "drop", "unmapped"]),
    fillDown: z.boolean().optional(),
    many: z.boolean().optional(),
  }),
);

/** Reads a data file beside the sources: `org` reads org-columns.json. */
export function sourceData(name: string): unknown {
  return JSON.parse(readFileSync(join(process.cwd(), "server", "imports", "sources", name), "utf8"));
}

/** The fields of a source with the headers they go by. */
export function readColumns(source: string): readonly ColumnSpec[] {
  return columnSpecs.parse(sourceData(`${source}-columns.json`));
}
