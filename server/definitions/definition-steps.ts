import type { Transaction } from "kysely";
import { type AUDIT_ACTIONS, writeAudit } from "#server/audit/write-audit.ts";
import type { Database } from "#server/database/connection.ts";
import type { Tables } from "#server/database/tables.ts";
import type { DefinitionRecord } from "./definition-record.ts";

export type DefinitionDeed = "drafted" | "changed" | "submitted" | "returned" | "published" | "discarded";

/** A step as the story of a version tells it. */
export type DefinitionStep = {
  readonly step: DefinitionDeed;
  /** Name of the person; null when nobody signed in. */
  readonly by: string | null;
  readonly reason: string | null;
  readonly at: string;
};

const AUDITED: Readonly<Record<DefinitionDeed, (typeof AUDIT_ACTIONS)[number]>> = {
  drafted: "definition.drafted",
  changed: "definition.drafted",
  submitted: "definition.drafted",
  returned: "definition.drafted",
  discarded: "definition.drafted",
  published: "definition.published",
};

/** Writes a step down, in its transaction: in the version's story and in the audit log. */
export async function noteStep(
  tx: Transaction<Tables>,
  record: Pick<DefinitionRecord, "id" | "version" | "hash">,
  step: DefinitionDeed,
  byId: string | null,
  reason: string | null = null,
): Promise<void> {
  const { id, version, hash } = record;
  await tx
    .insertInto("definition_step")
    .values({ definition_id: id, version, step, by_id: byId, reason, hash })
    .execute();
  await writeAudit(tx, {
    action: AUDITED[step],
    actorId: byId,
    subject: `definition:${id}@${version}`,
    detail: { step, hash: hash.slice(0, 12) },
  });
}

/** The story of a version, oldest first. */
export async function stepsOf(db: Database, id: string, version: number): Promise<readonly DefinitionStep[]> {
  const rows = await db
    .selectFrom("definition_step as step")
    .leftJoin("user", "user.id", "step.by_id")
    .select(["step.step", "step.reason", "step.at", "user.name"])
    .where("step.definition_id", "=", id)
    .where("step.version", "=", version)
    .orderBy("step.id")
    .execute();
  return rows.map((row) => ({
    step: row.step as DefinitionDeed,
    by: row.name,
    reason: row.reason,
    at: row.at.toISOString(),
  }));
}

/**
 * Everybody who had a hand in a version as it is: whoever drafted it, changed it or submitted it since it last began.
 * None of them may publish it.
 */
export async function handsIn(
  tx: Database | Transaction<Tables>,
  { id, version, draftedBy }: DefinitionRecord,
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom("definition_step")
    .select("by_id")
    .distinct()
    .where("definition_id", "=", id)
    .where("version", "=", version)
    .where("step", "in", ["drafted", "changed", "submitted"])
    .execute();
  return new Set([draftedBy, ...rows.map(({ by_id }) => by_id)].filter((person) => person !== null));
}
