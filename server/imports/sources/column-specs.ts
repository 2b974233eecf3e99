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

/** The fields of a source with the headers they go by, from its data file. */
export function readColumnSpecs(file: unknown): readonly ColumnSpec[] {
  return columnSpecs.parse(file);
}
