import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import { type Limit, returnAttempt, takeAttempt } from "./attempts.ts";
import { type AuthDoor, readJson } from "./auth-request.ts";
import { networkOf } from "./network.ts";
import { PASSWORD_LENGTH, passwordProblems } from "./password-rules.ts";
import { readSession } from "./session.ts";

const change = z.strictObject({
  currentPassword: z.string().min(1).max(PASSWORD_LENGTH.most),
  newPassword: z.string().min(1).max(1_000),
});

/**
 * Changes one's own password and ends one's other sessions.
 * @throws AppError `unauthenticated` without a session, `invalid` with the rules broken in `details.problems`
 */
export async function changePassword(door: AuthDoor, request: Request): Promise<Response> {
  const { auth, db } = door;
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  const session = await readSession(auth, db, headers);
  if (!session) throw new AppError("unauthenticated", "You are not signed in: sign in first.");
  if (session.viewingAs !== null)
    throw new AppError("forbidden", "You are looking through another person's eyes: stop that first.");
  const body = await readJson(request, change);
  const problems = passwordProblems(body.newPassword, session.email);
  if (problems.length > 0)
    throw new AppError(
      "invalid",
      "The new password is too easy to guess: choose at least 12 characters of your own.",
      {
        problems,
      },
    );
  if (body.newPassword === body.currentPassword)
    throw new AppError("invalid", "The new password is the old one: choose another.", {
      problems: ["same-as-before"],
    });
  const limit: Limit = { key: `change-password:${session.userId}`, most: 10, seconds: 15 * 60 };
  const refused = await takeAttempt(db, [limit], door.now());
  if (refused)
    throw new AppError("too_many_requests", "Too many failed attempts: wait a quarter of an hour.", {
      retryAfterSeconds: refused.retryAfterSeconds,
    });
  const response = await auth.handler(
    new Request(request.url, {
      method: "POST",
      headers,
      body: JSON.stringify({ ...body, revokeOtherSessions: true }),
    }),
  );
  if (!response.ok)
    throw new AppError("forbidden", "The current password is not right: type it again.", {
      problems: ["wrong-password"],
    });
  await returnAttempt(db, [limit]);
  await db.updateTable("user").set({ mustChangePassword: false }).where("id", "=", session.userId).execute();
  await writeAudit(db, { action: "password.changed", actorId: session.userId, network: networkOf(headers) });
  const mine = new Headers({ "Content-Type": "application/json", "Cache-Control": "no-store" });
  for (const cookie of response.headers.getSetCookie()) mine.append("Set-Cookie", cookie);
  return new Response(JSON.stringify({ changed: true }), { status: 200, headers: mine });
}
