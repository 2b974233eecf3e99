import type { Failure } from "../trpc/failure.ts";

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Sends a small JSON body to the auth door. @returns undefined when it was accepted, else why not */
export async function postJson(
  path: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Failure | undefined> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch (error) {
    return { code: "offline", message: String(error), id: undefined, details: {} };
  }
  if (response.ok) return undefined;
  const answer: unknown = await response.json().catch(() => undefined);
  const error = isRecord(answer) && isRecord(answer.error) ? answer.error : {};
  return {
    code: typeof error.code === "string" ? error.code : "internal",
    message: typeof error.message === "string" ? error.message : "",
    id: undefined,
    details: isRecord(error.details) ? error.details : {},
  };
}
