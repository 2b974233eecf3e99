import type { Database } from "#server/database/connection.ts";
import type { Audience } from "#server/vault/recipients.ts";
import { peaceSince } from "#server/waves/frame/leave-in-peace.ts";
import { readWaveSettings } from "#server/waves/settings.ts";
import { readWave } from "#server/waves/wave-facts.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import type { MailingAudience, MailingKind, WrittenChannel } from "./mailing-order.ts";

const DAY_MS = 86_400_000;

/** An order with the rules in force that say who is spared. */
export async function audienceOf(
  db: Database,
  order: {
    readonly waveId: number;
    readonly kind: MailingKind;
    readonly channel: WrittenChannel;
    readonly audience: MailingAudience;
  },
  now: Date,
): Promise<Audience> {
  const settings = await readWaveSettings(db, order.waveId);
  const { opensOn } = await readWave(db, order.waveId);
  return {
    waveId: order.waveId,
    kind: order.kind,
    byEmail: order.channel === "email",
    mostContacts: settings["contact.most"],
    restSince: new Date(now.getTime() - settings["contact.rest_days"] * DAY_MS),
    peaceSince: peaceSince(opensOn, shanghaiDate(now), settings["contact.days"]),
    ...order.audience,
  };
}
