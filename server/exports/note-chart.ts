import { z } from "zod";
import { writeAudit } from "#server/audit/write-audit.ts";
import type { Database } from "#server/database/connection.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { PICTURE_NAMES } from "./picture-names.ts";

export const chartNote = z.strictObject({
  what: z.enum(PICTURE_NAMES),
  format: z.enum(["png", "svg"]),
  address: z.string().max(1_000),
});

/** Writes to the log that somebody took a picture along: it is drawn where it is seen. */
export async function noteChart(db: Database, scope: Scope, note: z.infer<typeof chartNote>): Promise<void> {
  need(scope, "exports.run");
  await writeAudit(db, {
    action: "export.made",
    actorId: scope.userId,
    subject: `export:${note.what}`,
    detail: { format: note.format, address: note.address.slice(0, 500) },
  });
}
