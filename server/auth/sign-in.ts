import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import type { Database } from "#server/database/connection.ts";
import { forgetAttempts, type Limit, returnAttempt, takeAttempt } from "./attempts.ts";
import { type AuthDoor, readJson } from "./auth-request.ts";
import { networkOf } from "./network.ts";
import { PASSWORD_LENGTH } from "./password-rules.ts";

const credentials = z.strictObject({
  email: z.email().max(254),
  password: z.string().min(1).max(PASSWORD_LENGTH.most),
  rememberMe: z.boolean().optional(),
});

const MINUTES = 60;
const KNOWN_DAYS = 90;

type SignInLimits = { readonly pair: Limit; readonly wide: readonly Limit[] };

/**
 * Only failures count. A pair of account and network gets few tries; the account from everywhere and the network
 * for all accounts get many. Whoever signed in from here before is not held by the wide ones, so neither a stranger
 * nor a colleague's forgotten password locks an office out.
 */
function limitsFor(email: string, network: string, known: boolean): SignInLimits {
  return {
    pair: { key: `sign-in:${email}@@${network}`, most: 10, seconds: 15 * MINUTES },
    wide: known
      ? []
      : [
          { key: `sign-in:account:${email}`, most: 50, seconds: 60 * MINUTES },
          { key: `sign-in:network:${network}`, most: 100, seconds: 15 * MINUTES },
        ],
  };
}

async function hasSignedInFrom(db: Database, userId: string, network: string, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - KNOWN_DAYS * 86_400_000);
  const row = await db
    .selectFrom("audit_log")
    .select("id")
    .where("actor_id", "=", userId)
    .where("action", "=", "sign-in")
    .where("network", "=", network)
    .where("at", ">=", since)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Signs in with e-mail and password. One answer for unknown, wrong and disabled. @throws AppError `too_many_requests`, `unauthenticated` */
export async function signIn(door: AuthDoor, request: Request): Promise<Response> {
  const { auth, db } = door;
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  const body = await readJson(request, credentials);
  const email = body.email.toLowerCase();
  const network = networkOf(headers);
  const now = door.now();
  const user = await db.selectFrom("user").select("id").where("email", "=", email).executeTakeFirst();
  const known = user !== undefined && (await hasSignedInFrom(db, user.id, network, now));
  const { pair, wide } = limitsFor(email, network, known);
  const subject = user ? `person:${user.id}` : null;
  const refused = await takeAttempt(db, [pair, ...wide], now);
  if (refused) {
    if (refused.first) await writeAudit(db, { action: "sign-in.limited", actorId: null, subject, network });
    const { retryAfterSeconds } = refused;
    const minutes = Math.ceil(retryAfterSeconds / MINUTES);
    throw new AppError(
      "too_many_requests",
      `Too many failed attempts: wait ${minutes} minutes and try again.`,
      {
        retryAfterSeconds,
      },
    );
  }
  const response = await auth.handler(
    new Request(request.url, { method: "POST", headers, body: JSON.stringify({ ...body, email }) }),
  );
  if (!response.ok || user === undefined) {
    await writeAudit(db, { action: "sign-in.failed", actorId: null, subject, network });
    throw new AppError(
      "unauthenticated",
      "E-mail and password do not belong together: check both and try again.",
    );
  }
  await forgetAttempts(db, pair);
  await returnAttempt(db, wide);
  await writeAudit(db, { action: "sign-in", actorId: user.id, network });
  const mine = new Headers({ "Content-Type": "application/json", "Cache-Control": "no-store" });
  for (const cookie of response.headers.getSetCookie()) mine.append("Set-Cookie", cookie);
  return new Response(JSON.stringify({ signedIn: true }), { status: 200, headers: mine });
}
