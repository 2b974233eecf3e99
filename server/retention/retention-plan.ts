import type { Database } from "#server/database/connection.ts";
import { statementsOf } from "#server/database/statements.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { formerOwners, linksOf } from "#server/vault/age-identities.ts";
import { addDays, addMonths, type CalendarDate, shanghaiDate } from "#surveys/calendar-date.ts";
import { keptUploads } from "./age-uploads.ts";
import { closedWaves } from "./closed-waves.ts";
import { retentionSettings } from "./settings.ts";

/** What will be destroyed, how much of it, and on which day; a day that has passed is done at the next round, within a day. */
export type RetentionLine = {
  readonly what: "links" | "work" | "former-owners" | "uploads";
  /** The wave it is of. */
  readonly wave: { readonly name: string; readonly nameEn: string | null } | null;
  /** Links, owners or files; null where nobody counts. */
  readonly count: number | null;
  readonly on: CalendarDate;
};

/** What will be destroyed by itself and when, the next first. For the custodian. */
export async function retentionPlan(db: Database, scope: Scope): Promise<readonly RetentionLine[]> {
  need(scope, "vault.erase");
  const run = statementsOf(db);
  const settings = await retentionSettings(run);
  const lines: RetentionLine[] = [];
  for (const { id, name, nameEn, closedOn, workDoneAt } of await closedWaves(run)) {
    const wave = { name, nameEn };
    const on = (months: number) => addMonths(closedOn, months);
    if (workDoneAt === null)
      lines.push({ what: "work", wave, count: null, on: on(settings["retention.work_months"]) });
    const links = await linksOf(run, id);
    if (links > 0)
      lines.push({ what: "links", wave, count: links, on: on(settings["retention.links_months"]) });
  }
  for (const { until, owners } of (await formerOwners(run)).slice(0, 3))
    lines.push({
      what: "former-owners",
      wave: null,
      count: owners,
      on: addMonths(until, settings["retention.former_months"]),
    });
  const { files, oldest } = await keptUploads(run);
  if (oldest !== null)
    lines.push({
      what: "uploads",
      wave: null,
      count: files,
      on: addDays(shanghaiDate(oldest), settings["retention.upload_days"]),
    });
  return lines.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}
