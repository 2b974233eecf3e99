import { sql } from "kysely";
import type { ErrorCode } from "#server/app-error.ts";
import { AppError, asAppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { isUniqueViolation } from "#server/database/is-unique-violation.ts";
import { log } from "#server/log.ts";
import { readWave } from "../wave-facts.ts";
import type { WaveManager } from "../wave-manager.ts";

export type WorkKind = "preview" | "lock" | "draw" | "replay" | "close" | "publish";

/** What a piece of work is doing, in the order it does it; `begun` before it has said anything. */
export type WorkStage =
  | "begun"
  | "homes"
  | "peace"
  | "writing"
  | "drawing"
  | "screening"
  | "outcomes"
  | "weights"
  | "hashing"
  | "numbers";

/** Says how far a piece of work is. */
export type Tell = (stage: WorkStage) => Promise<void>;

export type WorkFailure = { readonly code: ErrorCode | "internal"; readonly message: string };

/** A piece of long work on a wave. */
export type WaveWork = {
  readonly id: number;
  readonly kind: WorkKind;
  readonly by: string | null;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly stage: WorkStage;
  /** lost: the process that did it is gone, and nothing was changed. */
  readonly state: "running" | "done" | "failed" | "lost";
  /** What came of it; nothing while it runs. */
  readonly result?: unknown;
  readonly failure: WorkFailure | null;
};

const BEAT_MS = 4_000;
/** Without a sign of life for so long, work is lost. */
const LOST_SECONDS = 30;

type Row = {
  readonly id: number;
  readonly kind: string;
  readonly by: string | null;
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly stage: string;
  readonly result: unknown;
  readonly failure: unknown;
  readonly lost: boolean;
};

function workOf(row: Row): WaveWork {
  const failure = row.failure as WorkFailure | null;
  const ended = failure === null ? "done" : "failed";
  return {
    id: row.id,
    kind: row.kind as WorkKind,
    by: row.by,
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    stage: row.stage as WorkStage,
    state: row.finished_at !== null ? ended : row.lost ? "lost" : "running",
    result: row.result,
    failure,
  };
}

function works(db: Database) {
  return db
    .selectFrom("wave_work as work")
    .leftJoin("user", "user.id", "work.by_id")
    .select([
      "work.id",
      "work.kind",
      "user.name as by",
      "work.started_at",
      "work.finished_at",
      "work.stage",
      "work.result",
      "work.failure",
      sql<boolean>`work.beat_at < now() - make_interval(secs => ${LOST_SECONDS})`.as("lost"),
    ]);
}

/** The newest work on a wave, running or ended; undefined when there was none. @throws AppError `not_found` */
export async function latestWork(
  db: Database,
  _by: WaveManager,
  waveId: number,
): Promise<WaveWork | undefined> {
  await readWave(db, waveId);
  const row = await works(db)
    .where("work.wave_id", "=", waveId)
    .orderBy("work.id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && workOf(row);
}

/** What the newest finished work of a kind gave. */
export async function latestResult(
  db: Database,
  waveId: number,
  kind: WorkKind,
): Promise<{ readonly at: string; readonly result: unknown } | undefined> {
  const row = await db
    .selectFrom("wave_work")
    .select(["finished_at", "result"])
    .where("wave_id", "=", waveId)
    .where("kind", "=", kind)
    .where("result", "is not", null)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.finished_at ? { at: row.finished_at.toISOString(), result: row.result } : undefined;
}

async function register(db: Database, by: WaveManager, waveId: number, kind: WorkKind): Promise<number> {
  await readWave(db, waveId);
  await db
    .updateTable("wave_work")
    .set({
      finished_at: sql<Date>`now()`,
      failure: JSON.stringify({
        code: "internal",
        message: "The process that did this is gone: begin again.",
      }),
    })
    .where("wave_id", "=", waveId)
    .where("finished_at", "is", null)
    .where("beat_at", "<", sql<Date>`now() - make_interval(secs => ${LOST_SECONDS})`)
    .execute();
  try {
    const { id } = await db
      .insertInto("wave_work")
      .values({ wave_id: waveId, kind, by_id: by.userId })
      .returning("id")
      .executeTakeFirstOrThrow();
    return id;
  } catch (failure) {
    if (isUniqueViolation(failure))
      throw new AppError(
        "conflict",
        "Something is being done with this wave already: wait until it is through.",
      );
    throw failure;
  }
}

function failureOf(failure: unknown): WorkFailure {
  const known = asAppError(failure);
  if (known) return { code: known.code, message: known.message };
  log().error({ err: failure }, "work on a wave failed");
  return { code: "internal", message: "Something failed here and nothing was changed: try again." };
}

async function carryOut(db: Database, id: number, task: (tell: Tell) => Promise<unknown>): Promise<void> {
  const mark = (values: { readonly stage?: WorkStage }) =>
    db
      .updateTable("wave_work")
      .set({ ...values, beat_at: sql<Date>`now()` })
      .where("id", "=", id)
      .execute();
  const beat = setInterval(() => void mark({}).catch(() => undefined), BEAT_MS);
  beat.unref();
  try {
    const result = await task(async (stage) => {
      await mark({ stage });
    });
    await end(db, id, { result: JSON.stringify(result ?? {}) });
  } catch (failure) {
    await end(db, id, { failure: JSON.stringify(failureOf(failure)) });
  } finally {
    clearInterval(beat);
  }
}

async function end(
  db: Database,
  id: number,
  values: { readonly result: string } | { readonly failure: string },
): Promise<void> {
  await db
    .updateTable("wave_work")
    .set({ ...values, finished_at: sql<Date>`now()` })
    .where("id", "=", id)
    .execute();
}

/**
 * Does something long with a wave, at most one thing at a time. It goes on when nobody waits for it any more, and what it
 * is doing and how it ended stand in the record, so that a page that is opened again finds it. The task must be one
 * transaction: when the process dies, nothing was changed.
 * @param patience milliseconds after which it is told as running
 * @throws AppError `conflict` while something else is being done with the wave, `not_found`
 */
export async function doWork(
  db: Database,
  by: WaveManager,
  { waveId, kind }: { readonly waveId: number; readonly kind: WorkKind },
  task: (tell: Tell) => Promise<unknown>,
  patience = 1_200,
): Promise<WaveWork> {
  const id = await register(db, by, waveId, kind);
  const done = carryOut(db, id, task).catch((failure: unknown) => {
    log().error({ err: failure }, "the end of work on a wave was not written");
  });
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    done,
    new Promise((later) => {
      timer = setTimeout(later, patience);
    }),
  ]);
  clearTimeout(timer);
  return workOf(await works(db).where("work.id", "=", id).executeTakeFirstOrThrow());
}
