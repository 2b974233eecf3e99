import { randomUUID } from "node:crypto";
import { sql, type Transaction } from "kysely";
import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import type { Database } from "#server/database/connection.ts";
import type { Tables } from "#server/database/tables.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { knownNodes, rangeOf } from "./known-nodes.ts";

const year = z.int().min(2000).max(2100);
const value = z.number().min(-100).max(100).nullable();
const note = z.string().trim().max(500).default("");

export const targetChange = z.strictObject({
  node: z.string().min(1).max(40),
  /** Null: every unit without one of its own. */
  unit: z.int().positive().nullable(),
  year,
  /** Null takes it away. */
  value,
  reason: note,
  /** The version that was on the screen; 0 for none. */
  seen: z.int().min(0),
});
export type TargetChange = z.infer<typeof targetChange>;

export const benchmarkChange = z.strictObject({
  node: z.string().min(1).max(40),
  source: z.string().trim().min(1).max(120),
  year,
  value,
  n: z.int().positive().max(2_000_000_000).nullable().default(null),
  note,
  seen: z.int().min(0),
});
export type BenchmarkChange = z.infer<typeof benchmarkChange>;

export const batchRef = z.strictObject({ batch: z.uuid() });

/** What was changed together; with it the change can be taken back. */
export type Changed = { readonly batch: string; readonly count: number };

type Tx = Transaction<Tables>;

function changedMeanwhile(): AppError {
  return new AppError("conflict", "Somebody else has changed this entry: look at it again first.");
}

/** One writer at a time, so that versions follow one another. */
async function lockEntries(tx: Tx): Promise<void> {
  await sql`lock table indicator_target, benchmark in share row exclusive mode`.execute(tx);
}

async function refuseUnknown(db: Database, node: string, wanted: number | null): Promise<void> {
  const info = (await knownNodes(db)).find(({ id }) => id === node);
  if (!info) throw new AppError("not_found", "There is no such indicator: choose one from the list.");
  const [least, most] = rangeOf(info);
  if (wanted !== null && (wanted < least || wanted > most))
    throw new AppError("invalid", "The value is out of range: correct it and save again.", { least, most });
}

async function newestTarget(tx: Tx, { node, unit, year: of }: Pick<TargetChange, "node" | "unit" | "year">) {
  return tx
    .selectFrom("indicator_target")
    .select(["version", "value"])
    .where("node", "=", node)
    .where("unit_id", "is not distinct from", unit)
    .where("year", "=", of)
    .orderBy("version", "desc")
    .executeTakeFirst();
}

/** Writes targets as their next versions; unchanged ones are passed over. @returns how many were written */
async function writeTargets(
  tx: Tx,
  scope: Scope,
  batch: string,
  changes: readonly Omit<TargetChange, "seen">[],
): Promise<number> {
  let count = 0;
  for (const { node, unit, year: of, value: wanted, reason } of changes) {
    const last = await newestTarget(tx, { node, unit, year: of });
    if ((last?.value ?? null) === wanted) continue;
    await tx
      .insertInto("indicator_target")
      .values({
        node,
        unit_id: unit,
        year: of,
        version: (last?.version ?? 0) + 1,
        value: wanted,
        reason,
        batch,
        changed_by: scope.userId,
      })
      .execute();
    count++;
  }
  return count;
}

function audit(tx: Tx, scope: Scope, what: "target" | "benchmark", detail: Record<string, unknown>) {
  return writeAudit(tx, {
    action: what === "target" ? "target.changed" : "benchmark.changed",
    actorId: scope.userId,
    subject: typeof detail.node === "string" ? `indicator:${detail.node}` : null,
    detail,
  });
}

/**
 * Sets a target, changes it, or takes it away; what it was stays.
 * @throws AppError `forbidden`, `not_found` for an unknown indicator or unit, `invalid` out of range, `conflict` when it was
 *   changed meanwhile
 */
export async function changeTarget(db: Database, scope: Scope, change: TargetChange): Promise<Changed> {
  need(scope, "settings.change");
  if (change.unit !== null && !scope.tree.units.has(change.unit))
    throw new AppError("not_found", "There is no such unit for you: choose one from your tree.");
  await refuseUnknown(db, change.node, change.value);
  const batch = randomUUID();
  return db.transaction().execute(async (tx) => {
    await lockEntries(tx);
    const last = await newestTarget(tx, change);
    if ((last?.version ?? 0) !== change.seen) throw changedMeanwhile();
    const count = await writeTargets(tx, scope, batch, [change]);
    if (count > 0)
      await audit(tx, scope, "target", { node: change.node, year: change.year, unit: change.unit });
    return { batch, count };
  });
}

