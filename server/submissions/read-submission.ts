import { AppError } from "../app-error.ts";

/** An answer as it was sent, its envelope checked and its content not yet. */
export type Submission = {
  readonly submissionId: string;
  readonly answers: unknown;
  /** False: keep it as a draft. */
  readonly complete: boolean;
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const KEYS = new Set(["submissionId", "answers", "complete"]);

function refuse(what: string): never {
  throw new AppError(
    "invalid",
    `${what}: send {"submissionId": uuid, "answers": {code: value}, "complete": true or false}.`,
  );
}

/** Reads a submission in JSON. @throws AppError `invalid` when it is not of the agreed shape, also with a key too many */
export function readSubmission(body: Buffer): Submission {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    return refuse("This is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return refuse("This is no submission");
  const unknown = Object.keys(value).find((key) => !KEYS.has(key));
  if (unknown !== undefined) return refuse("The submission has a field nobody asked for");
  const { submissionId, answers, complete } = value as Readonly<Record<string, unknown>>;
  if (typeof submissionId !== "string" || !UUID.test(submissionId))
    return refuse("submissionId must be a UUID");
  if (typeof complete !== "boolean") return refuse("complete must be true or false");
  return { submissionId: submissionId.toLowerCase(), answers, complete };
}
