import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import { SERVICE_PORTS, type ServicePort } from "#surveys/service-port.ts";
import {
  type Capability,
  isRole,
  READING_CAPABILITIES,
  ROLE_DESCRIPTIONS,
  type Role,
} from "./capabilities.ts";
import { type OrgTree, treeOn } from "./org-tree.ts";

declare const brand: unique symbol;

export type Grant = {
  readonly role: Role;
  readonly unitId: number | null;
  readonly port: ServicePort | null;
};

/**
 * Who is asking and what they may do: made here from a session, its grants and today's tree, or for a command; nowhere else.
 * Every query function takes one, so a query that forgot to ask does not compile.
 */
export type Scope = {
  readonly [brand]: true;
  /** Whose eyes these are. */
  readonly userId: string;
  readonly grants: readonly Grant[];
  readonly capabilities: ReadonlySet<Capability>;
  /** The person at the keyboard when it is somebody else; nothing may then be changed. */
  readonly viewedBy: string | null;
  readonly today: CalendarDate;
  readonly tree: OrgTree;
};

/** The grants of a user in force on a day. */
export async function grantsOn(db: Database, userId: string, day: CalendarDate): Promise<readonly Grant[]> {
  const rows = await db
    .selectFrom("role_grant")
    .select(["role", "unit_id", "port"])
    .where("user_id", "=", userId)
    .where("valid_from", "<=", day)
    .where((where) => where.or([where("valid_to", "is", null), where("valid_to", ">=", day)]))
    .orderBy("id")
    .execute();
  return rows.flatMap((row) => {
    if (!isRole(row.role)) return [];
    const port = SERVICE_PORTS.find((known) => known === row.port) ?? null;
    return [{ role: row.role, unitId: row.unit_id, port }];
  });
}

/**
 * The scope of a user on a day.
 * @param viewedBy the user who looks through their eyes; capabilities then shrink to reading
 */
export async function makeScope(
  db: Database,
  userId: string,
  today: CalendarDate,
  viewedBy: string | null = null,
): Promise<Scope> {
  const grants = await grantsOn(db, userId, today);
  const held = grants.flatMap((grant) => ROLE_DESCRIPTIONS[grant.role].capabilities);
  const capabilities = new Set(
    viewedBy === null ? held : held.filter((one) => READING_CAPABILITIES.has(one)),
  );
  const tree = await treeOn(db, today);
  return { userId, grants, capabilities, viewedBy, today, tree } as unknown as Scope;
}

/**
 * The scope of a command at the server's own terminal: reads the numbers of the whole house as headquarters does, under the same
 * rules of hiding, and may change nothing.
 */
export async function commandScope(db: Database, today: CalendarDate): Promise<Scope> {
  const tree = await treeOn(db, today);
  const grants = (tree.children.get(null) ?? []).map(
    (unitId): Grant => ({ role: "hq_analyst", unitId, port: null }),
  );
  const capabilities = new Set<Capability>(["readings.read", "exports.run"]);
  return { userId: "command", grants, capabilities, viewedBy: null, today, tree } as unknown as Scope;
}

/** @throws AppError `forbidden` when the scope lacks the capability */
export function need(scope: Scope, capability: Capability): void {
  if (!scope.capabilities.has(capability))
    throw new AppError("forbidden", "Your role does not include this: ask an administrator for it.", {
      capability,
    });
}
