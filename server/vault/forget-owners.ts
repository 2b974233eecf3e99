import type { Statements } from "../database/statements.ts";

/** How many names, numbers and addresses were destroyed. */
export type Forgotten = { readonly names: number; readonly phones: number; readonly emails: number };

/** More numbers than anybody has had on record. */
const MOST_NUMBERS = 50;

const COUNT = (deed: string) => `with done as (${deed} returning 1) select count(*)::int as n from done`;

/** What imports noted of how these owners stood before, so that taking one back does not write it again. */
const JOURNAL = [
  `relation = 'vault.owner' and key in (select jsonb_build_object('id', id) from unnest($1::uuid[]) id)`,
  `relation = 'vault.email' and key in (select jsonb_build_object('owner_id', id) from unnest($1::uuid[]) id)`,
  `relation = 'vault.phone' and key in (select jsonb_build_object('owner_id', id, 'position', place)
     from unnest($1::uuid[]) id, generate_series(1, ${MOST_NUMBERS}) place)`,
] as const;

async function count(run: Statements, deed: string, ids: readonly string[], at?: Date): Promise<number> {
  const [row] = await run<{ n: number }>(COUNT(deed), at === undefined ? [ids] : [ids, at]);
  return row?.n ?? 0;
}

/**
 * Empties owners: name, numbers and addresses go, also from what imports keep for being taken back. The empty row stays under its
 * random id, so that the home still counts as owned; nobody can be found by it. Inside a transaction.
 * @param at when; an owner already emptied is left alone
 */
export async function forgetOwners(run: Statements, ids: readonly string[], at: Date): Promise<Forgotten> {
  for (const where of JOURNAL)
    await run(`delete from import_journal where before is not null and ${where}`, [ids]);
  const phones = await count(run, "delete from vault.phone where owner_id = any($1::uuid[])", ids);
  const emails = await count(run, "delete from vault.email where owner_id = any($1::uuid[])", ids);
  const names = await count(
    run,
    `update vault.owner set name_sealed = null, name_hash = null, forgotten_at = $2
     where id = any($1::uuid[]) and forgotten_at is null`,
    ids,
    at,
  );
  return { names, phones, emails };
}
