import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { keptOrders } from "./link-file.ts";
import type { MailingLanguage } from "./mailing-language.ts";
import type { MailingKind } from "./mailing-order.ts";

/** An order of text messages whose links are made: what its file of numbers needs to know. */
export type PhoneOrder = {
  readonly id: number;
  readonly waveId: number;
  readonly wave: string;
  readonly year: number;
  readonly kind: MailingKind;
  readonly language: MailingLanguage;
  readonly written: number;
  readonly endedAt: string;
};

const ORDERS = `
  select g.id, w.id as "waveId", w.name as wave, w.year, g.kind, g.language, g.written, g.ended_at as "endedAt"
  from mailing g join wave w on w.id = g.wave_id
  where g.channel = 'sms' and g.state = 'done' and w.state in ('locked', 'field') and ($1::bigint is null or g.id = $1)
  order by g.id desc`;

/**
 * Orders of text messages that can be fetched: of waves still open, their links still kept, the newest first. For those
 * who may open identities.
 */
export async function listPhoneOrders(
  db: Database,
  scope: Scope,
  dataDir: string,
): Promise<readonly PhoneOrder[]> {
  need(scope, "vault.reveal");
  const [orders, kept] = await Promise.all([ordersOf(db), keptOrders(dataDir)]);
  return orders.filter(({ id }) => kept.has(id));
}

async function ordersOf(db: Database, id: number | null = null): Promise<readonly PhoneOrder[]> {
  const rows = await statementsOf(db)<Omit<PhoneOrder, "endedAt"> & { readonly endedAt: Date }>(ORDERS, [id]);
  return rows.map((row) => ({ ...row, endedAt: row.endedAt.toISOString() }));
}

/** One of them. @throws AppError `forbidden`, `not_found` */
export async function phoneOrder(db: Database, scope: Scope, id: number): Promise<PhoneOrder> {
  need(scope, "vault.reveal");
  const [order] = await ordersOf(db, id);
  if (!order)
    throw new AppError(
      "not_found",
      "There is no such order of text messages, or its wave is over: reload the list.",
    );
  return order;
}
