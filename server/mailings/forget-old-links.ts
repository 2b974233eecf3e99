import { statementsOf } from "#server/database/statements.ts";
import { forgetLinks, keptOrders } from "./link-file.ts";
import type { MailingDesk } from "./mailing-desk.ts";

/** Links are kept for fetching so many days; after that they exist only where they were sent. */
export const KEEP_DAYS = 14;

/** Forgets kept links that are older, whose wave has ended, or whose order is gone. */
export async function forgetOldLinks({ db, dataDir, now }: MailingDesk): Promise<void> {
  const ids = [...(await keptOrders(dataDir))];
  if (ids.length === 0) return;
  const kept = await statementsOf(db)<{ id: number }>(
    `select g.id from mailing g join wave w on w.id = g.wave_id
     where g.id = any($1) and w.state in ('locked', 'field')
       and (g.ended_at is null or g.ended_at > $2::timestamptz - make_interval(days => ${KEEP_DAYS}))`,
    [ids, now()],
  );
  const wanted = new Set(kept.map(({ id }) => id));
  for (const id of ids) if (!wanted.has(id)) await forgetLinks(dataDir, id);
}
