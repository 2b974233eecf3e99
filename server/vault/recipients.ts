import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { Statements } from "../database/statements.ts";

/**
 * Why somebody of the sample is not written to:
 * opted_out · left_out of the asking · answered · ended with another outcome · invited already (an invitation) ·
 * not_invited yet (a reminder) · contacted_enough: messages, calls and visits together · call_agreed: they wait for a call ·
 * contacted_lately · asked_elsewhere: another survey wrote to or met the person within the days nobody is asked twice ·
 * no_address · same_address: another home has it, and nobody is written to twice.
 */
export const SPARED = [
  "opted_out",
  "left_out",
  "answered",
  "ended",
  "invited",
  "not_invited",
  "contacted_enough",
  "call_agreed",
  "contacted_lately",
  "asked_elsewhere",
  "no_address",
  "same_address",
] as const;
export type Spared = (typeof SPARED)[number];

/** What a printer or a vendor needs to know of a home beside its link: nothing of the people in it. */
export type Recipient = {
  readonly key: string;
  readonly code: string;
  readonly project: string;
  readonly phase: string;
};

/** Whom an order is for. */
export type Audience = {
  readonly waveId: number;
  readonly kind: "invitation" | "reminder";
  /** Whether it goes to an e-mail address, which not everybody has. */
  readonly byEmail: boolean;
  /** Messages, calls and visits a home gets in a wave at most. */
  readonly mostContacts: number;
  /** Nobody is written to who had a message, call or visit since. */
  readonly restSince: Date;
  /** Nobody is invited whom another survey invited or met since. */
  readonly peaceSince: CalendarDate;
  /** All when absent. */
  readonly projectIds?: readonly number[] | undefined;
  readonly phases?: readonly string[] | undefined;
  readonly limit?: number | undefined;
};

/** Conditions on the rows of one home and on those of its owner, whom other surveys may know by other keys. */
const ALL = { home: "", owner: "" };
const ONE = {
  home: "and respondent_key = $7",
  // by the homes of the owner, for which there is an index
  owner: `and r.owner_id = (select owner_id from vault.respondent where respondent_key = $7)
    and r.wave_id in (select id from wave) and r.home_id in (
      select h.home_id from ownership h join vault.respondent o on o.owner_id = h.owner_id where o.respondent_key = $7)`,
};

/** Every asked home, or one, with why it is spared, null when it is written to. */
const JUDGED = (only: typeof ALL) => `
  select m.respondent_key as key, r.home_id, m.project_id, m.phase, e.hash as address_hash,
    case
      when o.opted_out_at is not null or m.exclusion = 'opted_out' then 'opted_out'
      when m.exclusion is not null then 'left_out'
      when m.disposition in ('I', 'P', 'O') then 'answered'
      when m.disposition is not null then 'ended'
      when $2 = 'invitation' and i.live > 0 then 'invited'
      when $2 = 'reminder' and coalesce(i.live, 0) = 0 then 'not_invited'
      when coalesce(i.live, 0) + coalesce(a.n, 0) >= $4 then 'contacted_enough'
      when p.respondent_key is not null then 'call_agreed'
      when greatest(i.last, a.last) > $5 then 'contacted_lately'
      when $2 = 'invitation' and x.owner_id is not null then 'asked_elsewhere'
      when $3 and e.owner_id is null then 'no_address'
      when $3 and exists (select from message s join mailing g on g.id = s.mailing_id
        where g.wave_id = $1 and s.address_hash = e.hash and s.respondent_key <> m.respondent_key
          and s.state in ('sending', 'sent', 'unsure')) then 'same_address'
    end as reason
  from frame_member m
  join vault.respondent r using (respondent_key)
  left join vault.owner o on o.id = r.owner_id
  left join vault.email e on e.owner_id = r.owner_id
  left join (select respondent_key, count(*) as live, max(created_at) as last from invitation
             where wave_id = $1 and state not in ('failed', 'revoked') ${only.home} group by 1) i using (respondent_key)
  left join (select respondent_key, count(*) as n, max(at) as last from attempt
             where wave_id = $1 and mode <> 'web' ${only.home} group by 1) a using (respondent_key)
  left join (select r.owner_id from invitation v join vault.respondent r using (respondent_key)
             where v.created_at >= $6::date and v.state not in ('failed', 'revoked') and r.wave_id <> $1 ${only.owner}
             union
             select r.owner_id from attempt t join vault.respondent r using (respondent_key)
             where t.at >= $6::date and t.mode <> 'web' and r.wave_id <> $1 ${only.owner}) x on x.owner_id = r.owner_id
  left join appointment p on p.respondent_key = m.respondent_key and p.state = 'open'
  where m.wave_id = $1 and m.sampled`;

