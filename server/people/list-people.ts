import type { Database } from "#server/database/connection.ts";
import type { Role } from "#server/scope/capabilities.ts";
import type { Scope } from "#server/scope/scope.ts";
import { need } from "#server/scope/scope.ts";
import type { ServicePort } from "#surveys/service-port.ts";

export type PersonRow = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly disabled: boolean;
  readonly mustChangePassword: boolean;
  /** ISO instant of the last sign-in. */
  readonly lastSignIn: string | null;
  readonly grants: readonly {
    readonly id: number;
    readonly role: Role;
    readonly unit: { readonly id: number; readonly name: string; readonly kind: string } | null;
    readonly port: ServicePort | null;
    readonly validFrom: string;
    readonly validTo: string | null;
  }[];
};

/** Everybody with an account and what they may do, by name. */
export async function listPeople(db: Database, scope: Scope): Promise<readonly PersonRow[]> {
  need(scope, "people.manage");
  const people = await db
    .selectFrom("user")
    .select((select) => [
      "id",
      "name",
      "email",
      "disabledAt",
      "mustChangePassword",
      select
        .selectFrom("audit_log")
        .select((last) => last.fn.max("at").as("at"))
        .whereRef("audit_log.actor_id", "=", "user.id")
        .where("action", "=", "sign-in")
        .as("lastSignIn"),
    ])
    .orderBy("name")
    .orderBy("email")
    .execute();
  const grants = Map.groupBy(
    await db
      .selectFrom("role_grant")
      .leftJoin("org_unit", "org_unit.id", "role_grant.unit_id")
      .select([
        "role_grant.id",
        "user_id",
        "role",
        "unit_id",
        "org_unit.name",
        "org_unit.kind",
        "port",
        "valid_from",
        "valid_to",
      ])
      .orderBy("role_grant.id")
      .execute(),
    (grant) => grant.user_id,
  );
  return people.map((person) => ({
    id: person.id,
    name: person.name,
    email: person.email,
    disabled: person.disabledAt !== null,
    mustChangePassword: person.mustChangePassword,
    lastSignIn: person.lastSignIn?.toISOString() ?? null,
    grants: (grants.get(person.id) ?? []).map((grant) => ({
      id: grant.id,
      role: grant.role as Role,
      unit:
        grant.unit_id === null || grant.name === null || grant.kind === null
          ? null
          : { id: grant.unit_id, name: grant.name, kind: grant.kind },
      port: grant.port as ServicePort | null,
      validFrom: grant.valid_from,
      validTo: grant.valid_to,
    })),
  }));
}