/** Sets the targets of a file, all of them or none. Rows that change nothing are passed over. */
export async function putTargets(
  db: Database,
  scope: Scope,
  changes: readonly Omit<TargetChange, "seen">[],
): Promise<Changed> {
  need(scope, "settings.change");
  const batch = randomUUID();
  return db.transaction().execute(async (tx) => {
    await lockEntries(tx);
    const count = await writeTargets(tx, scope, batch, changes);
    if (count > 0) await audit(tx, scope, "target", { rows: count });
    return { batch, count };
  });
}

/**
 * Records what somebody else published, changes it, or takes it away.
 * @throws AppError as `changeTarget`
 */
export async function changeBenchmark(db: Database, scope: Scope, change: BenchmarkChange): Promise<Changed> {
  need(scope, "settings.change");
  await refuseUnknown(db, change.node, change.value);
  const batch = randomUUID();
  return db.transaction().execute(async (tx) => {
    await lockEntries(tx);
    const last = await tx
      .selectFrom("benchmark")
      .select(["version", "value", "n", "note"])
      .where("node", "=", change.node)
      .where("source", "=", change.source)
      .where("year", "=", change.year)
      .orderBy("version", "desc")
      .executeTakeFirst();
    if ((last?.version ?? 0) !== change.seen) throw changedMeanwhile();
    const { seen: _, ...row } = change;
    if (last ? last.value === row.value && last.n === row.n && last.note === row.note : row.value === null)
      return { batch, count: 0 };
    const version = (last?.version ?? 0) + 1;
    await tx
      .insertInto("benchmark")
      .values({ ...row, version, batch, changed_by: scope.userId })
      .execute();
    await audit(tx, scope, "benchmark", { node: change.node, year: change.year });
    return { batch, count: 1 };
  });
}

/**
 * Takes back what was changed together, where nothing has been changed since: the older content becomes the newest version.
 * @throws AppError `not_found` when there is no such change, `conflict` when some of it was changed again
 */
export async function takeBack(
  db: Database,
  scope: Scope,
  { batch }: z.infer<typeof batchRef>,
): Promise<Changed> {
  need(scope, "settings.change");
  const own = randomUUID();
  return db.transaction().execute(async (tx) => {
    await lockEntries(tx);
    const later = await sql<{ count: number }>`
      select count(*)::int as count from indicator_target t join indicator_target l
        on l.node = t.node and l.unit_id is not distinct from t.unit_id and l.year = t.year and l.version > t.version
      where t.batch = ${batch}
      union all
      select count(*)::int from benchmark t join benchmark l
        on l.node = t.node and l.source = t.source and l.year = t.year and l.version > t.version
      where t.batch = ${batch}`.execute(tx);
    if (later.rows.some(({ count }) => count > 0)) throw changedMeanwhile();
    const targets = await sql`
      insert into indicator_target (node, unit_id, year, version, value, reason, batch, changed_by)
      select t.node, t.unit_id, t.year, t.version + 1, o.value, coalesce(o.reason, ''), ${own}, ${scope.userId}
      from indicator_target t left join indicator_target o
        on o.node = t.node and o.unit_id is not distinct from t.unit_id and o.year = t.year and o.version = t.version - 1
      where t.batch = ${batch}`.execute(tx);
    const benchmarks = await sql`
      insert into benchmark (node, source, year, version, value, n, note, example, batch, changed_by)
      select t.node, t.source, t.year, t.version + 1, o.value, coalesce(o.n, t.n), coalesce(o.note, ''), t.example, ${own}, ${scope.userId}
      from benchmark t left join benchmark o
        on o.node = t.node and o.source = t.source and o.year = t.year and o.version = t.version - 1
      where t.batch = ${batch}`.execute(tx);
    const [ofTargets, ofBenchmarks] = [Number(targets.numAffectedRows), Number(benchmarks.numAffectedRows)];
    if (ofTargets + ofBenchmarks === 0)
      throw new AppError("not_found", "There is no such change to take back: reload the page.");
    if (ofTargets > 0) await audit(tx, scope, "target", { takenBack: ofTargets });
    if (ofBenchmarks > 0) await audit(tx, scope, "benchmark", { takenBack: ofBenchmarks });
    return { batch: own, count: ofTargets + ofBenchmarks };
  });
}
