import { hashPassword } from "better-auth/crypto";
import type { Transaction } from "kysely";
import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import type { Database } from "#server/database/connection.ts";
import type { Tables } from "#server/database/tables.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { insertPerson } from "./create-person.ts";
import { addGrant, endGrant, keepAnAdministrator, lockAdministrators, type NewGrant } from "./grants.ts";
import { temporaryPassword } from "./temporary-password.ts";

/** A password to hand over; it is shown once and nowhere kept. */
export type HandedOver = { readonly id: string; readonly temporaryPassword: string };

async function lockPerson(tx: Transaction<Tables>, id: string): Promise<void> {
  const found = await tx.selectFrom("user").select("id").where("id", "=", id).forUpdate().executeTakeFirst();
  if (!found) throw new AppError("not_found", "There is no such person: reload the list.");
}

/** Creates an account with a temporary password. @throws AppError `conflict`, `invalid`, `not_found` */
export async function addPerson(
  db: Database,
  scope: Scope,
  person: { readonly name: string; readonly email: string; readonly grants: readonly NewGrant[] },
): Promise<HandedOver> {
  need(scope, "people.manage");
  const password = temporaryPassword();
  const hash = await hashPassword(password);
  return db.transaction().execute(async (tx) => {
    const id = await insertPerson(tx, { ...person, password, mustChangePassword: true }, hash, scope.userId);
    await writeAudit(tx, {
      action: "person.created",
      actorId: scope.userId,
      subject: `person:${id}`,
      detail: { grants: person.grants },
    });
    return { id, temporaryPassword: password };
  });
}

/** Changes a person's name. */
export async function renamePerson(db: Database, scope: Scope, id: string, name: string): Promise<void> {
  need(scope, "people.manage");
  await db.transaction().execute(async (tx) => {
    await lockPerson(tx, id);
    await tx.updateTable("user").set({ name, updatedAt: new Date() }).where("id", "=", id).execute();
    await writeAudit(tx, { action: "person.changed", actorId: scope.userId, subject: `person:${id}` });
  });
}

/** Takes an account out of use and ends its sessions, or puts it back. @throws AppError `conflict` for oneself and the last administrator */
export async function setDisabled(db: Database, scope: Scope, id: string, disabled: boolean): Promise<void> {
  need(scope, "people.manage");
  if (id === scope.userId)
    throw new AppError("conflict", "You cannot disable yourself: ask another administrator.");
  await db.transaction().execute(async (tx) => {
    await lockAdministrators(tx);
    await lockPerson(tx, id);
    await tx
      .updateTable("user")
      .set({ disabledAt: disabled ? new Date() : null })
      .where("id", "=", id)
      .execute();
    if (disabled) {
      await tx.deleteFrom("session").where("userId", "=", id).execute();
      await tx.updateTable("session").set({ viewingAs: null }).where("viewingAs", "=", id).execute();
      await keepAnAdministrator(tx, scope.today);
    }
    await writeAudit(tx, {
      action: disabled ? "person.disabled" : "person.enabled",
      actorId: scope.userId,
      subject: `person:${id}`,
    });
  });
}

/** Replaces a password by a temporary one and ends the account's sessions. */
export async function resetPassword(db: Database, scope: Scope, id: string): Promise<HandedOver> {
  need(scope, "people.manage");
  const password = temporaryPassword();
  const hash = await hashPassword(password);
  await db.transaction().execute(async (tx) => {
    await lockPerson(tx, id);
    await tx
      .updateTable("account")
      .set({ password: hash, updatedAt: new Date() })
      .where("userId", "=", id)
      .where("providerId", "=", "credential")
      .execute();
    await tx.updateTable("user").set({ mustChangePassword: true }).where("id", "=", id).execute();
    await tx.deleteFrom("session").where("userId", "=", id).execute();
    await writeAudit(tx, { action: "person.password-reset", actorId: scope.userId, subject: `person:${id}` });
  });
  return { id, temporaryPassword: password };
}

/** Gives a person a role. @returns the grant's id */
export async function grantRole(
  db: Database,
  scope: Scope,
  personId: string,
  grant: NewGrant,
): Promise<number> {
  need(scope, "people.manage");
  return db.transaction().execute(async (tx) => {
    await lockPerson(tx, personId);
    const id = await addGrant(tx, personId, grant, scope.userId);
    await writeAudit(tx, {
      action: "grant.added",
      actorId: scope.userId,
      subject: `person:${personId}`,
      detail: { ...grant },
    });
    return id;
  });
}

/** Takes a role away from today on. @throws AppError `conflict` for the last administrator */
export async function endRole(db: Database, scope: Scope, grantId: number): Promise<void> {
  need(scope, "people.manage");
  await db.transaction().execute(async (tx) => {
    await lockAdministrators(tx);
    const { userId, role } = await endGrant(tx, grantId, scope.today);
    await keepAnAdministrator(tx, scope.today);
    await writeAudit(tx, {
      action: "grant.ended",
      actorId: scope.userId,
      subject: `person:${userId}`,
      detail: { grantId, role },
    });
  });
}
