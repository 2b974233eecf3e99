import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import type { Database } from "#server/database/connection.ts";
import { grantsOn, need, type Scope } from "#server/scope/scope.ts";
import type { Session } from "./session.ts";

/**
 * Lets a session look through another person's eyes: read-only, logged, until stopped or signed out.
 * Nobody looks through an administrator's eyes but an administrator.
 * @throws AppError `not_found` for somebody who is not there, `forbidden`
 */
export async function startViewing(
  db: Database,
  session: Session,
  scope: Scope,
  personId: string,
  network: string,
): Promise<void> {
  need(scope, "view-as");
  const person = await db
    .selectFrom("user")
    .select("id")
    .where("id", "=", personId)
    .where("disabledAt", "is", null)
    .executeTakeFirst();
  if (!person || personId === session.userId)
    throw new AppError("not_found", "There is no such person to look as: choose another.");
  const theirs = await grantsOn(db, personId, scope.today);
  const isAdministrator = (one: { readonly role: string }) => one.role === "admin";
  if (theirs.some(isAdministrator) && !scope.grants.some(isAdministrator))
    throw new AppError(
      "forbidden",
      "Only an administrator can look as an administrator: choose somebody else.",
    );
  await db.transaction().execute(async (tx) => {
    await tx.updateTable("session").set({ viewingAs: personId }).where("id", "=", session.id).execute();
    await writeAudit(tx, {
      action: "view-as.started",
      actorId: session.userId,
      actingAs: personId,
      subject: `person:${personId}`,
      network,
    });
  });
}

/** Ends it; does nothing when it had not begun. */
export async function stopViewing(db: Database, session: Session, network: string): Promise<void> {
  if (session.viewingAs === null) return;
  const personId = session.viewingAs;
  await db.transaction().execute(async (tx) => {
    await tx.updateTable("session").set({ viewingAs: null }).where("id", "=", session.id).execute();
    await writeAudit(tx, {
      action: "view-as.ended",
      actorId: session.userId,
      actingAs: personId,
      subject: `person:${personId}`,
      network,
    });
  });
}
