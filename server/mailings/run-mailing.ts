import { asAppError } from "#server/app-error.ts";
import { isUnavailable } from "#server/database/is-unavailable.ts";
import { roomToSort } from "#server/database/room-to-sort.ts";
import { type Statements, statementsOf } from "#server/database/statements.ts";
import { withoutRowChecks } from "#server/database/without-row-checks.ts";
import { inviteStaged } from "#server/invitations/invite-staged.ts";
import { log } from "#server/log.ts";
import { honourOptOuts } from "#server/vault/frame-links.ts";
import { queueRecipients, stagedRecipients, stageRecipients } from "#server/vault/recipients.ts";
import { holdWave, type WaveFacts } from "#server/waves/wave-facts.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { forgetLinks, keepLinks, type MadeLink } from "./link-file.ts";
import type { MailingDesk } from "./mailing-desk.ts";
import type { MailingLanguage } from "./mailing-language.ts";
import type { MailingAudience, MailingKind, WrittenChannel } from "./mailing-order.ts";
import { mailingProgress } from "./mailing-progress.ts";
import { audienceOf } from "./mailing-rules.ts";

const LEASE_MINUTES = 30;
const AT_ONCE = 50_000;

export type DueMailing = {
  readonly id: number;
  readonly waveId: number;
  readonly kind: MailingKind;
  readonly channel: WrittenChannel;
  readonly language: MailingLanguage;
  readonly audience: MailingAudience;
};

// a lease stands until the links are made or the messages queued, so one that lapsed belonged to a process that died;
// letters may be made before the field opens; whoever is written to at once, or reminded, must find it open
const CLAIM = `
  update mailing set state = 'running', running_until = $1::timestamptz + make_interval(mins => ${LEASE_MINUTES})
  where id = (
    select g.id from mailing g join wave w on w.id = g.wave_id
    where g.send_at <= $1 and (g.state = 'planned' or (g.state = 'running' and g.running_until < $1))
      and w.closes_on >= $2::date
      and (w.state = 'field' or (w.state = 'locked' and g.kind = 'invitation' and g.channel <> 'email'))
    order by g.send_at, g.id limit 1 for update of g skip locked)
  returning id, wave_id as "waveId", kind, channel, language, audience`;

// nobody is written to of a wave that has ended
const END = `
  with ended as (
    update mailing g set state = 'cancelled', note = 'wave_ended', ended_at = $1
    from wave w where w.id = g.wave_id and (g.state = 'planned' or (g.state = 'running' and g.channel = 'email'))
      and (w.state in ('closed', 'published') or w.closes_on < $2::date)
    returning g.id)
  update message set state = 'left_out', reason = 'wave_ended', changed_at = $1
  from ended where message.mailing_id = ended.id and message.state = 'waiting'`;

/** Whether an order is still ours to carry out: nobody stopped it or took it over, and nothing of it was kept. */
async function isStillDue(run: Statements, id: number): Promise<boolean> {
  const rows = await run(
    "select from mailing where id = $1 and state = 'running' and running_until is not null for update",
    [id],
  );
  return rows.length > 0;
}

async function makeLinks(desk: MailingDesk, mailing: DueMailing): Promise<void> {
  const { db, dataDir, publicUrl, seal, now } = desk;
  const progress = mailingProgress();
  let kept = false;
  try {
    await db.transaction().execute(async (tx) => {
      const wave: WaveFacts = await holdWave(tx, mailing.waveId);
      const run = statementsOf(tx);
      if (!(await isStillDue(run, mailing.id))) return;
      await roomToSort(run);
      await honourOptOuts(run, wave.id);
      await stageRecipients(run, await audienceOf(tx, mailing, now()));
      const order = {
        waveId: wave.id,
        channel: mailing.channel,
        language: mailing.language,
        mailingId: mailing.id,
        at: now(),
        publicUrl,
      };
      async function* links(): AsyncGenerator<MadeLink> {
        for await (const { home, link } of inviteStaged(tx, order, stagedRecipients(run, AT_ONCE))) {
          const { code, project, phase } = home;
          yield { code, link, project, phase, lastDay: wave.closesOn };
          progress.set(mailing.id, (progress.get(mailing.id) ?? 0) + 1);
        }
      }
      const written = await withoutRowChecks(run, () => keepLinks(dataDir, mailing.id, links(), seal));
      kept = true;
      await tx
        .updateTable("mailing")
        .set({ state: "done", written, ended_at: now(), running_until: null })
        .where("id", "=", mailing.id)
        .execute();
    });
  } catch (failure) {
    // links that were taken back would open nothing
    if (kept) await forgetLinks(dataDir, mailing.id);
    throw failure;
  } finally {
    progress.delete(mailing.id);
  }
}

async function queueMessages({ db, now }: MailingDesk, mailing: DueMailing): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await holdWave(tx, mailing.waveId);
    const run = statementsOf(tx);
    if (!(await isStillDue(run, mailing.id))) return;
    await honourOptOuts(run, mailing.waveId);
    await stageRecipients(run, await audienceOf(tx, mailing, now()));
    const written = await queueRecipients(run, mailing.id, now());
    await tx
      .updateTable("mailing")
      .set({ written, running_until: null })
      .where("id", "=", mailing.id)
      .execute();
  });
}

/**
 * Carries out the order that is due longest: makes its links, or queues its e-mails. Several processes may try at once;
 * one gets it. After a crash its lease lapses and it is done anew, for nothing of it was kept.
 * @returns whether there was one
 */
export async function runDueMailing(desk: MailingDesk): Promise<boolean> {
  const now = desk.now();
  const run = statementsOf(desk.db);
  await run(END, [now, shanghaiDate(now)]);
  const [mailing] = await run<DueMailing>(CLAIM, [now, shanghaiDate(now)]);
  if (!mailing) return false;
  try {
    await (mailing.channel === "email" ? queueMessages(desk, mailing) : makeLinks(desk, mailing));
  } catch (failure) {
    // its lease lapses, and whoever comes then does it anew
    if (isUnavailable(failure)) throw failure;
    const known = asAppError(failure);
    if (!known) log().error({ err: failure, mailing: mailing.id }, "an order to write to owners failed");
    await desk.db
      .updateTable("mailing")
      .set({ state: "failed", note: known?.code ?? "internal", ended_at: desk.now(), running_until: null })
      .where("id", "=", mailing.id)
      .execute();
  }
  return true;
}
