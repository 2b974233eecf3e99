/** What is known of a failed question: the house's code, the server's sentence, and an id to name to support. */
export type Failure = {
  readonly code: string;
  readonly message: string;
  readonly id: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Reads a failure off whatever was thrown. Without an answer at all its code is `offline`. */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const data = isRecord(error) && isRecord(error.data) ? error.data : undefined;
  if (!data) return { code: "offline", message, id: undefined, details: {} };
  const details = isRecord(data.details) ? data.details : {};
  return {
    code: typeof data.code === "string" ? data.code : "internal",
    message,
    id: typeof details.id === "string" ? details.id : undefined,
    details,
  };
}

/** Failures that may pass by themselves. */
export function mayPass({ code }: Failure): boolean {
  return code === "offline" || code === "internal" || code === "database_unavailable";
}
