import { statementsOf } from "../database/statements.ts";
import { erasePage, erasureWaitsPage } from "../owner-page/erase.ts";
import { retentionSettings } from "../retention/settings.ts";
import { askErasure, type ErasureWish, openWish, requestNumber } from "../vault/erasure-request.ts";
import type { Visit } from "./visit.ts";

function waits({ reading }: Visit, { id, dueOn }: ErasureWish): string {
  return erasureWaitsPage(reading, { number: requestNumber(id), dueOn });
}

/** What an owner reads who wants to be forgotten: what goes and what stays; or that they have asked already. */
export async function erasureAsked(visit: Visit): Promise<string> {
  const { desk, invited, reading } = visit;
  const run = statementsOf(desk.record.db);
  const wish = await openWish(run, { respondentKey: invited.respondentKey });
  if (wish) return waits(visit, wish);
  return erasePage(reading, (await retentionSettings(run))["privacy.erasure_days"]);
}

/** Writes the wish down, at the owner's own hand, and says by when it is done. */
export async function askToErase(visit: Visit): Promise<string> {
  const { desk, invited } = visit;
  const by = { channel: "link", askedBy: null } as const;
  return waits(visit, await askErasure(desk.record.db, invited, by, desk.now()));
}
