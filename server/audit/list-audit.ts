import { sql } from "kysely";
import { z } from "zod";
import type { Database } from "#server/database/connection.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { AUDIT_ACTIONS } from "./write-audit.ts";

export const auditQuery = z.strictObject({
  /** Rows older than this one; the newest when left out. */
  before: z.int().positive().optional(),
  limit: z.int().min(1).max(200).default(50),
  action: z.enum(AUDIT_ACTIONS).optional(),
  /** Part of a person's name or e-mail address, or of a subject. */
  search: z.string().trim().min(1).max(100).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
export type AuditQuery = z.infer<typeof auditQuery>;

export type AuditRow = {
  readonly id: number;
  readonly at: string;
  readonly action: string;
  readonly actor: string | null;
  readonly actingAs: string | null;
  readonly subject: string | null;
  /** The person the subject names, if it names one. */
  readonly subjectName: string | null;
  readonly detail: unknown;
  readonly network: string | null;
};
export type AuditPage = { readonly rows: readonly AuditRow[]; readonly next: number | null };

function literal(part: string): string {
  return `%${part.replace(/[\\%_]/g, "\\$&")}%`;
}

/** A page of the audit log, newest first. */
export async function listAudit(db: Database, scope: Scope, query: AuditQuery): Promise<AuditPage> {
  need(scope, "audit.read");
  let rows = db
    .selectFrom("audit_log")
    .leftJoin("user as actor", "actor.id", "audit_log.actor_id")
    .leftJoin("user as other", "other.id", "audit_log.acting_as")
    .leftJoin("user as named", (join) =>
      join.on("audit_log.subject", "=", sql<string>`'person:' || named.id`),
    )
    .select([
      "audit_log.id",
      "audit_log.at",
      "audit_log.action",
      "audit_log.subject",
      "audit_log.detail",
      "audit_log.network",
      "actor.name as actor",
      "other.name as actingAs",
      "named.name as subjectName",
    ])
    .orderBy("audit_log.id", "desc")
    .limit(query.limit + 1);
  const { before, action, search, from, to } = query;
  if (before !== undefined) rows = rows.where("audit_log.id", "<", before);
  if (action !== undefined) rows = rows.where("audit_log.action", "=", action);
  if (from !== undefined) rows = rows.where("audit_log.at", ">=", new Date(`${from}T00:00:00+08:00`));
  if (to !== undefined) rows = rows.where("audit_log.at", "<=", new Date(`${to}T23:59:59.999+08:00`));
  if (search !== undefined) {
    const part = literal(search);
    rows = rows.where((where) =>
      where.or([
        where("actor.name", "ilike", part),
        where("actor.email", "ilike", part),
        where("named.name", "ilike", part),
        where("audit_log.subject", "ilike", part),
      ]),
    );
  }
  const found = await rows.execute();
  const shown = found.slice(0, query.limit);
  return {
    rows: shown.map((row) => ({ ...row, at: row.at.toISOString() })),
    next: found.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
  };
}
