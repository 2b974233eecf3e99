import { existsSync, rmSync } from "node:fs";
import type { Transaction } from "kysely";
import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import type { Database } from "#server/database/connection.ts";
import { roomToSort } from "#server/database/room-to-sort.ts";
import { statementsOf } from "#server/database/statements.ts";
import type { Tables } from "#server/database/tables.ts";
import { withoutRowChecks } from "#server/database/without-row-checks.ts";
import type { ExportColumn, Value } from "#server/exports/table.ts";
import { writerFor, writeTable } from "#server/exports/write-table.ts";
import type { InvitationOrder } from "#server/invitations/create-invitations.ts";
import { inviteStaged } from "#server/invitations/invite-staged.ts";
import { honourOptOuts } from "#server/vault/frame-links.ts";
import { stagedRecipients, stageRecipients } from "#server/vault/recipients.ts";
import { sealFits } from "#server/vault/seal-fits.ts";
import type { CalendarDate } from "#surveys/calendar-date.ts";
import { peaceSince } from "../frame/leave-in-peace.ts";
import { noteWaveDeed } from "../move-wave.ts";
import { readWaveSettings } from "../settings.ts";
import { holdWave, needState, type WaveFacts } from "../wave-facts.ts";
import type { WaveManager } from "../wave-manager.ts";

/** The file's columns, and no more: who lives there, and under which number, is not for a vendor's file. */
const COLUMNS: readonly ExportColumn[] = [
  { name: "home_code", type: "text" },
  { name: "link", type: "text" },
  { name: "project", type: "text" },
  { name: "phase", type: "text" },
  { name: "last_day", type: "date" },
];

const AT_ONCE = 50_000;

/** At the command line a call of yesterday does not hold a first link back. */
const NO_REST = new Date("9999-12-31T00:00:00Z");

async function mayInvite(tx: Transaction<Tables>, wave: WaveFacts, today: CalendarDate): Promise<void> {
  needState(wave, ["locked", "field"], "inviting owners");
  if (today > wave.closesOn)
    throw new AppError("conflict", `The last day of the wave, ${wave.closesOn}, has passed: move it first.`);
  if (wave.origin !== "system") return;
  const drawn = await tx
    .selectFrom("wave_sample")
    .select("draw")
    .where("wave_id", "=", wave.id)
    .limit(1)
    .executeTakeFirst();
  if (!drawn) throw new AppError("conflict", "Nobody was drawn yet: draw the sample first, then invite.");
}

export type Invited = {
  readonly waveId: number;
  readonly path: string;
  readonly invited: number;
  /** Homes whose owner asked for peace since the frame was made. */
  readonly optedOut: number;
};

/**
 * Makes links for everybody in the sample who has none, and writes them to a file for an SMS or WeChat vendor or a
 * printer (.csv, .xlsx). The links are nowhere else: the record keeps hashes. Either the file is whole and its links
 * work, or nobody was invited. Nothing in the file can run as a formula.
 * @throws AppError `conflict` when the wave is not at that point, `bad_configuration` with a secret that is not the
 * record's, `usage` for another ending, `file_unreadable`
 */
export async function inviteWave(
  db: Database,
  by: WaveManager,
  order: InvitationOrder & { readonly path: string; readonly today: CalendarDate },
): Promise<Invited> {
  writerFor(order.path);
  if (existsSync(order.path))
    throw new AppError(
      "usage",
      `${order.path} is there already, and its links are nowhere else: choose another name.`,
    );
  let written = false;
  try {
    return await db.transaction().execute(async (tx) => {
      const wave = await holdWave(tx, order.waveId);
      await mayInvite(tx, wave, order.today);
      const run = statementsOf(tx);
      // a command in another folder would sign with a secret the server does not know
      if ((await sealFits(run)) === false)
        throw new AppError(
          "bad_configuration",
          "The secret here is not the one of this record, so the server would refuse the links: set SECRET or DATA_DIR as the server has them.",
        );
      await roomToSort(run);
      const optedOut = await honourOptOuts(run, wave.id);
      const { "contact.most": mostContacts, "contact.days": days } = await readWaveSettings(tx, wave.id);
      await stageRecipients(run, {
        waveId: wave.id,
        kind: "invitation",
        byEmail: false,
        mostContacts,
        restSince: NO_REST,
        peaceSince: peaceSince(wave.opensOn, order.today, days),
        projectIds: order.projectIds,
        limit: order.limit,
      });
      async function* rows(): AsyncGenerator<readonly Value[]> {
        for await (const { home, link } of inviteStaged(tx, order, stagedRecipients(run, AT_ONCE)))
          yield [home.code, link, home.project, home.phase, wave.closesOn];
      }
      // the wave is held, and its frame cannot be taken back while it is
      const { rows: invited } = await withoutRowChecks(run, () =>
        writeTable({ columns: COLUMNS, rows: rows() }, order.path),
      );
      written = true;
      await noteWaveDeed(tx, by, wave.id, "invited", { channel: order.channel, invited, optedOut });
      await writeAudit(tx, {
        action: "export.made",
        actorId: by.userId,
        subject: `wave:${wave.id}`,
        detail: { what: "invitations", rows: invited },
      });
      return { waveId: wave.id, path: order.path, invited, optedOut };
    });
  } catch (failure) {
    // links that were taken back would open nothing
    if (written) rmSync(order.path, { force: true });
    throw failure;
  }
}
