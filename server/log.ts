import pino from "pino";
import { AppError } from "./app-error.ts";
import { env } from "./env.ts";
import { processSingleton } from "./process-singleton.ts";

export type Log = pino.Logger;

/** Runs of digits that could be a phone or an identity number, and long random texts such as tokens. */
const PERSONAL = /\d{7,}|[A-Za-z0-9_-]{20,}/g;

/** A text that may be logged: numbers and tokens are taken out. */
export function scrub(text: string): string {
  return text.replace(PERSONAL, "…");
}

function field(error: object, name: string): unknown {
  return name in error ? (error as Readonly<Record<string, unknown>>)[name] : undefined;
}

/**
 * What a log may say about a failure. PostgreSQL puts the values of a row into message and detail, so of its
 * errors only code, table, constraint and place are kept; of others the scrubbed message and the frames.
 */
function describeFailure(failure: unknown): Readonly<Record<string, unknown>> {
  if (!(failure instanceof Error)) return { name: typeof failure };
  const frames = failure.stack
    ?.split("\n")
    .filter((line) => line.startsWith("    at "))
    .slice(0, 8)
    .map((line) => line.trim());
  const sqlState = field(failure, "code");
  if (typeof sqlState === "string" && /^[0-9A-Z]{5}$/.test(sqlState)) {
    const [table, constraint, routine] = ["table", "constraint", "routine"].map((name) =>
      field(failure, name),
    );
    return { name: "PostgreSQL", sqlState, table, constraint, routine, frames };
  }
  const cause = failure.cause === undefined ? undefined : describeFailure(failure.cause);
  const code = failure instanceof AppError ? failure.code : sqlState;
  return { name: failure.name, code, message: scrub(failure.message), frames, cause };
}

/** The time of an entry; all but its milliseconds is written out once a second. */
function entryTime(): () => string {
  let [second, text] = [Number.NaN, ""];
  return () => {
    const at = Date.now();
    const ms = at % 1_000;
    if (at - ms !== second) {
      second = at - ms;
      text = `,"time":"${new Date(second).toISOString().slice(0, 20)}`;
    }
    return `${text}${String(ms).padStart(3, "0")}Z"`;
  };
}

/** A log that writes one JSON object a line, never a token, an answer or a phone. */
export function createLog(level: string, destination: pino.DestinationStream): Log {
  return pino(
    {
      level,
      base: null,
      serializers: { err: describeFailure },
      timestamp: entryTime(),
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
}

/** The structured log of this process, on stdout. */
export function log(): Log {
  return processSingleton("log", () =>
    createLog(env().LOG_LEVEL, pino.destination({ dest: 1, sync: false })),
  );
}
