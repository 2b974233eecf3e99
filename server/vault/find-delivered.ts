import type { Statements } from "../database/statements.ts";

/** A row of a vendor's report: by link, home or phone, of which the hash is enough. */
export type GivenDelivery = {
  readonly delivery: "sent" | "delivered" | "failed" | "opted_out";
  readonly token: Buffer | null;
  readonly homeCode: string | null;
  readonly phone: Buffer | null;
};

export type FoundDelivery = {
  /** Invitations with the last thing said of each. */
  readonly states: readonly { readonly id: number; readonly state: string }[];
  /** Keys whose owner wants nothing more and had not said so before; one a person. */
  readonly newlyOptedOut: readonly string[];
  /** Rows of nobody in this wave. */
  readonly unknown: number;
};

// a link says exactly which invitation; a home or a phone the newest that is not revoked
const FIND = `
  with given as (
    select * from unnest($2::text[], $3::bytea[], $4::text[], $5::bytea[]) with ordinality as g (delivery, token, code, phone, place)
  ), keyed as (
    select g.place, g.delivery, i.respondent_key as key, i.id from given g join invitation i on i.token_hash = g.token and i.wave_id = $1
    union all
    select g.place, g.delivery, r.respondent_key, n.id
    from given g join home h on h.code = g.code join vault.respondent r on r.home_id = h.id and r.wave_id = $1
    left join lateral (select max(id) as id from invitation i where i.respondent_key = r.respondent_key and i.state <> 'revoked') n on true
    where g.token is null
    union all
    select g.place, g.delivery, r.respondent_key, n.id
    from given g join vault.phone p on p.hash = g.phone join vault.respondent r on r.owner_id = p.owner_id and r.wave_id = $1
    left join lateral (select max(id) as id from invitation i where i.respondent_key = r.respondent_key and i.state <> 'revoked') n on true
    where g.token is null and g.code is null
  )
  select k.place::int as place, k.delivery, k.key, k.id, r.owner_id as owner, o.opted_out_at is not null as "isOptedOut"
  from keyed k join vault.respondent r on r.respondent_key = k.key left join vault.owner o on o.id = r.owner_id order by k.place, k.key`;

type Row = {
  readonly place: number;
  readonly delivery: GivenDelivery["delivery"];
  readonly key: string;
  readonly id: number | null;
  readonly owner: string | null;
  readonly isOptedOut: boolean;
};

/** Finds whom the rows of a vendor's report are about. Purpose: noting deliveries and wishes; nothing is opened. */
export async function findDelivered(
  run: Statements,
  waveId: number,
  given: readonly GivenDelivery[],
): Promise<FoundDelivery> {
  const rows = await run<Row>(FIND, [
    waveId,
    given.map(({ delivery }) => delivery),
    given.map(({ token }) => token),
    given.map(({ homeCode }) => homeCode),
    given.map(({ phone }) => phone),
  ]);
  const states = new Map<number, string>();
  const wishes = new Map<string, string>();
  for (const { delivery, id, key, owner, isOptedOut } of rows) {
    if (delivery !== "opted_out") {
      if (id !== null) states.set(id, delivery);
    } else if (owner !== null && !isOptedOut) wishes.set(owner, key);
  }
  return {
    states: [...states].map(([id, state]) => ({ id, state })),
    newlyOptedOut: [...wishes.values()].toSorted(),
    unknown: given.length - new Set(rows.map(({ place }) => place)).size,
  };
}
