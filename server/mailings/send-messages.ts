import { type Statements, statementsOf } from "#server/database/statements.ts";
import { inviteKeys } from "#server/invitations/create-invitations.ts";
import { judgeRecipient } from "#server/vault/recipients.ts";
import { contactTimes, readWaveSettings } from "#server/waves/settings.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { isContactTime } from "#surveys/contact-hours.ts";
import type { MailOutcome, MailSender } from "./mail-sender.ts";
import { composeMail } from "./mail-text.ts";
import type { MailingDesk } from "./mailing-desk.ts";
import type { MailingLanguage } from "./mailing-language.ts";
import type { MailingKind } from "./mailing-order.ts";
import { audienceOf } from "./mailing-rules.ts";
import { toldMinutes } from "./told-minutes.ts";

/** Messages taken at once, and minutes until a message is tried again, by how often it was tried. */
const AT_ONCE = 20;
const AGAIN_MINUTES = [5, 30, 120, 720] as const;
/** A message that hangs so long in the hands of a process belonged to one that died. */
const LOST_MINUTES = 10;

type Claimed = {
  readonly id: number;
  readonly mailingId: number;
  readonly key: string;
  readonly tries: number;
  readonly waveId: number;
  readonly kind: MailingKind;
  readonly language: MailingLanguage;
  readonly lastDay: string;
  readonly project: string;
  readonly projectEn: string | null;
  readonly phase: string;
};

const CLAIM = `
  with taken as (
    update message set state = 'sending', tries = tries + 1, changed_at = $1
    where id in (
      select m.id from message m join mailing g on g.id = m.mailing_id join wave w on w.id = g.wave_id
      where m.state = 'waiting' and m.due_at <= $1 and g.state = 'running' and w.state = 'field' and w.closes_on >= $2::date
      order by m.due_at, m.id limit ${AT_ONCE} for update of m skip locked)
    returning id, mailing_id, respondent_key, tries)
  select t.id, t.mailing_id as "mailingId", t.respondent_key as key, t.tries, g.wave_id as "waveId", g.kind, g.language,
         w.closes_on as "lastDay", p.name as project, p.name_en as "projectEn", m.phase
  from taken t join mailing g on g.id = t.mailing_id join wave w on w.id = g.wave_id
  join frame_member m on m.respondent_key = t.respondent_key join org_unit p on p.id = m.project_id order by t.id`;

/**
 * Writes the invitation of a message, after one more look at whether the home may still be written to.
 * @returns the sealed address and the link; undefined when it is spared now
 */
async function prepare(
  desk: MailingDesk,
  message: Claimed,
): Promise<{ readonly address: Buffer; readonly link: string } | undefined> {
  const { db, publicUrl, now } = desk;
  return await db.transaction().execute(async (tx) => {
    const run = statementsOf(tx);
    // an answer or a refusal that comes at this moment waits, or is seen
    await run("select from frame_member where respondent_key = $1 for update", [message.key]);
    const rules = await audienceOf(tx, { ...message, channel: "email", audience: {} }, now());
    const verdict = await judgeRecipient(run, rules, message.key);
    if (verdict === undefined || "spared" in verdict) {
      await run("update message set state = 'left_out', reason = $2, changed_at = $3 where id = $1", [
        message.id,
        verdict?.spared ?? "left_out",
        now(),
      ]);
      return undefined;
    }
    const { waveId, language, mailingId } = message;
    const [made] = await inviteKeys(
      tx,
      { waveId, channel: "email", language, mailingId, at: now(), publicUrl },
      [message.key],
    );
    if (made === undefined) throw new Error("an invitation was not made");
    await run(
      `update message set invitation_id = (select max(id) from invitation where respondent_key = $2 and mailing_id = $3) where id = $1`,
      [message.id, message.key, mailingId],
    );
    return { address: verdict.address, link: made.link };
  });
}

