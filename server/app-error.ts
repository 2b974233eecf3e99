import type { EmptyStratumError } from "#analytics/empty-stratum-error.ts";

/** What can go wrong in a way somebody can mend. One status each, so that no door can forget one. */
const STATUS = {
  bad_configuration: 500,
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  nothing_yet: 404,
  conflict: 409,
  empty_strata: 409,
  gone: 410,
  too_large: 413,
  invalid: 422,
  too_many_requests: 429,
  database_unavailable: 503,
  migration_failed: 500,
  analysis_unavailable: 503,
  file_unreadable: 422,
  not_empty: 409,
  port_taken: 500,
  data_folder_unusable: 500,
  missing_program: 500,
  usage: 400,
} as const;

export type ErrorCode = keyof typeof STATUS;

/** A failure with a remedy: `message` is one sentence that says what to do; `details` is safe to show. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }
}

/** The HTTP status that goes with a code. */
export function statusOf(code: ErrorCode): number {
  return STATUS[code];
}

/** The rule in use asks for no numbers while owners are without an answer: those who made it can mend that. */
function emptyStrata(failure: EmptyStratumError): AppError {
  const count = failure.strata.length;
  return new AppError(
    "empty_strata",
    `${count} projects and phases have owners and no answer, and the rule in use gives no numbers then: have answers collected there, or publish a version that leaves them out or weights them with neighbours.`,
    { strata: count },
    failure,
  );
}

function isEmptyStrata(failure: Error): failure is EmptyStratumError {
  return failure.name === "EmptyStratumError" && "strata" in failure;
}

/**
 * The failure as an AppError, undefined when it is a bug. The front and Next's bundle are two module graphs, each
 * with a class of its own, so the name decides. What a rule of the index refuses to weigh is no bug either, on whatever
 * screen it turns up.
 */
export function asAppError(failure: unknown): AppError | undefined {
  if (failure instanceof AppError) return failure;
  if (failure instanceof Error && isEmptyStrata(failure)) return emptyStrata(failure);
  if (!(failure instanceof Error) || failure.name !== "AppError" || !("code" in failure)) return undefined;
  return String(failure.code) in STATUS ? (failure as AppError) : undefined;
}