const IN_AUDIENCE = `
  and ($7::bigint[] is null or m.project_id = any($7)) and ($8::text[] is null or m.phase = any($8))`;

function given({ projectIds, phases, ...rules }: Audience) {
  const { waveId, kind, byEmail, mostContacts, restSince, peaceSince } = rules;
  return [waveId, kind, byEmail, mostContacts, restSince, peaceSince, projectIds ?? null, phases ?? null];
}

/** How many of the sample are written to, and how many are spared for which reason. A limit is not looked at. */
export async function countRecipients(
  run: Statements,
  audience: Audience,
): Promise<{ readonly written: number; readonly spared: Readonly<Partial<Record<Spared, number>>> }> {
  const rows = await run<{ reason: Spared | null; n: number; addresses: number }>(
    `select reason, count(*) as n, count(distinct address_hash) as addresses from (${JUDGED(ALL)}${IN_AUDIENCE}) j group by 1 order by 1`,
    given(audience),
  );
  const free = rows.find(({ reason }) => reason === null) ?? { n: 0, addresses: 0 };
  const written = audience.byEmail ? free.addresses : free.n;
  const spared: Partial<Record<Spared, number>> = Object.fromEntries(
    rows.flatMap(({ reason, n }) => (reason === null ? [] : [[reason, n]])),
  );
  const doubles = (spared.same_address ?? 0) + free.n - written;
  return { written, spared: doubles > 0 ? { ...spared, same_address: doubles } : spared };
}

/**
 * Lays the recipients of an order down in the temporary table `recipient`, in the order of projects and codes: as they are
 * now, so that it can be read while invitations are being written. Must run inside a transaction. @returns how many
 */
export async function stageRecipients(run: Statements, audience: Audience): Promise<number> {
  await run("drop table if exists recipient");
  await run(
    "create temp table recipient (key uuid, code text, project text, phase text, address_hash bytea) on commit drop",
  );
  // without the fence the planner takes it that hardly anybody is written to, and looks up home by home
  await run(
    `insert into recipient
     select key, code, project, phase, address_hash
     from (select j.*, h.code, p.name as project from (${JUDGED(ALL)}${IN_AUDIENCE}) j
           join home h on h.id = j.home_id join org_unit p on p.id = j.project_id offset 0) judged
     where reason is null order by project_id, code collate "C" limit $9`,
    [...given(audience), audience.limit ?? null],
  );
  const [staged] = await run<{ n: number }>("select count(*) as n from recipient");
  return staged?.n ?? 0;
}

/** Reads the staged recipients, some thousands at once. */
export async function* stagedRecipients(
  run: Statements,
  atOnce: number,
): AsyncGenerator<readonly Recipient[]> {
  await run("declare staged_recipient no scroll cursor for select key, code, project, phase from recipient");
  try {
    for (;;) {
      const homes = await run<Recipient>(`fetch ${Math.trunc(atOnce)} from staged_recipient`);
      if (homes.length === 0) return;
      yield homes;
    }
  } finally {
    await run("close staged_recipient");
  }
}

/**
 * Puts the staged recipients into the queue of an e-mail order, one an address: of several homes with the same one the
 * first by its code. @returns how many
 */
export async function queueRecipients(run: Statements, mailingId: number, dueAt: Date): Promise<number> {
  const rows = await run<{ id: number }>(
    `insert into message (mailing_id, respondent_key, address_hash, due_at)
     select distinct on (address_hash) $1, key, address_hash, $2 from recipient order by address_hash, code
     on conflict do nothing returning id`,
    [mailingId, dueAt],
  );
  return rows.length;
}

/**
 * Judges one home again, immediately before it is written to, and hands out its sealed address.
 * @returns why it is spared now, or its address; undefined when it is no longer in the sample
 */
export async function judgeRecipient(
  run: Statements,
  audience: Audience,
  key: string,
): Promise<{ readonly spared: Spared } | { readonly address: Buffer } | undefined> {
  const [row] = await run<{ reason: Spared | null; address: Buffer | null }>(
    `select j.reason, e.sealed as address from (${JUDGED(ONE)} and m.respondent_key = $7) j
     join vault.respondent r on r.respondent_key = j.key left join vault.email e on e.owner_id = r.owner_id`,
    [...given(audience).slice(0, 6), key],
  );
  if (row === undefined) return undefined;
  if (row.reason !== null) return { spared: row.reason };
  return row.address === null ? { spared: "no_address" } : { address: row.address };
}