async function settle(run: Statements, message: Claimed, outcome: MailOutcome, now: Date): Promise<void> {
  const wait = outcome.kind === "later" ? AGAIN_MINUTES[message.tries - 1] : undefined;
  const state =
    outcome.kind === "sent" || outcome.kind === "unsure"
      ? outcome.kind
      : wait === undefined
        ? "failed"
        : "waiting";
  await run(
    `with told as (
       update message set state = $2, reason = $3, changed_at = $4, due_at = case when $2 = 'waiting' then $4::timestamptz + make_interval(mins => $5::int) else due_at end
       where id = $1 returning invitation_id)
     update invitation i set state = case when $2 in ('waiting', 'failed') then 'failed' else 'sent' end
     from told where i.id = told.invitation_id and i.state in ('created', 'failed')`,
    [message.id, state, outcome.kind === "sent" ? null : outcome.reason, now, wait ?? 0],
  );
}

async function sendOne(
  desk: MailingDesk,
  mail: MailSender,
  { group, minutesOf }: { readonly group: Group; readonly minutesOf: (phase: string) => number },
  message: Claimed,
): Promise<void> {
  const prepared = await prepare(desk, message);
  if (!prepared) return;
  const english = message.language === "en";
  const letter = composeMail(
    {
      kind: message.kind,
      language: message.language,
      group: english ? (group.nameEn ?? group.name) : group.name,
      project: english ? (message.projectEn ?? message.project) : message.project,
      minutes: minutesOf(message.phase),
      waiting: message.phase === "P",
      lastDay: message.lastDay,
      link: prepared.link,
      privacy: `${desk.publicUrl}/privacy`,
    },
    desk.seal.open(prepared.address),
  );
  await settle(statementsOf(desk.db), message, await mail.send(letter), desk.now());
}

type Group = { readonly name: string; readonly nameEn: string | null };

async function groupOf(run: Statements): Promise<Group> {
  const [row] = await run<Group>(
    `select name, name_en as "nameEn" from org_unit where kind = 'group' order by id limit 1`,
  );
  return row ?? { name: "开发商", nameEn: "the developer" };
}

/** Ends e-mail orders of which nothing waits any more, and gives up what a dead process had in its hands. */
async function tidy(run: Statements, now: Date): Promise<void> {
  await run(
    `update message set state = 'unsure', reason = 'process_ended', changed_at = $1
     where state = 'sending' and changed_at < $1::timestamptz - make_interval(mins => ${LOST_MINUTES})`,
    [now],
  );
  await run(
    `update mailing g set state = 'done', ended_at = $1 where g.state = 'running' and g.channel = 'email' and g.running_until is null
       and not exists (select from message m where m.mailing_id = g.id and m.state in ('waiting', 'sending'))`,
    [now],
  );
}

/**
 * Sends what is due of the queued e-mails, at times when owners may be written to. A message is marked before the mail
 * server is asked and never sent again when it may have arrived; whoever answered or opted out since it was queued is
 * passed over. Several processes may send at once.
 * @returns how many messages were taken up
 */
export async function sendMessages(desk: MailingDesk): Promise<number> {
  const { db, mail, now } = desk;
  const run = statementsOf(db);
  await tidy(run, now());
  if (!mail || !isContactTime(now(), contactTimes(await readWaveSettings(db)))) return 0;
  const [waiting] = await run<{ id: number }>(
    "select id from message where state = 'waiting' and due_at <= $1 limit 1",
    [now()],
  );
  if (!waiting || !(await mail.ready())) return 0;
  const claimed = await run<Claimed>(CLAIM, [now(), shanghaiDate(now())]);
  const group = await groupOf(run);
  const told = new Map<number, (phase: string) => number>();
  for (const id of new Set(claimed.map(({ waveId }) => waveId))) told.set(id, await toldMinutes(db, id));
  await Promise.all(
    claimed.map((message) => {
      const minutesOf = told.get(message.waveId);
      if (minutesOf === undefined) throw new Error(`wave ${message.waveId} was not read`);
      return sendOne(desk, mail, { group, minutesOf }, message);
    }),
  );
  await tidy(run, now());
  return claimed.length;
}
