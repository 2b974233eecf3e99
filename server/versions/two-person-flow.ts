import { sql, type Transaction } from "kysely";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import type { Tables } from "#server/database/tables.ts";
import type { Capability } from "#server/scope/capabilities.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { type DraftState, needStatus, type Version, type VersionKind, type VersionName } from "./version.ts";
import { handsIn, noteStep } from "./version-steps.ts";

/** A step that was made, or everything that stands in its way, each with its remedy. */
export type StepResult<Problem> =
  | { readonly ok: true }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What differs between the things that are changed as versions. */
export type Versioned<Of extends Version, Problem> = {
  readonly kind: VersionKind;
  readonly table: "index_definition" | "questionnaire";
  readonly drafting: Capability;
  readonly publishing: Capability;
  /** Why a reason is wanted, as the end of a sentence. */
  readonly reasonIsFor: string;
  /** One version, held until the transaction ends. @throws AppError `not_found` */
  readonly hold: (tx: Transaction<Tables>, name: VersionName) => Promise<Of>;
  /** What keeps a version from being submitted and from being published. */
  readonly obstacles: (tx: Transaction<Tables>, held: Of) => Promise<readonly Problem[]>;
  /** What else must be so when it is published. @throws AppError `conflict` */
  readonly beforePublishing?: (tx: Transaction<Tables>, held: Of) => Promise<void>;
};

function reasonOf(reason: string, isFor: string): string {
  const text = reason.trim();
  if (text.length < 2 || text.length > 1000)
    throw new AppError("invalid", `A reason is needed: say in a sentence why, ${isFor}.`);
  return text;
}

function named({ id, version }: VersionName) {
  return sql`id = ${id} and version = ${version}`;
}

/**
 * The way of a version from a draft over a review to publication by a second person, after which nothing of it changes. Every
 * step holds the version, is told in its story and stands in the audit log; the record refuses what is written past it.
 */
export function twoPersonFlow<Of extends Version, Problem>(of: Versioned<Of, Problem>) {
  const table = sql.table(of.table);

  return {
    /**
     * Writes a draft as the next version, of content that knows its number.
     * @throws AppError `conflict` when somebody else began one at the same moment
     */
    async begin(
      tx: Transaction<Tables>,
      scope: Scope,
      { id, from }: { readonly id: string; readonly from: number },
      contentOf: (version: number) => { readonly content: object; readonly hash: string },
    ): Promise<DraftState> {
      const { rows } = await sql<{ next: number }>`
        select max(version) + 1 as next from ${table} where id = ${id}`.execute(tx);
      const version = rows[0]?.next ?? 1;
      const { content, hash } = contentOf(version);
      const inserted = await sql`
        insert into ${table} (id, version, status, definition, hash, based_on, drafted_by)
        values (${id}, ${version}, 'draft', ${JSON.stringify(content)}::jsonb, ${hash}, ${from}, ${scope.userId})
        on conflict (id, version) do nothing returning version`.execute(tx);
      if (inserted.rows.length === 0)
        throw new AppError("conflict", "Somebody else began a draft at the same moment: reload the list.");
      const state = { id, version, hash };
      await noteStep(tx, of.kind, state, "drafted", scope.userId);
      return state;
    },

    /** Throws a draft away; its story stays. @throws AppError `forbidden`, `not_found`, `conflict` */
    async discard(
      db: Database,
      scope: Scope,
      name: VersionName,
      refuse?: (tx: Transaction<Tables>) => Promise<void>,
    ): Promise<void> {
      need(scope, of.drafting);
      await db.transaction().execute(async (tx) => {
        const held = await of.hold(tx, name);
        needStatus(held, "draft", "discarding it");
        await refuse?.(tx);
        await noteStep(tx, of.kind, held, "discarded", scope.userId);
        await sql`delete from ${table} where ${named(name)}`.execute(tx);
      });
    },

    /**
     * Hands a draft to a second person, with the reason. From now on nobody can change it.
     * @param also what goes with it, in the same transaction
     * @throws AppError `forbidden`, `not_found`, `conflict`, `invalid`
     */
    async submit(
      db: Database,
      scope: Scope,
      request: VersionName & { readonly reason: string },
      also?: (tx: Transaction<Tables>) => Promise<void>,
    ): Promise<StepResult<Problem>> {
      need(scope, of.drafting);
      const reason = reasonOf(request.reason, of.reasonIsFor);
      return db.transaction().execute(async (tx): Promise<StepResult<Problem>> => {
        const held = await of.hold(tx, request);
        needStatus(held, "draft", "submitting it");
        const problems = await of.obstacles(tx, held);
        if (problems.length > 0) return { ok: false, problems };
        await also?.(tx);
        await sql`update ${table} set status = 'review', note = ${reason} where ${named(request)}`.execute(
          tx,
        );
        await noteStep(tx, of.kind, held, "submitted", scope.userId, reason);
        return { ok: true };
      });
    },

    /** Gives a version in review back to be changed. @throws AppError `forbidden`, `not_found`, `conflict`, `invalid` */
    async sendBack(
      db: Database,
      scope: Scope,
      request: VersionName & { readonly reason: string },
    ): Promise<void> {
      need(scope, of.publishing);
      const reason = reasonOf(request.reason, of.reasonIsFor);
      await db.transaction().execute(async (tx) => {
        const held = await of.hold(tx, request);
        needStatus(held, "review", "returning it");
        await sql`update ${table} set status = 'draft' where ${named(request)}`.execute(tx);
        await noteStep(tx, of.kind, held, "returned", scope.userId, reason);
      });
    },

    /**
     * Publishes a version in review, for good. The second of two people does this, never one who drafted, changed or submitted it.
     * @throws AppError `forbidden`, `not_found`, `conflict`
     */
    async publish(db: Database, scope: Scope, name: VersionName, at: Date): Promise<StepResult<Problem>> {
      need(scope, of.publishing);
      return db.transaction().execute(async (tx): Promise<StepResult<Problem>> => {
        const held = await of.hold(tx, name);
        needStatus(held, "review", "publishing it");
        if ((await handsIn(tx, of.kind, held)).has(scope.userId))
          throw new AppError(
            "forbidden",
            "You had a hand in this version, so another person has to publish it: ask a colleague who may.",
          );
        const problems = await of.obstacles(tx, held);
        if (problems.length > 0) return { ok: false, problems };
        await of.beforePublishing?.(tx, held);
        await sql`
          update ${table} set status = 'published', published_by = ${scope.userId}, published_at = ${at}
          where ${named(name)}`.execute(tx);
        await noteStep(tx, of.kind, held, "published", scope.userId);
        return { ok: true };
      });
    },
  };
}
