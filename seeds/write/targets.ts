import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";

/** Targets as a group sets them: the index, loyalty and a few dimensions for all, harder or softer ones for some units. */
const TARGETS: readonly (readonly [node: string, unit: string | undefined, value: number])[] = [
  ["TOTAL", undefined, 70],
  ["TOTAL", "EC", 72],
  ["TOTAL", "EC05", 68],
  ["NPS", undefined, 25],
  ["loyalty", undefined, 45],
  ["D1", undefined, 74],
  ["D2", undefined, 72],
  ["D3", undefined, 70],
  ["D4", undefined, 66],
  ["D4", "EC", 68],
  ["D5", undefined, 70],
  ["P2", undefined, 66],
  ["M1", undefined, 72],
];

/** Numbers nobody published: they show what a benchmark looks like, and say so wherever they are shown. */
const EXAMPLES: readonly (readonly [node: string, value: number, n: number | undefined])[] = [
  ["TOTAL", 68.5, 21_000],
  ["D4", 62, 21_000],
  ["D5", 71, 21_000],
  ["NPS", 18, undefined],
];

/**
 * Writes targets for the years of the waves and example benchmarks for the newest of them.
 * @param units ids by code
 */
export async function writeTargets(
  client: PoolClient,
  units: ReadonlyMap<string, number>,
  years: readonly number[],
): Promise<void> {
  await client.query("truncate indicator_target, benchmark restart identity");
  const newest = Math.max(...years);
  const batch = randomUUID();
  for (const year of years) {
    for (const [node, unit, value] of TARGETS) {
      await client.query(
        `insert into indicator_target (node, unit_id, year, version, value, reason, batch, changed_by)
         values ($1, $2, $3, 1, $4, $5, $6, 'seed')`,
        [
          node,
          unit === undefined ? null : units.get(unit),
          year,
          // a target rises by a point a year
          value - (newest - year),
          "年度经营目标",
          batch,
        ],
      );
    }
  }
  for (const [node, value, n] of EXAMPLES)
    await client.query(
      `insert into benchmark (node, source, year, version, value, n, note, example, batch, changed_by)
       values ($1, '示例数据，非真实行业值', $2, 1, $3, $4, '仅用于演示对标怎么显示', true, $5, 'seed')`,
      [node, newest, value, n ?? null, batch],
    );
}
