import { AppError, asAppError, statusOf } from "#server/app-error.ts";
import { isSameOrigin } from "#server/auth/same-origin.ts";
import { log } from "#server/log.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { Context } from "./context.ts";

/**
 * The scope of a request that is not a procedure: a file that comes or goes.
 * @throws AppError `unauthenticated`; `forbidden` with a password somebody else chose
 */
export async function staffScope(context: Context): Promise<Scope> {
  const who = await context.whoAsks();
  if (!who) throw new AppError("unauthenticated", "You are not signed in: sign in first.");
  const { session, scope } = who;
  if (session.mustChangePassword && scope.viewedBy === null)
    throw new AppError(
      "forbidden",
      "Your password was given to you by somebody else: choose your own first.",
    );
  return scope;
}

/**
 * `staffScope` of a request that changes something.
 * @throws AppError `forbidden` for a page of another site and while looking through another person's eyes
 */
export async function changingScope(
  request: Request,
  context: Context,
  publicUrl: string | undefined,
): Promise<Scope> {
  if (!isSameOrigin(request.headers, publicUrl))
    throw new AppError(
      "forbidden",
      "This request came from another site: open OwnerVoice itself and try again.",
    );
  const scope = await staffScope(context);
  if (scope.viewedBy !== null)
    throw new AppError(
      "forbidden",
      "You are looking through another person's eyes, so nothing can be changed: stop that first.",
    );
  return scope;
}

/** A failure as an answer: the house's code and sentence, never a stack. */
export function staffRefusal(failure: unknown): Response {
  const known = asAppError(failure);
  if (!known) log().error({ err: failure }, "a staff request failed");
  const error = known
    ? { message: known.message, data: { code: known.code, details: known.details } }
    : {
        message: "Something failed here; nothing that was confirmed is lost.",
        data: { code: "internal" },
      };
  return Response.json(
    { error },
    { status: known ? statusOf(known.code) : 500, headers: { "Cache-Control": "no-store" } },
  );
}
