import { sql } from "kysely";
import type { Database } from "#server/database/connection.ts";

/** What an indicator is to reach in a year; `unitId` null means every unit without one of its own. */
export type Target = {
  readonly node: string;
  readonly unitId: number | null;
  readonly year: number;
  readonly value: number;
};

/** A number somebody else published about the same thing. Read as exact: its own error is hardly ever known. */
export type Benchmark = {
  readonly node: string;
  readonly source: string;
  readonly year: number;
  readonly value: number;
  /** Answers it rests on, where the source says so. */
  readonly n: number | null;
  readonly note: string;
  /** Made up to show what a benchmark looks like. */
  readonly example: boolean;
};

/** The targets in force: the newest version of each, without those taken away. */
export async function readTargets(db: Database): Promise<readonly Target[]> {
  const { rows } = await sql<Target>`
    select node, "unitId", year, value from (
      select distinct on (node, coalesce(unit_id, 0), year) node, unit_id as "unitId", year, value
      from indicator_target order by node, coalesce(unit_id, 0), year, version desc) newest
    where value is not null
    order by node, coalesce("unitId", 0), year`.execute(db);
  return rows;
}

/** The benchmarks in force, the newest year of a source first. */
export async function readBenchmarks(db: Database): Promise<readonly Benchmark[]> {
  const { rows } = await sql<Benchmark>`
    select node, source, year, value, n, note, example from (
      select distinct on (node, source, year) node, source, year, value, n, note, example
      from benchmark order by node, source, year, version desc) newest
    where value is not null
    order by node, year desc, source`.execute(db);
  return rows;
}

/**
 * The target of a unit in a year: its own, else that of the nearest unit above, else the one for every unit.
 * @param path the unit and those above it, the root first
 */
export function targetFor(
  targets: readonly Target[],
  node: string,
  path: readonly { readonly id: number }[],
  year: number,
): number | undefined {
  const own = targets.filter((target) => target.node === node && target.year === year);
  for (const unitId of [...path.map(({ id }) => id).toReversed(), null]) {
    const found = own.find((target) => target.unitId === unitId);
    if (found) return found.value;
  }
  return undefined;
}

/** The benchmark of an indicator that fits a year best: the newest not later than it. */
export function benchmarkFor(
  benchmarks: readonly Benchmark[],
  node: string,
  year: number,
): Benchmark | undefined {
  return benchmarks.find((benchmark) => benchmark.node === node && benchmark.year <= year);
}
