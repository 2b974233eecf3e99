import { sql, type Transaction } from "kysely";
import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import type { Database } from "#server/database/connection.ts";
import type { Tables } from "#server/database/tables.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { subtree, unitRef } from "#server/scope/org-tree.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { readableUnit, sightOn } from "#server/scope/sight.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import type { ServicePort } from "#surveys/service-port.ts";
import { type Evidence, readEvidence } from "./evidence.ts";

export const draftInput = z.strictObject({
  unit: z.int().positive(),
  wave: z.int().positive(),
  node: z.string().min(1).max(40),
  phase: z.enum(OWNER_PHASES).optional(),
  kind: z.enum(["change", "driver", "priority", "operation", "number"]),
  /** The rule the finding was read under; that of the wave's time when left out. */
  rule: z.int().positive().optional(),
});
export type DraftInput = z.infer<typeof draftInput>;

export const draftsQuery = z.strictObject({ unit: z.int().positive() });
export const draftNote = z.strictObject({ id: z.int().positive(), note: z.string().trim().max(500) });
export const draftRef = z.strictObject({ id: z.int().positive() });

/** A finding somebody wants to act on. */
export type DraftView = {
  readonly id: number;
  readonly unit: UnitRef;
  readonly waveId: number;
  readonly year: number;
  readonly phase: OwnerPhase | null;
  readonly kind: DraftInput["kind"];
  readonly evidence: Evidence;
  readonly note: string;
  readonly by: string;
  readonly at: string;
};

/**
 * Puts a finding on the list of a unit, with the numbers of this moment. One that is there already stays as it is.
 * @returns its id, and whether it is new
 * @throws AppError `forbidden`, `not_found` for what is not the asker's, `invalid` where no number is shown
 */
export async function putDraft(
  sources: Sources,
  scope: Scope,
  input: DraftInput,
): Promise<{ readonly id: number; readonly isNew: boolean }> {
  need(scope, "improvements.draft");
  const { evidence } = await readEvidence(sources, scope, input);
  return sources.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('ownervoice.improvements'), ${input.unit}::int)`.execute(
      tx,
    );
    const there = await tx
      .selectFrom("improvement_draft")
      .select("id")
      .where("unit_id", "=", input.unit)
      .where("wave_id", "=", input.wave)
      .where("node", "=", input.node)
      .where("kind", "=", input.kind)
      .where(sql<string>`coalesce(phase, '')`, "=", input.phase ?? "")
      .where("removed_at", "is", null)
      .executeTakeFirst();
    if (there) return { id: there.id, isNew: false };
    const { id } = await tx
      .insertInto("improvement_draft")
      .values({
        unit_id: input.unit,
        wave_id: input.wave,
        node: input.node,
        phase: input.phase ?? null,
        port: evidence.node.port,
        kind: input.kind,
        evidence: JSON.stringify(evidence),
        created_by: scope.userId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await audit(tx, scope, id, "added");
    return { id, isNew: true };
  });
}

/**
 * The list of a unit and what stands below it, newest first; a port's head sees those of the port.
 * @throws AppError `not_found` for a unit that is not the asker's
 */
export async function listDrafts(
  db: Database,
  scope: Scope,
  { unit }: z.infer<typeof draftsQuery>,
): Promise<readonly DraftView[]> {
  need(scope, "readings.read");
  const sight = sightOn(scope, scope.tree);
  readableUnit(sight, unit);
  const units = subtree(sight.tree, unit).filter((id) => sight.readable.has(id));
  const rows = await db
    .selectFrom("improvement_draft as d")
    .innerJoin("wave as w", "w.id", "d.wave_id")
    .leftJoin("user as u", "u.id", "d.created_by")
    .select(["d.id", "d.unit_id", "d.wave_id", "w.year", "d.phase", "d.port", "d.kind", "d.evidence"])
    .select(["d.note", "d.created_at", "u.name"])
    .where("d.unit_id", "in", units)
    .where("d.removed_at", "is", null)
    .orderBy("d.created_at", "desc")
    .orderBy("d.id", "desc")
    .limit(500)
    .execute();
  return rows.flatMap((row) => {
    const of = sight.tree.units.get(row.unit_id);
    const reach = sight.readable.get(row.unit_id);
    const mine = reach === "all" || (row.port !== null && reach?.has(row.port as ServicePort));
    if (!of || !mine) return [];
    return [
      {
        id: row.id,
        unit: unitRef(of),
        waveId: row.wave_id,
        year: row.year,
        phase: row.phase as OwnerPhase | null,
        kind: row.kind as DraftInput["kind"],
        evidence: row.evidence as unknown as Evidence,
        note: row.note,
        by: row.name ?? "",
        at: row.created_at.toISOString(),
      },
    ];
  });
}

function audit(tx: Transaction<Tables>, scope: Scope, id: number, change: string): Promise<void> {
  return writeAudit(tx, {
    action: "improvement.changed",
    actorId: scope.userId,
    subject: `improvement:${id}`,
    detail: { change },
  });
}

/** A draft the asker may change, locked. @throws AppError `not_found` */
async function lockDraft(tx: Transaction<Tables>, scope: Scope, id: number) {
  const draft = await tx
    .selectFrom("improvement_draft")
    .select(["unit_id", "port", "removed_at"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  const reach = draft && sightOn(scope, scope.tree).readable.get(draft.unit_id);
  const mine = reach === "all" || (draft?.port != null && reach?.has(draft.port as ServicePort));
  if (!draft || !mine)
    throw new AppError("not_found", "There is no such entry on your list: reload it.", { id });
  return draft;
}

/** Writes a note under an entry. @throws AppError `forbidden`, `not_found` */
export async function noteDraft(
  db: Database,
  scope: Scope,
  { id, note }: z.infer<typeof draftNote>,
): Promise<void> {
  need(scope, "improvements.draft");
  await db.transaction().execute(async (tx) => {
    await lockDraft(tx, scope, id);
    await tx.updateTable("improvement_draft").set({ note }).where("id", "=", id).execute();
    await audit(tx, scope, id, "noted");
  });
}

/**
 * Takes an entry off the list, or puts it back.
 * @throws AppError `forbidden`, `not_found`, `conflict` when the same finding has been put on the list meanwhile
 */
export async function setDraftRemoved(
  db: Database,
  scope: Scope,
  id: number,
  removed: boolean,
): Promise<void> {
  need(scope, "improvements.draft");
  await db.transaction().execute(async (tx) => {
    const draft = await lockDraft(tx, scope, id);
    if ((draft.removed_at !== null) === removed) return;
    const set = removed
      ? { removed_by: scope.userId, removed_at: new Date() }
      : { removed_by: null, removed_at: null };
    if (!removed) {
      const again = await sql`
        select from improvement_draft d, improvement_draft old
        where old.id = ${id} and d.removed_at is null and d.unit_id = old.unit_id and d.wave_id = old.wave_id
          and d.node = old.node and d.kind = old.kind and d.phase is not distinct from old.phase`.execute(tx);
      if (again.rows.length > 0)
        throw new AppError("conflict", "The same finding is on the list already: use that entry.");
    }
    await tx.updateTable("improvement_draft").set(set).where("id", "=", id).execute();
    await audit(tx, scope, id, removed ? "removed" : "restored");
  });
}
