import { randomInt, timingSafeEqual } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { sql } from "kysely";
import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import { type Limit, takeAttempt } from "#server/auth/attempts.ts";
import { passwordProblems } from "#server/auth/password-rules.ts";
import type { Database } from "#server/database/connection.ts";
import { processSingleton, takeProcessSingleton } from "#server/process-singleton.ts";
import { insertPerson } from "./create-person.ts";

const ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/** Whether nobody has an account yet. */
export async function isFirstRun(db: Database): Promise<boolean> {
  return (await db.selectFrom("user").select("id").limit(1).executeTakeFirst()) === undefined;
}

function newCode(): string {
  const characters = Array.from({ length: 12 }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return [0, 4, 8].map((start) => characters.slice(start, start + 4).join("")).join("-");
}

/**
 * The one-time code of a first start, told once to whoever reads the server's terminal or log: only they may become
 * the first administrator.
 */
function setupCode(tell: (line: string) => void): string {
  return processSingleton("setup-code", () => {
    const code = newCode();
    tell(`Nobody has an account yet. Open /setup and enter the one-time code ${code}`);
    return code;
  });
}

/** Tells the code when nobody has an account yet. To be called at every start. */
export async function announceSetup(db: Database, tell: (line: string) => void): Promise<void> {
  if (await isFirstRun(db)) setupCode(tell);
}

export type FirstAdministrator = {
  readonly code: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
};

function same(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => Buffer.from(text.toUpperCase().replace(/[^A-Z0-9]/g, "")));
  return a !== undefined && b !== undefined && a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Makes the first account, an administrator, for whoever knows the one-time code. Possible once.
 * @throws AppError `gone` when somebody has an account, `forbidden` for a wrong code, `too_many_requests`, `invalid`
 */
export async function createFirstAdministrator(
  db: Database,
  given: FirstAdministrator,
  network: string,
  now: Date,
  tell: (line: string) => void,
): Promise<string> {
  const gone = new AppError("gone", "OwnerVoice is already set up: sign in instead.");
  if (!(await isFirstRun(db))) throw gone;
  const limit: Limit = { key: "setup", most: 30, seconds: 15 * 60 };
  const refused = await takeAttempt(db, [limit], now);
  if (refused)
    throw new AppError("too_many_requests", "Too many wrong codes: wait a quarter of an hour.", {
      retryAfterSeconds: refused.retryAfterSeconds,
    });
  if (!same(given.code, setupCode(tell)))
    throw new AppError("forbidden", "The code is not right: copy it from the server's terminal or log.");
  const problems = passwordProblems(given.password, given.email);
  if (problems.length > 0)
    throw new AppError(
      "invalid",
      "The password is too easy to guess: choose at least 12 characters of your own.",
      {
        problems,
      },
    );
  const hash = await hashPassword(given.password);
  const id = await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('ownervoice.setup'))`.execute(tx);
    if (await tx.selectFrom("user").select("id").limit(1).executeTakeFirst()) throw gone;
    const grants = [{ role: "admin", unitId: null }] as const;
    const created = await insertPerson(tx, { ...given, mustChangePassword: false, grants }, hash, null);
    await writeAudit(tx, {
      action: "setup.first-admin",
      actorId: created,
      subject: `person:${created}`,
      network,
    });
    return created;
  });
  takeProcessSingleton("setup-code");
  return id;
}
