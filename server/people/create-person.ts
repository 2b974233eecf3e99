import { randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import type { Transaction } from "kysely";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import type { Tables } from "#server/database/tables.ts";
import { addGrant, type NewGrant } from "./grants.ts";

export type NewPerson = {
  readonly name: string;
  readonly email: string;
  /** Already held against the password rules by whoever calls. */
  readonly password: string;
  /** Given out by somebody else, so the person must choose their own at the first sign-in. */
  readonly mustChangePassword: boolean;
  readonly grants: readonly NewGrant[];
};

/**
 * Creates an account with a password and its grants, all or nothing.
 * @param by id of the person who creates it, null for the installation itself
 * @returns the new user's id
 * @throws AppError `conflict` when the e-mail address has an account, `invalid` when a role does not fit its unit
 */
export async function createPerson(db: Database, person: NewPerson, by: string | null): Promise<string> {
  const password = await hashPassword(person.password);
  return db.transaction().execute((tx) => insertPerson(tx, person, password, by));
}

/** As `createPerson`, inside a transaction and with the password's hash. */
export async function insertPerson(
  tx: Transaction<Tables>,
  person: NewPerson,
  passwordHash: string,
  by: string | null,
): Promise<string> {
  const id = randomUUID();
  const added = await tx
    .insertInto("user")
    .values({
      id,
      name: person.name,
      email: person.email.toLowerCase(),
      emailVerified: true,
      mustChangePassword: person.mustChangePassword,
    })
    .onConflict((conflict) => conflict.column("email").doNothing())
    .executeTakeFirstOrThrow();
  if (added.numInsertedOrUpdatedRows !== 1n)
    throw new AppError("conflict", "This e-mail address already has an account: change that one instead.");
  await tx
    .insertInto("account")
    .values({ id: randomUUID(), accountId: id, providerId: "credential", userId: id, password: passwordHash })
    .execute();
  for (const grant of person.grants) await addGrant(tx, id, grant, by);
  return id;
}
