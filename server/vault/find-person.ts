import { z } from "zod";
import { AppError } from "../app-error.ts";
import { writeAudit } from "../audit/write-audit.ts";
import type { Database } from "../database/connection.ts";
import { type Statements, statementsOf } from "../database/statements.ts";
import { readHomeCode } from "../imports/normalise/home-code.ts";
import { readPhones } from "../imports/normalise/phones.ts";
import { need, type Scope } from "../scope/scope.ts";
import { answersOfReceipt } from "../submissions/find-receipt.ts";
import { requestNumber } from "./erasure-request.ts";
import { type IdentitySeal, identitySeal } from "./identity-seal.ts";
import { maskName, maskPhone } from "./mask.ts";

export const personSearch = z.strictObject({
  by: z.enum(["receipt", "phone", "home"]),
  text: z.string().trim().min(2).max(60),
});
export type PersonSearch = z.infer<typeof personSearch>;

/** Somebody a search found: masked, with the homes by which a caller can be asked who they are. */
export type FoundPerson = {
  /** Undefined where an answer is known, and no owner of its home. */
  readonly ownerId?: string | undefined;
  readonly respondentKey?: string | undefined;
  readonly name?: string | undefined;
  readonly phones: readonly string[];
  readonly homes: readonly {
    readonly code: string;
    readonly project: string;
    readonly until: string | null;
  }[];
  /** The wish that waits already. */
  readonly request?: string | undefined;
};

/** Searches somebody makes in a day: many more than owners ask. */
const A_DAY = 200;

const BY_PHONE =
  'select distinct owner_id as "ownerId", null::uuid as key from vault.phone where hash = $1 limit 50';
const BY_HOME = `select o.owner_id as "ownerId", null::uuid as key from ownership o join home h on h.id = o.home_id
  join vault.owner v on v.id = o.owner_id and v.forgotten_at is null where h.code = $1 order by o.valid_to desc nulls first, o.position limit 50`;
const BY_ANSWER = `select r.owner_id as "ownerId", case when r.owner_id is null then r.respondent_key end as key
  from response a join vault.respondent r using (respondent_key) where a.id = any($1::uuid[])`;

type Hit = { readonly ownerId: string | null; readonly key: string | null };

async function hitsOf(db: Database, { by, text }: PersonSearch, seal: IdentitySeal): Promise<readonly Hit[]> {
  const run = statementsOf(db);
  if (by === "home") return run<Hit>(BY_HOME, [readHomeCode(text)]);
  if (by === "receipt") return run<Hit>(BY_ANSWER, [await answersOfReceipt(db, text)]);
  const [number] = readPhones(text).numbers;
  return number === undefined ? [] : run<Hit>(BY_PHONE, [seal.phoneHash(number)]);
}

const PERSON = `
  select v.name_sealed as name,
    (select array_agg(p.sealed order by p.position) from vault.phone p where p.owner_id = v.id) as phones,
    coalesce((select jsonb_agg(jsonb_build_object('code', h.code, 'project', u.name, 'until', o.valid_to) order by h.code)
      from ownership o join home h on h.id = o.home_id join org_unit u on u.id = h.project_id where o.owner_id = v.id), '[]') as homes,
    (select e.id from vault.erasure_request e where e.owner_id = v.id and e.state = 'open') as request
  from vault.owner v where v.id = $1 and v.forgotten_at is null`;
const HOUSEHOLD = `
  select null::bytea as name, null::bytea[] as phones,
    jsonb_build_array(jsonb_build_object('code', h.code, 'project', u.name, 'until', null)) as homes,
    (select e.id from vault.erasure_request e where e.respondent_key = $1 and e.state = 'open') as request
  from vault.respondent r join home h on h.id = r.home_id join org_unit u on u.id = h.project_id where r.respondent_key = $1`;

async function personOf(run: Statements, { ownerId, key }: Hit, seal: IdentitySeal): Promise<FoundPerson[]> {
  const rows = await run<{
    name: Buffer | null;
    phones: readonly Buffer[] | null;
    homes: FoundPerson["homes"];
    request: number | null;
  }>(ownerId === null ? HOUSEHOLD : PERSON, [ownerId ?? key]);
  return rows.map(({ name, phones, homes, request }) => ({
    ownerId: ownerId ?? undefined,
    respondentKey: key ?? undefined,
    name: name === null ? undefined : maskName(seal.open(name)),
    phones: (phones ?? []).map((phone) => maskPhone(seal.open(phone))),
    homes,
    request: request === null ? undefined : requestNumber(request),
  }));
}

async function needSearches(db: Database, scope: Scope): Promise<void> {
  const [row] = await statementsOf(db)<{ n: number }>(
    `select count(*)::int as n from audit_log where actor_id = $1 and action = 'identity.viewed'
       and detail ->> 'purpose' = 'erasure' and at > now() - interval '24 hours'`,
    [scope.userId],
  );
  if ((row?.n ?? 0) >= A_DAY)
    throw new AppError(
      "too_many_requests",
      `You have searched ${A_DAY} times within a day, which is the most: go on tomorrow.`,
    );
}

/**
 * Finds who asks to be forgotten, by the receipt of an answer, a phone number or the code of a home. For the custodian alone; every
 * search is logged with how it was made and how many it found, without what was searched for.
 * @throws AppError `forbidden`, `too_many_requests` beyond a day's quota
 */
export async function findPerson(
  db: Database,
  scope: Scope,
  search: PersonSearch,
  seal: IdentitySeal = identitySeal(),
): Promise<readonly FoundPerson[]> {
  need(scope, "vault.erase");
  await needSearches(db, scope);
  const run = statementsOf(db);
  const found: FoundPerson[] = [];
  for (const hit of await hitsOf(db, search, seal)) found.push(...(await personOf(run, hit, seal)));
  await writeAudit(db, {
    action: "identity.viewed",
    actorId: scope.userId,
    subject: null,
    detail: { purpose: "erasure", by: search.by, found: found.length },
  });
  return found;
}
