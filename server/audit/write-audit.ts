import type { Kysely, Transaction } from "kysely";
import type { Tables } from "#server/database/tables.ts";

/** Everything worth knowing who did. One word a deed; the log's filter offers exactly these. */
export const AUDIT_ACTIONS = [
  "sign-in",
  "sign-in.failed",
  "sign-in.limited",
  "sign-out",
  "password.changed",
  "setup.first-admin",
  "person.created",
  "person.changed",
  "person.disabled",
  "person.enabled",
  "person.password-reset",
  "grant.added",
  "grant.ended",
  "view-as.started",
  "view-as.ended",
  "identity.viewed",
  "export.made",
  "import.applied",
  "import.undone",
  "definition.drafted",
  "definition.published",
  "questionnaire.drafted",
  "questionnaire.published",
  "setting.changed",
  "view.changed",
  "wave.changed",
  "owner.opted-out",
  "erasure.asked",
  "erasure.dropped",
  "owner.erased",
  "retention.done",
  "followup.handled",
  "voice.corrected",
  "quotes.changed",
  "lexicon.published",
  "improvement.changed",
  "target.changed",
  "benchmark.changed",
] as const;
type AuditAction = (typeof AUDIT_ACTIONS)[number];

export type AuditEntry = {
  readonly action: AuditAction;
  /** The person at the keyboard; null when nobody was recognised. */
  readonly actorId: string | null;
  /** Whose eyes they looked through, if another's. */
  readonly actingAs?: string | null;
  /** What it was done to: "person:…", "unit:…", "import:…". */
  readonly subject?: string | null;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly network?: string | null;
};

/**
 * Adds a row to the audit log; inside a transaction it stands or falls with the deed.
 * Details hold ids and counts, never names, phones, answers or secrets.
 */
export async function writeAudit(db: Kysely<Tables> | Transaction<Tables>, entry: AuditEntry): Promise<void> {
  await db
    .insertInto("audit_log")
    .values({
      action: entry.action,
      actor_id: entry.actorId,
      acting_as: entry.actingAs ?? null,
      subject: entry.subject ?? null,
      detail: JSON.stringify(entry.detail ?? {}),
      network: entry.network ?? null,
    })
    .execute();
}
