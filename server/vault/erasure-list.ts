import type { CalendarDate } from "#surveys/calendar-date.ts";
import { AppError } from "../app-error.ts";
import { writeAudit } from "../audit/write-audit.ts";
import type { Database } from "../database/connection.ts";
import { statementsOf } from "../database/statements.ts";
import { need, type Scope } from "../scope/scope.ts";
import {
  askErasure,
  type ErasureChannel,
  type ErasureTarget,
  type ErasureWish,
  requestNumber,
} from "./erasure-request.ts";

/** Why a request is closed without erasing: taken back, not of the person it is about, or the same one twice. */
export const DROP_REASONS = ["taken-back", "not-theirs", "twice"] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** A request as the custodian's list has it; nobody is named in it. */
export type ErasureRow = {
  readonly id: number;
  readonly number: string;
  readonly channel: ErasureChannel;
  readonly askedAt: string;
  readonly dueOn: CalendarDate;
  /** Who wrote it down; null for the owner's own hand. */
  readonly askedBy: string | null;
  readonly state: "open" | "done" | "dropped";
  readonly closedAt: string | null;
  readonly closedBy: string | null;
  readonly reason: DropReason | null;
  /** The certificate of what was destroyed. */
  readonly erasureId: number | null;
};

const ROWS = `
  select e.id, e.channel, e.asked_at as "askedAt", e.due_on as "dueOn", coalesce(a.name, e.asked_by) as "askedBy", e.state,
         e.closed_at as "closedAt", coalesce(c.name, e.closed_by) as "closedBy", e.reason, d.id as "erasureId"
  from vault.erasure_request e left join "user" a on a.id = e.asked_by left join "user" c on c.id = e.closed_by
  left join vault.erasure d on d.request_id = e.id`;

type Row = Omit<ErasureRow, "number" | "askedAt" | "closedAt"> & {
  readonly askedAt: Date;
  readonly closedAt: Date | null;
};

/** Requests shown of those that are closed. */
const CLOSED = 100;

function rowOf(row: Row): ErasureRow {
  return {
    ...row,
    number: requestNumber(row.id),
    askedAt: row.askedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}

/** Who wants to be forgotten: what waits, the most urgent first, then what was closed, the newest first. For the custodian. */
export async function listErasures(db: Database, scope: Scope): Promise<readonly ErasureRow[]> {
  need(scope, "vault.erase");
  const run = statementsOf(db);
  const open = await run<Row>(`${ROWS} where e.state = 'open' order by e.due_on, e.id`);
  const closed = await run<Row>(
    `${ROWS} where e.state <> 'open' order by e.closed_at desc, e.id desc limit ${CLOSED}`,
  );
  return [...open, ...closed].map(rowOf);
}

/**
 * Writes down what an owner asked for on the phone, in writing or in person; who it is, was found before (find-person.ts).
 * @throws AppError `not_found` when there is nobody to forget
 */
export async function recordErasure(
  db: Database,
  scope: Scope,
  { target, channel }: { readonly target: ErasureTarget; readonly channel: Exclude<ErasureChannel, "link"> },
  now: Date,
): Promise<ErasureWish> {
  need(scope, "vault.erase");
  const [known] = await statementsOf(db)<{ is: boolean }>(
    `select exists (select from vault.owner where id = $1 and forgotten_at is null)
         or exists (select from vault.respondent where respondent_key = $2) as is`,
    "ownerId" in target ? [target.ownerId, null] : [null, target.respondentKey],
  );
  if (!known?.is) throw new AppError("not_found", "There is nobody to forget here any more: search again.");
  return askErasure(db, target, { channel, askedBy: scope.userId }, now);
}

/**
 * Closes a request without erasing: the owner took it back, or it was not they who asked.
 * @throws AppError `not_found` unless it waits
 */
export async function dropErasure(
  db: Database,
  scope: Scope,
  { requestId, reason }: { readonly requestId: number; readonly reason: DropReason },
  now: Date,
): Promise<void> {
  need(scope, "vault.erase");
  await db.transaction().execute(async (transaction) => {
    const dropped = await statementsOf(transaction)<{ id: number }>(
      `update vault.erasure_request set state = 'dropped', closed_at = $2, closed_by = $3, reason = $4, owner_id = null, respondent_key = null
       where id = $1 and state = 'open' returning id`,
      [requestId, now, scope.userId, reason],
    );
    if (dropped.length === 0) throw new AppError("not_found", "No such request waits: reload the list.");
    await writeAudit(transaction, {
      action: "erasure.dropped",
      actorId: scope.userId,
      subject: `erasure:${requestId}`,
      detail: { reason },
    });
  });
}
