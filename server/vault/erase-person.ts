import type { Transaction } from "kysely";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { AppError } from "../app-error.ts";
import { writeAudit } from "../audit/write-audit.ts";
import type { Database } from "../database/connection.ts";
import { type Statements, statementsOf } from "../database/statements.ts";
import type { Tables } from "../database/tables.ts";
import { need, type Scope } from "../scope/scope.ts";
import { cutLinks, endAsking } from "./cut-links.ts";
import { erasedMarkSql } from "./erased-mark.ts";
import { certificateHash } from "./erasure-certificate.ts";
import { type ErasureFacts, erasureFacts, factsSeen } from "./erasure-facts.ts";
import { type ErasureChannel, requestNumber } from "./erasure-request.ts";
import { forgetOwners } from "./forget-owners.ts";
import { PERSON_KEYS } from "./person-keys.ts";

/** What is about to be destroyed, as it is shown before. */
export type ErasurePreview = ErasureFacts & {
  readonly number: string;
  /** Names this state of things; the erasure is refused when it is another by then. */
  readonly seen: string;
};

export type ErasureOrder = {
  readonly requestId: number;
  /** Of the preview. */
  readonly seen: string;
  /** The request's number once more, typed by hand. */
  readonly confirm: string;
};

type Waiting = {
  readonly ownerId: string | null;
  readonly key: string | null;
  readonly askedAt: Date;
  readonly dueOn: string;
  readonly channel: ErasureChannel;
};

// whose owner became known since
const WAITING = `
  select coalesce(e.owner_id, r.owner_id) as "ownerId", e.respondent_key as key, e.asked_at as "askedAt", e.due_on as "dueOn", e.channel
  from vault.erasure_request e left join vault.respondent r on r.respondent_key = e.respondent_key
  where e.id = $1 and e.state = 'open'`;

async function waiting(run: Statements, requestId: number, lock = ""): Promise<Waiting> {
  const [request] = await run<Waiting>(`${WAITING} ${lock}`, [requestId]);
  if (!request) throw new AppError("not_found", "No such request waits: reload the list.");
  return request;
}

/** What an erasure would destroy and what would stay. For the custodian. @throws AppError `forbidden`, `not_found` */
export async function previewErasure(db: Database, scope: Scope, requestId: number): Promise<ErasurePreview> {
  need(scope, "vault.erase");
  const run = statementsOf(db);
  const { ownerId, key } = await waiting(run, requestId);
  const facts = await erasureFacts(run, ownerId, key);
  return { ...facts, number: requestNumber(requestId), seen: factsSeen(facts) };
}

const HEX = (column: string) => `encode(${column}, 'hex')`;

/** Marks by which the next import knows the person, the numbers and the address again. */
const WRITE_MARKS = `
  with own as (select o.id, o.name_hash from vault.owner o where o.id = $1),
    own_home as (select distinct h.code from ownership w join home h on h.id = w.home_id where w.owner_id = $1),
    made (mark) as (
      select ${erasedMarkSql("name-home", HEX("name_hash"), "code")} from own, own_home where name_hash is not null
      union select ${erasedMarkSql("name-phone", HEX("name_hash"), HEX("hash"))} from own join vault.phone on owner_id = id where name_hash is not null
      union select ${erasedMarkSql("phone-home", HEX("hash"), "code")} from own join vault.phone on owner_id = id, own_home
      union select ${erasedMarkSql("email-home", HEX("hash"), "code")} from own join vault.email on owner_id = id, own_home)
  insert into vault.erased_mark (mark, owner_id, erased_on) select mark, $1, $2 from made
  on conflict (mark) do update set owner_id = excluded.owner_id, erased_on = excluded.erased_on`;

async function destroy(
  transaction: Transaction<Tables>,
  { ownerId, key }: Waiting,
  now: Date,
): Promise<ErasureFacts["destroyed"]> {
  const run = statementsOf(transaction);
  if (ownerId !== null) await run(WRITE_MARKS, [ownerId, shanghaiDate(now)]);
  const cut = await cutLinks(run, PERSON_KEYS, [ownerId, key]);
  await endAsking(run, now);
  if (ownerId === null) return { names: 0, phones: 0, emails: 0, ...cut };
  await run("update vault.owner set opted_out_at = coalesce(opted_out_at, $2) where id = $1", [ownerId, now]);
  return { ...(await forgetOwners(run, [ownerId], now)), ...cut };
}

/** This request and whatever else was asked for the same person: done, and naming nobody. */
const CLOSE = `
  update vault.erasure_request e set state = 'done', closed_at = $4, closed_by = $5, owner_id = null, respondent_key = null
  where e.state = 'open' and (e.id = $1 or e.owner_id = $2 or e.respondent_key = $3
    or e.respondent_key in (select respondent_key from cut_key))`;

async function nameOf(transaction: Transaction<Tables>, id: string): Promise<string> {
  const person = await transaction.selectFrom("user").select("name").where("id", "=", id).executeTakeFirst();
  return person?.name ?? id;
}

/**
 * Destroys everything that says who somebody is, and whatever leads from answers to them: name, numbers, addresses, links, drafts,
 * words as they were written, notes, marks of devices. Answers stay and belong to nobody; closed data keep their hash; an import does
 * not bring the person back. In one transaction with the certificate and an entry of the log, neither of which names anybody.
 * @returns the certificate's id
 * @throws AppError `forbidden` for all but the custodian, `not_found` unless the request waits, `invalid` when the number typed is
 *   another, `conflict` when there is more or less to destroy than was shown
 */
export async function erasePerson(
  db: Database,
  scope: Scope,
  order: ErasureOrder,
  now: Date,
): Promise<{ readonly erasureId: number }> {
  need(scope, "vault.erase");
  return db.transaction().execute(async (transaction) => {
    const run = statementsOf(transaction);
    const request = await waiting(run, order.requestId, "for update of e");
    if (order.confirm.trim().toUpperCase() !== requestNumber(order.requestId))
      throw new AppError("invalid", "The number typed is another: type the number of the request.");
    const facts = await erasureFacts(run, request.ownerId, request.key);
    if (factsSeen(facts) !== order.seen)
      throw new AppError(
        "conflict",
        "What would be destroyed has changed since it was shown: look at it again.",
      );
    const destroyed = await destroy(transaction, request, now);
    await run(CLOSE, [order.requestId, request.ownerId, request.key, now, scope.userId]);
    const certified = {
      destroyed,
      kept: facts.kept,
      request: order.requestId,
      askedAt: request.askedAt.toISOString(),
      dueOn: request.dueOn,
      channel: request.channel,
      erasedAt: now.toISOString(),
      erasedBy: scope.userId,
      erasedByName: await nameOf(transaction, scope.userId),
    };
    const [made] = await run<{ id: number }>(
      `insert into vault.erasure (request_id, erased_at, erased_by, erased_by_name, destroyed, kept, hash)
       values ($1, $2, $3, $4, $5, $6, $7) returning id`,
      [
        order.requestId,
        now,
        scope.userId,
        certified.erasedByName,
        JSON.stringify(destroyed),
        JSON.stringify(facts.kept),
        certificateHash(certified),
      ],
    );
    if (made === undefined) throw new Error("the certificate was not written");
    await writeAudit(transaction, {
      action: "owner.erased",
      actorId: scope.userId,
      subject: `erasure:${made.id}`,
      detail: { request: requestNumber(order.requestId), ...destroyed },
    });
    return { erasureId: made.id };
  });
}
