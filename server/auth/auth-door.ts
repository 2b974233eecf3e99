import { AppError, statusOf } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import type { AuthDoor } from "./auth-request.ts";
import { changePassword } from "./change-password.ts";
import { networkOf } from "./network.ts";
import { isSameOrigin } from "./same-origin.ts";
import { readSession } from "./session.ts";
import { signIn } from "./sign-in.ts";

function reply(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(body, { status, headers: { "Cache-Control": "no-store", ...headers } });
}

function refusal(error: AppError): Response {
  const { code, message, details } = error;
  const wait = details.retryAfterSeconds;
  return reply(
    statusOf(code),
    { error: { code, message, details } },
    typeof wait === "number" ? { "Retry-After": String(wait) } : {},
  );
}

/** Ends the session, whatever the request's body. Without a session there is nothing to end, which is no failure. */
async function signOut(door: AuthDoor, request: Request): Promise<Response> {
  const session = await readSession(door.auth, door.db, request.headers);
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  headers.set("content-type", "application/json");
  const response = await door.auth.handler(new Request(request.url, { method: "POST", headers, body: "{}" }));
  if (session && response.ok)
    await writeAudit(door.db, {
      action: "sign-out",
      actorId: session.userId,
      network: networkOf(request.headers),
    });
  return response;
}

const ROUTES: Readonly<Record<string, (door: AuthDoor, request: Request) => Promise<Response>>> = {
  "/api/auth/sign-in/email": signIn,
  "/api/auth/sign-out": signOut,
  "/api/auth/change-password": changePassword,
};

/**
 * Answers /api/auth/*. Only signing in, signing out and changing one's password exist; whatever else
 * better-auth could do is not there.
 */
export async function answerAuth(door: AuthDoor, request: Request): Promise<Response> {
  try {
    const route = ROUTES[new URL(request.url).pathname];
    if (!route || request.method !== "POST")
      throw new AppError("not_found", "There is nothing at this address.");
    if (!isSameOrigin(request.headers, door.publicUrl))
      throw new AppError(
        "forbidden",
        "This request came from another site: open OwnerVoice itself and try again.",
      );
    return await route(door, request);
  } catch (failure) {
    if (failure instanceof AppError) return refusal(failure);
    throw failure;
  }
}
