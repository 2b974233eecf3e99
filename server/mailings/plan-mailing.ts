import type { Transaction } from "kysely";
import { AppError } from "#server/app-error.ts";
import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import type { Tables } from "#server/database/tables.ts";
import { subtree, treeOn } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { readableUnit, sightOn } from "#server/scope/sight.ts";
import { countRecipients, type Spared } from "#server/vault/recipients.ts";
import { noteWaveDeed } from "#server/waves/move-wave.ts";
import { contactTimes, readWaveSettings } from "#server/waves/settings.ts";
import { holdWave, needState, readWave, type WaveFacts } from "#server/waves/wave-facts.ts";
import { waveManager } from "#server/waves/wave-manager.ts";
import { shanghaiDate } from "#surveys/calendar-date.ts";
import { type ContactTimes, hourWords, isContactTime, nextContactTime } from "#surveys/contact-hours.ts";
import type { MailingAudience, MailingOrder, MailingWish } from "./mailing-order.ts";
import { audienceOf } from "./mailing-rules.ts";

/** What the server can send by itself. */
export type MailingMeans = { readonly email: boolean };

export type MailingPreview = {
  /** How many are written to. */
  readonly written: number;
  /** How many of the sample are not, and why. */
  readonly spared: readonly { readonly reason: Spared; readonly n: number }[];
  /** The first moment at which owners may be written to. */
  readonly from: string;
  /** Hours in which owners are written to, as one reads them. */
  readonly hours: string;
  readonly emailReady: boolean;
};

/** The projects of the units named, of those the asker may read; undefined for all. */
async function projectsOf(
  db: Database,
  scope: Scope,
  wave: WaveFacts,
  unitIds: readonly number[] | undefined,
): Promise<number[] | undefined> {
  if (unitIds === undefined) return undefined;
  const tree = await treeOn(db, wave.cutoffOn);
  const sight = sightOn(scope, tree);
  const ids = unitIds.flatMap((id) => subtree(tree, readableUnit(sight, id).id));
  return [...new Set(ids)].filter((id) => tree.units.get(id)?.kind === "project");
}

async function audienceOfWish(db: Database, scope: Scope, wave: WaveFacts, wish: MailingWish) {
  const projectIds = await projectsOf(db, scope, wave, wish.unitIds);
  const { phases, limit } = wish;
  return {
    ...(projectIds && { projectIds }),
    ...(phases && { phases }),
    ...(limit !== undefined && { limit }),
  } satisfies MailingAudience;
}

/**
 * What an order would do, before anything is sent.
 * @throws AppError `not_found` for a wave or unit that is not there, `conflict` outside the asking
 */
export async function previewMailing(
  db: Database,
  scope: Scope,
  wish: MailingWish,
  now: Date,
  means: MailingMeans,
): Promise<MailingPreview> {
  waveManager(scope);
  const wave = await readWave(db, wish.waveId);
  needState(wave, ["locked", "field"], "writing to owners");
  const audience = await audienceOfWish(db, scope, wave, wish);
  const run = statementsOf(db);
  const { written, spared } = await countRecipients(run, await audienceOf(db, { ...wish, audience }, now));
  const times = contactTimes(await readWaveSettings(db));
  return {
    written: Math.min(written, wish.limit ?? written),
    spared: Object.entries(spared).map(([reason, n]) => ({ reason: reason as Spared, n })),
    from: nextContactTime(now, times).toISOString(),
    hours: hourWords(times),
    emailReady: means.email,
  };
}

function needMoment(order: MailingOrder, wave: WaveFacts, now: Date, times: ContactTimes): Date {
  if (order.sendAt === undefined) return now;
  const at = new Date(order.sendAt);
  if (at < now) throw new AppError("invalid", "This time has passed: choose a later one, or send now.");
  if (shanghaiDate(at) > wave.closesOn)
    throw new AppError("invalid", `The wave ends on ${wave.closesOn}: choose an earlier time.`);
  if (!isContactTime(at, times))
    throw new AppError(
      "invalid",
      `Owners are written to at ${hourWords(times)} only, never on a holiday: choose such a time.`,
    );
  return at;
}

async function needDraw(tx: Transaction<Tables>, wave: WaveFacts): Promise<void> {
  if (wave.origin !== "system") return;
  const drawn = await tx
    .selectFrom("wave_sample")
    .select("draw")
    .where("wave_id", "=", wave.id)
    .limit(1)
    .executeTakeFirst();
  if (!drawn) throw new AppError("conflict", "Nobody was drawn yet: draw the sample first, then invite.");
}

/**
 * Orders an invitation or a reminder; it runs when its time has come. The same request twice is one order.
 * @returns its number
 * @throws AppError `invalid` for a time outside the hours, `conflict` outside the asking, `bad_configuration` for e-mail
 *   without a mail server
 */
export async function planMailing(
  db: Database,
  scope: Scope,
  order: MailingOrder,
  now: Date,
  means: MailingMeans,
): Promise<number> {
  const by = waveManager(scope);
  if (order.channel === "email" && !means.email)
    throw new AppError(
      "bad_configuration",
      "The server knows no mail server: set SMTP_URL, or choose another way of writing.",
    );
  const times = contactTimes(await readWaveSettings(db));
  return await db.transaction().execute(async (tx) => {
    const wave = await holdWave(tx, order.waveId);
    needState(wave, ["locked", "field"], "writing to owners");
    if (shanghaiDate(now) > wave.closesOn)
      throw new AppError(
        "conflict",
        `The last day of the wave, ${wave.closesOn}, has passed: move it first.`,
      );
    await needDraw(tx, wave);
    const audience = await audienceOfWish(db, scope, wave, order);
    const made = await tx
      .insertInto("mailing")
      .values({
        wave_id: wave.id,
        kind: order.kind,
        channel: order.channel,
        language: order.language,
        audience: JSON.stringify(audience),
        send_at: needMoment(order, wave, now, times),
        request_id: order.requestId,
        asked_by: scope.userId,
        asked_at: now,
      })
      .onConflict((conflict) => conflict.column("request_id").doNothing())
      .returning("id")
      .executeTakeFirst();
    if (made) {
      const { kind, channel } = order;
      await noteWaveDeed(tx, by, wave.id, "mailing-planned", { mailing: made.id, kind, channel });
      return made.id;
    }
    const { id } = await tx
      .selectFrom("mailing")
      .select("id")
      .where("request_id", "=", order.requestId)
      .executeTakeFirstOrThrow();
    return id;
  });
}
