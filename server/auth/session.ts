import type { Database } from "#server/database/connection.ts";
import type { Auth } from "./auth.ts";

/** A session that stands: the cookie's signature held, it is in the record, and its user is not disabled. */
export type Session = {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly mustChangePassword: boolean;
  /** The user whose eyes this session looks through, when not its own. */
  readonly viewingAs: string | null;
  /** Cookies to send along because the session was prolonged. */
  readonly cookies: readonly string[];
};

/** The session of a request, undefined when there is none that holds. */
export async function readSession(auth: Auth, db: Database, headers: Headers): Promise<Session | undefined> {
  if (!headers.has("cookie")) return undefined;
  const found = await auth.api.getSession({ headers, returnHeaders: true });
  if (!found.response) return undefined;
  const { session, user } = found.response;
  const row = await db
    .selectFrom("session")
    .innerJoin("user", "user.id", "session.userId")
    .select(["session.viewingAs", "user.disabledAt", "user.mustChangePassword"])
    .where("session.id", "=", session.id)
    .executeTakeFirst();
  if (row === undefined || row.disabledAt !== null) return undefined;
  return {
    id: session.id,
    userId: user.id,
    name: user.name,
    email: user.email,
    mustChangePassword: row.mustChangePassword,
    viewingAs: row.viewingAs,
    cookies: found.headers.getSetCookie(),
  };
}
