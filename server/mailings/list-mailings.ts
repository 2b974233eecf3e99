import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import type { Scope } from "#server/scope/scope.ts";
import { contactTimes, readWaveSettings } from "#server/waves/settings.ts";
import { readWave } from "#server/waves/wave-facts.ts";
import { waveManager } from "#server/waves/wave-manager.ts";
import { hourWords, isContactTime, nextContactTime } from "#surveys/contact-hours.ts";
import { keptOrders } from "./link-file.ts";
import type { MailingLanguage } from "./mailing-language.ts";
import type { MailingAudience, MailingKind, WrittenChannel } from "./mailing-order.ts";
import { mailingProgress } from "./mailing-progress.ts";
import type { MailingMeans } from "./plan-mailing.ts";

export type MailingState = "planned" | "running" | "done" | "cancelled" | "failed";

/** An order with what became of it. Nothing here leads to a person. */
export type MailingRow = {
  readonly id: number;
  readonly kind: MailingKind;
  readonly channel: WrittenChannel;
  readonly language: MailingLanguage;
  readonly audience: MailingAudience;
  readonly state: MailingState;
  readonly note: string | null;
  readonly sendAt: string;
  readonly askedBy: string | null;
  readonly askedAt: string;
  readonly endedAt: string | null;
  /** Homes written to, or queued; while links are being made, so many so far. */
  readonly written: number;
  /** Invitations of it by what is known of their way: created, sent, delivered, failed, revoked. */
  readonly invitations: Readonly<Record<string, number>>;
  /** E-mails by state: waiting, sending, sent, failed, unsure, left_out. */
  readonly messages: Readonly<Record<string, number>>;
  /** Of its invitations, how many links were opened, and how many homes have answered since. */
  readonly opened: number;
  readonly answered: number;
  /** Whether its links can still be fetched. */
  readonly linksKept: boolean;
};

export type MailingsView = {
  readonly asked: number;
  readonly invited: number;
  readonly answered: number;
  readonly optedOut: number;
  readonly rules: {
    readonly mostContacts: number;
    readonly restDays: number;
    /** Hours in which owners are written to, as one reads them. */
    readonly hours: string;
    readonly isContactTime: boolean;
    /** The next moment at which owners may be written to. */
    readonly from: string;
    readonly emailReady: boolean;
    readonly publicUrl: string;
    /** Whether the address is one that owners can reach. */
    readonly publicUrlIsSet: boolean;
  };
  readonly mailings: readonly MailingRow[];
};

type Row = Omit<
  MailingRow,
  "sendAt" | "askedAt" | "endedAt" | "invitations" | "messages" | "opened" | "answered" | "linksKept"
> & {
  readonly sendAt: Date;
  readonly askedAt: Date;
  readonly endedAt: Date | null;
};

const MAILINGS = `
  select g.id, g.kind, g.channel, g.language, g.audience, g.state, g.note, g.send_at as "sendAt", u.name as "askedBy",
         g.asked_at as "askedAt", g.ended_at as "endedAt", g.written
  from mailing g left join "user" u on u.id = g.asked_by where g.wave_id = $1 order by g.id desc`;

// previews of links open pages too, so that an opening is known by what was begun or answered
const INVITATIONS = `
  select i.mailing_id as id, i.state, count(*) as n,
         count(*) filter (where i.first_opened_at is not null or d.respondent_key is not null or m.disposition in ('I', 'P', 'O')) as opened,
         count(*) filter (where m.disposition in ('I', 'P')) as answered
  from invitation i join frame_member m using (respondent_key) left join response_draft d using (respondent_key)
  where i.wave_id = $1 and i.mailing_id is not null group by 1, 2 order by 1, 2`;

const MESSAGES = `
  select s.mailing_id as id, s.state, count(*) as n from message s join mailing g on g.id = s.mailing_id
  where g.wave_id = $1 group by 1, 2 order by 1, 2`;

