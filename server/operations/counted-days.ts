import { type RawBuilder, sql } from "kysely";
import type { Period } from "./periods.ts";

/** A project that is counted for a unit; it may stand in several. */
export type Member = { readonly unit: number; readonly project: number };

/**
 * The beginning of a statement that counts records: `member (unit, project)`, and `day (period, day)` with every day of every period,
 * so that a record finds its periods by its day and not by trying each.
 */
export function countedDays(members: readonly Member[], periods: readonly Period[]): RawBuilder<unknown> {
  return sql`with member as (
      select * from unnest(${members.map(({ unit }) => unit)}::bigint[], ${members.map(({ project }) => project)}::bigint[])
        as t (unit, project)
    ), day as (
      select period, day::date from unnest(${periods.map(({ key }) => key)}::text[],
        ${periods.map(({ after }) => after)}::date[], ${periods.map(({ upTo }) => upTo)}::date[]) as t (period, after, up_to),
        generate_series((after + 1)::timestamp, up_to::timestamp, interval '1 day') as day
    )`;
}

/** The day in China a moment lies in. */
export function dayOf(moment: string): RawBuilder<string> {
  return sql<string>`(${sql.ref(moment)} at time zone 'Asia/Shanghai')::date`;
}
