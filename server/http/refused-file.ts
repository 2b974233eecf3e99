import { asAppError, statusOf } from "#server/app-error.ts";
import { log } from "#server/log.ts";

/**
 * The answer instead of a file: what went wrong in one sentence, never kept by anybody on the way. What nobody foresaw is logged.
 * @param what failed, for the log, e.g. `an export failed`
 */
export function refusedFile(failure: unknown, what: string): Response {
  const known = asAppError(failure);
  if (!known) log().error({ err: failure }, what);
  const { code, message } = known ?? {
    code: "internal" as const,
    message: "Something failed here; nothing that was confirmed is lost.",
  };
  return Response.json(
    { error: { message, data: { code } } },
    { status: known ? statusOf(known.code) : 500, headers: { "Cache-Control": "no-store" } },
  );
}