const SAMPLE = `
  select count(*) filter (where sampled) as asked,
         count(*) filter (where sampled and disposition in ('I', 'P')) as answered,
         count(*) filter (where sampled and exclusion = 'opted_out') as "optedOut",
         (select count(distinct respondent_key) from invitation where wave_id = $1 and state not in ('failed', 'revoked')) as invited
  from frame_member where wave_id = $1`;

type Counted = { readonly id: number; readonly state: string; readonly n: number };

function byState(rows: readonly Counted[], id: number): Readonly<Record<string, number>> {
  return Object.fromEntries(rows.filter((row) => row.id === id).map(({ state, n }) => [state, n]));
}

/** What the server can send, how owners reach it, and where it keeps links. */
type MailingServer = MailingMeans & {
  readonly publicUrl: string;
  readonly publicUrlIsSet: boolean;
  readonly dataDir: string;
};

/** Everything that was written to the owners of a wave, and the rules it goes by; for those who run the wave. */
export async function listMailings(
  db: Database,
  scope: Scope,
  waveId: number,
  now: Date,
  server: MailingServer,
): Promise<MailingsView> {
  waveManager(scope);
  const wave = await readWave(db, waveId);
  const run = statementsOf(db);
  const settings = await readWaveSettings(db);
  const [kept, rows, invitations, messages, [sample]] = await Promise.all([
    keptOrders(server.dataDir),
    run<Row>(MAILINGS, [wave.id]),
    run<Counted & { opened: number; answered: number }>(INVITATIONS, [wave.id]),
    run<Counted>(MESSAGES, [wave.id]),
    run<{ asked: number; answered: number; optedOut: number; invited: number }>(SAMPLE, [wave.id]),
  ]);
  const progress = mailingProgress();
  const times = contactTimes(settings);
  return {
    ...(sample ?? { asked: 0, answered: 0, optedOut: 0, invited: 0 }),
    rules: {
      mostContacts: settings["contact.most"],
      restDays: settings["contact.rest_days"],
      hours: hourWords(times),
      isContactTime: isContactTime(now, times),
      from: nextContactTime(now, times).toISOString(),
      emailReady: server.email,
      publicUrl: server.publicUrl,
      publicUrlIsSet: server.publicUrlIsSet,
    },
    mailings: rows.map((row): MailingRow => {
      const own = invitations.filter(({ id }) => id === row.id);
      return {
        ...row,
        sendAt: row.sendAt.toISOString(),
        askedAt: row.askedAt.toISOString(),
        endedAt: row.endedAt?.toISOString() ?? null,
        written: progress.get(row.id) ?? row.written,
        invitations: byState(invitations, row.id),
        messages: byState(messages, row.id),
        opened: own.reduce((sum, { opened }) => sum + opened, 0),
        answered: own.reduce((sum, { answered }) => sum + answered, 0),
        linksKept: kept.has(row.id),
      };
    }),
  };
}

/** An e-mail that did not go out, by the home it was for. */
export type UnsentMessage = {
  readonly homeCode: string;
  readonly project: string;
  readonly projectEn: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly tries: number;
  readonly at: string;
};

/** The e-mails of an order that failed, hang in doubt or were left out, at most so many; for those who run the wave. */
export async function unsentMessages(
  db: Database,
  scope: Scope,
  mailingId: number,
  most: number,
): Promise<readonly UnsentMessage[]> {
  waveManager(scope);
  const rows = await statementsOf(db)<Omit<UnsentMessage, "at"> & { readonly at: Date }>(
    `select h.code as "homeCode", p.name as project, p.name_en as "projectEn", s.state, s.reason, s.tries, s.changed_at as at
     from message s join vault.respondent r using (respondent_key) join home h on h.id = r.home_id
     join org_unit p on p.id = h.project_id
     where s.mailing_id = $1 and s.state in ('failed', 'unsure', 'left_out') order by s.state, h.code limit $2`,
    [mailingId, most],
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
