import type { Statements } from "../database/statements.ts";
import type { IdentitySeal } from "./identity-seal.ts";

// who answered, ended otherwise or opted out since the links were made is not written to any more
const NUMBERS = `
  select h.code, p.sealed
  from unnest($2::text[]) as given (code)
  join home h on h.code = given.code
  join vault.respondent r on r.home_id = h.id
  join frame_member m on m.respondent_key = r.respondent_key and m.wave_id = $1
  join vault.owner o on o.id = r.owner_id and o.opted_out_at is null
  join lateral (select sealed from vault.phone where owner_id = o.id order by position limit 1) p on true
  where m.sampled and m.exclusion is null and m.disposition is null`;

/**
 * Opens one number of each of these homes, by home code, for whoever sends a wave's text messages. Purpose: one
 * message; the caller logs it first. Homes without a number, and those not to be written to now, are left out.
 */
export async function numbersToWriteTo(
  run: Statements,
  waveId: number,
  codes: readonly string[],
  seal: IdentitySeal,
): Promise<ReadonlyMap<string, string>> {
  const rows = await run<{ code: string; sealed: Buffer }>(NUMBERS, [waveId, codes]);
  return new Map(rows.map(({ code, sealed }) => [code, seal.open(sealed)]));
}
