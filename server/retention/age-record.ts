import { writeAudit } from "#server/audit/write-audit.ts";
import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { cutWave, forgetFormerOwners, linksOf } from "#server/vault/age-identities.ts";
import { addMonths, shanghaiDate } from "#surveys/calendar-date.ts";
import { ageUploads } from "./age-uploads.ts";
import { ageWork } from "./age-work.ts";
import { type ClosedWave, closedWaves } from "./closed-waves.ts";
import { type RetentionSettings, retentionSettings } from "./settings.ts";

/** What ageing the record works with. */
export type RetentionDesk = {
  readonly db: Database;
  readonly dataDir: string;
  readonly now: () => Date;
  /** Links of a wave destroyed in one transaction; some ten thousands when left out. */
  readonly linksAtOnce?: number;
};

const DAY_MS = 86_400_000;

/** One wave's part: its work in one transaction, its links in as many as they take, each with its entry of the log, which counts and names nobody. */
async function ageWave(
  { db, now, linksAtOnce }: RetentionDesk,
  wave: ClosedWave,
  settings: RetentionSettings,
): Promise<void> {
  const today = shanghaiDate(now());
  const isOver = (months: number) => addMonths(wave.closedOn, months) <= today;
  const subject = `wave:${wave.id}`;
  if (wave.workDoneAt === null && isOver(settings["retention.work_months"]))
    await db.transaction().execute(async (transaction) => {
      const aged = await ageWork(statementsOf(transaction), wave.id, now());
      const detail = { kind: "work", ...aged };
      await writeAudit(transaction, { action: "retention.done", actorId: null, subject, detail });
    });
  if (!isOver(settings["retention.links_months"])) return;
  for (let left = await linksOf(statementsOf(db), wave.id); left > 0; )
    left = await db.transaction().execute(async (transaction) => {
      const run = statementsOf(transaction);
      const cut = await cutWave(run, wave.id, linksAtOnce);
      const rest = await linksOf(run, wave.id);
      const detail = { kind: "links", ...cut, left: rest };
      await writeAudit(transaction, { action: "retention.done", actorId: null, subject, detail });
      return rest;
    });
}

async function ageOwners({ db, now }: RetentionDesk, months: number): Promise<void> {
  for (let more = true; more; )
    more = await db.transaction().execute(async (transaction) => {
      const owners = await forgetFormerOwners(statementsOf(transaction), months, now());
      if (owners === 0) return false;
      const detail = { kind: "former-owners", owners };
      await writeAudit(transaction, { action: "retention.done", actorId: null, detail });
      return true;
    });
}

/**
 * Destroys what has been kept as long as the settings say: links and traces of waves that are over, names and numbers of former owners,
 * files as they came in. Every deed is a transaction with its entry of the log; what was done once finds nothing the next time.
 */
export async function ageRecord(desk: RetentionDesk): Promise<void> {
  const run = statementsOf(desk.db);
  const settings = await retentionSettings(run);
  for (const wave of await closedWaves(run)) await ageWave(desk, wave, settings);
  await ageOwners(desk, settings["retention.former_months"]);
  const files = await ageUploads(
    run,
    desk.dataDir,
    new Date(desk.now().getTime() - settings["retention.upload_days"] * DAY_MS),
  );
  if (files > 0)
    await writeAudit(desk.db, {
      action: "retention.done",
      actorId: null,
      detail: { kind: "uploads", files },
    });
}
