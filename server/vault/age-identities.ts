import { type CalendarDate, shanghaiDate } from "#surveys/calendar-date.ts";
import type { Statements } from "../database/statements.ts";
import { type Cut, cutLinks } from "./cut-links.ts";
import { forgetOwners } from "./forget-owners.ts";

/** Owners emptied at once. */
const AT_ONCE = 500;

/** Answers of a wave that still lead to somebody. */
export async function linksOf(run: Statements, waveId: number): Promise<number> {
  const [row] = await run<{ n: number }>(
    "select count(*)::int as n from vault.respondent where wave_id = $1",
    [waveId],
  );
  return row?.n ?? 0;
}

/** Links of a wave destroyed at once: some seconds of a transaction, in which nothing else waits long. */
const LINKS_AT_ONCE = 20_000;

/**
 * Destroys links between the answers of a wave and the people they are of, at most some ten thousands. Inside a transaction; ask again
 * until `linksOf` is none. Whatever stops it, what was destroyed stays so and the rest is found the next time.
 */
export function cutWave(run: Statements, waveId: number, atOnce = LINKS_AT_ONCE): Promise<Cut> {
  return cutLinks(
    run,
    "select respondent_key from vault.respondent where wave_id = $1 order by respondent_key limit $2",
    [waveId, atOnce],
  );
}

const FORMER = `
  from (select w.owner_id, max(coalesce(w.valid_to, 'infinity')) as until from ownership w group by w.owner_id) owned
  join vault.owner o on o.id = owned.owner_id and o.forgotten_at is null where owned.until < 'infinity'`;

/** Owners who own nothing any more and are still named, by the day the last of their homes was theirs. */
export async function formerOwners(
  run: Statements,
): Promise<readonly { readonly until: CalendarDate; readonly owners: number }[]> {
  return run(
    `select owned.until::text as until, count(*)::int as owners ${FORMER} group by owned.until order by owned.until`,
  );
}

/**
 * Empties owners whose last home was sold so many months ago. Inside a transaction.
 * @returns how many of at most some hundreds: ask again until it is none
 */
export async function forgetFormerOwners(run: Statements, months: number, at: Date): Promise<number> {
  const rows = await run<{ id: string }>(
    `select o.id ${FORMER} and owned.until + make_interval(months => $1) <= $2::date order by o.id limit ${AT_ONCE}`,
    [months, shanghaiDate(at)],
  );
  if (rows.length === 0) return 0;
  const { names } = await forgetOwners(
    run,
    rows.map(({ id }) => id),
    at,
  );
  return names;
}
