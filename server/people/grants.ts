import { sql, type Transaction } from "kysely";
import { AppError } from "#server/app-error.ts";
import type { Tables } from "#server/database/tables.ts";
import { ROLE_DESCRIPTIONS, type Role } from "#server/scope/capabilities.ts";
import { addDays, type CalendarDate } from "#surveys/calendar-date.ts";
import type { ServicePort } from "#surveys/service-port.ts";

export type NewGrant = {
  readonly role: Role;
  readonly unitId: number | null;
  readonly port?: ServicePort | null;
  /** Today in the record's own calendar when left out. */
  readonly validFrom?: CalendarDate;
  readonly validTo?: CalendarDate | null;
};

async function checkGrant(tx: Transaction<Tables>, grant: NewGrant): Promise<void> {
  const { label, reach, unitKinds } = ROLE_DESCRIPTIONS[grant.role];
  if (reach === "house" && grant.unitId !== null)
    throw new AppError("invalid", `${label.en} reaches the whole house: leave the unit out.`);
  if ((reach === "port") !== (grant.port != null))
    throw new AppError(
      "invalid",
      `${label.en} ${reach === "port" ? "needs a port" : "has no port"}: correct the port.`,
    );
  if (reach === "house") return;
  const unit =
    grant.unitId === null
      ? undefined
      : await tx.selectFrom("org_unit").select("kind").where("id", "=", grant.unitId).executeTakeFirst();
  if (!unit) throw new AppError("not_found", "There is no such unit: choose one from the tree.");
  if (!(unitKinds as readonly string[]).includes(unit.kind))
    throw new AppError("invalid", `${label.en} is a role for ${unitKinds.join(" or ")}: choose such a unit.`);
}

/** Gives a role. @throws AppError `invalid` or `not_found` when role, unit and port do not fit */
export async function addGrant(
  tx: Transaction<Tables>,
  userId: string,
  grant: NewGrant,
  by: string | null,
): Promise<number> {
  await checkGrant(tx, grant);
  const { id } = await tx
    .insertInto("role_grant")
    .values({
      user_id: userId,
      role: grant.role,
      unit_id: grant.unitId,
      port: grant.port ?? null,
      granted_by: by,
      valid_to: grant.validTo ?? null,
      ...(grant.validFrom === undefined ? {} : { valid_from: grant.validFrom }),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Ends a role with yesterday; one that began today never was. Returns whose it is. @throws AppError `not_found` */
export async function endGrant(
  tx: Transaction<Tables>,
  grantId: number,
  today: CalendarDate,
): Promise<{ userId: string; role: string }> {
  const grant = await tx
    .selectFrom("role_grant")
    .select(["user_id", "role", "valid_from"])
    .where("id", "=", grantId)
    .forUpdate()
    .executeTakeFirst();
  if (!grant) throw new AppError("not_found", "There is no such grant: reload the list.");
  if (grant.valid_from >= today) await tx.deleteFrom("role_grant").where("id", "=", grantId).execute();
  else
    await tx
      .updateTable("role_grant")
      .set({ valid_to: addDays(today, -1) })
      .where("id", "=", grantId)
      .execute();
  return { userId: grant.user_id, role: grant.role };
}

/** Serialises everything that could take the last administrator away. */
export async function lockAdministrators(tx: Transaction<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('ownervoice.administrators'))`.execute(tx);
}

/** @throws AppError `conflict` when nobody would be left who can manage people */
export async function keepAnAdministrator(tx: Transaction<Tables>, today: CalendarDate): Promise<void> {
  const left = await tx
    .selectFrom("role_grant")
    .innerJoin("user", "user.id", "role_grant.user_id")
    .select("role_grant.id")
    .where("role_grant.role", "=", "admin")
    .where("user.disabledAt", "is", null)
    .where("valid_from", "<=", today)
    .where((where) => where.or([where("valid_to", "is", null), where("valid_to", ">=", today)]))
    .limit(1)
    .executeTakeFirst();
  if (!left)
    throw new AppError(
      "conflict",
      "Nobody would be left to manage people: make somebody else administrator first.",
    );
}
