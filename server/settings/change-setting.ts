import { sql } from "kysely";
import { AppError } from "#server/app-error.ts";
import { writeAudit } from "#server/audit/write-audit.ts";
import type { Database } from "#server/database/connection.ts";
import type { Beside } from "#server/operations/beside-setting.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { knownNodes } from "#server/targets/known-nodes.ts";
import { refuseSplitWithoutBlocks } from "#server/waves/form-problems.ts";
import { contradiction, SETTING_CATALOGUE } from "./setting-catalogue.ts";

export type SettingChange = {
  readonly key: string;
  readonly value: unknown;
  /** The version the person saw; somebody else's change in between is not overwritten unseen. */
  readonly seen: number;
  readonly reason: string;
};

/** @throws AppError `invalid` that names an indicator which no version of the index has */
async function refuseUnknownIndicators(db: Database, beside: Beside): Promise<void> {
  const known = new Set((await knownNodes(db)).map(({ id }) => id));
  const unknown = Object.keys(beside).find((id) => !known.has(id));
  if (unknown !== undefined)
    throw new AppError(
      "invalid",
      `There is no indicator ${unknown}: take a code from the list of indicators.`,
      {
        reason: "unknownIndicator",
        indicator: unknown,
      },
    );
}

/**
 * Gives a setting a new version; the old ones stay.
 * @throws AppError `not_found` for an unknown key, `invalid` for a value out of range, against another setting or against a
 *   wave under way,
 *   `conflict` when it was changed meanwhile
 */
export async function changeSetting(db: Database, scope: Scope, change: SettingChange): Promise<number> {
  need(scope, "settings.change");
  const entry = SETTING_CATALOGUE.find(({ key }) => key === change.key);
  if (!entry) throw new AppError("not_found", "There is no such setting: reload the page.");
  const parsed = entry.schema.safeParse(change.value);
  if (!parsed.success)
    throw new AppError("invalid", "The value is out of range: correct it and save again.", {
      key: entry.key,
    });
  return db.transaction().execute(async (tx) => {
    // two changes at once: the second sees the first, and that it has not been looked at
    await sql`lock table setting in share row exclusive mode`.execute(tx);
    const rows = await tx
      .selectFrom("setting")
      .distinctOn("key")
      .select(["key", "version", "value"])
      .orderBy("key")
      .orderBy("version", "desc")
      .execute();
    const version = rows.find(({ key }) => key === entry.key)?.version ?? 0;
    if (version !== change.seen)
      throw new AppError("conflict", "Somebody else has changed this setting: look at it again first.");
    const values = new Map<string, unknown>(
      SETTING_CATALOGUE.map(({ key, schema }) => [key, schema.parse(undefined)]),
    );
    for (const row of rows) values.set(row.key, row.value);
    values.set(entry.key, parsed.data);
    const against = contradiction(values);
    if (against !== undefined)
      throw new AppError("invalid", "The value contradicts another setting: change that one first.", {
        key: against,
      });
    await refuseSplitWithoutBlocks(tx, entry.key, parsed.data);
    if (entry.key === "operations.beside") await refuseUnknownIndicators(tx, parsed.data as Beside);
    await tx
      .insertInto("setting")
      .values({
        key: entry.key,
        version: version + 1,
        value: JSON.stringify(parsed.data),
        changed_by: scope.userId,
        reason: change.reason,
      })
      .execute();
    await writeAudit(tx, {
      action: "setting.changed",
      actorId: scope.userId,
      subject: `setting:${entry.key}`,
      detail: { version: version + 1 },
    });
    return version + 1;
  });
}
