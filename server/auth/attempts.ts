import { createHash, randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "#server/database/connection.ts";

/** At most `most` attempts in a window that begins with the first of them. */
export type Limit = { readonly key: string; readonly most: number; readonly seconds: number };

export type Refusal = {
  readonly limit: Limit;
  readonly retryAfterSeconds: number;
  /** The first attempt past the limit, the one worth a line in the log. */
  readonly first: boolean;
};

/** Keys hold addresses and e-mails of whoever tried; only their hash is kept. */
function stored(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}

async function take(db: Database, limit: Limit, now: Date): Promise<Refusal | undefined> {
  const at = now.getTime();
  const window = limit.seconds * 1000;
  const over = sql<boolean>`"rateLimit"."lastRequest" <= ${at - window}`;
  const { count, lastRequest } = await db
    .insertInto("rateLimit")
    .values({ id: randomUUID(), key: stored(limit.key), count: 1, lastRequest: at })
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet({
        count: sql`case when ${over} then 1 else "rateLimit".count + 1 end`,
        lastRequest: sql`case when ${over} then ${at} else "rateLimit"."lastRequest" end`,
      }),
    )
    .returning(["count", "lastRequest"])
    .executeTakeFirstOrThrow();
  if (count <= limit.most) return undefined;
  return {
    limit,
    retryAfterSeconds: Math.max(1, Math.ceil((lastRequest + window - at) / 1000)),
    first: count === limit.most + 1,
  };
}

/**
 * Counts an attempt against the limits, in their order, before it is made, so that many at once cannot slip through.
 * What one limit refuses is not counted against those after it.
 * @returns the refusal, undefined when the attempt may be made
 */
export async function takeAttempt(
  db: Database,
  limits: readonly Limit[],
  now: Date,
): Promise<Refusal | undefined> {
  for (const limit of limits) {
    const refusal = await take(db, limit, now);
    if (refusal) return refusal;
  }
  return undefined;
}

/** Takes an attempt that succeeded off the count again: only failures use a limit up. */
export async function returnAttempt(db: Database, limits: readonly Limit[]): Promise<void> {
  if (limits.length === 0) return;
  await db
    .updateTable("rateLimit")
    .set((update) => ({ count: update("count", "-", 1) }))
    .where(
      "key",
      "in",
      limits.map((limit) => stored(limit.key)),
    )
    .where("count", ">", 0)
    .execute();
}

/** Forgets a limit's failures, as after a success of the same pair. */
export async function forgetAttempts(db: Database, limit: Limit): Promise<void> {
  await db.deleteFrom("rateLimit").where("key", "=", stored(limit.key)).execute();
}
