import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import type { Statements } from "#server/database/statements.ts";

/** How long what leads to owners is kept, and how soon they are forgotten when they ask. A changed one is a new version in the record. */
export const RETENTION_SETTINGS = {
  /** Months after the close of a wave at which the link between owners and answers is destroyed. */
  "retention.links_months": z.int().min(1).max(120).default(24),
  /** Months after the close at which drafts, late answers, notes of calls and traces of messages and devices go. */
  "retention.work_months": z.int().min(1).max(120).default(6),
  /** Months after a home was sold at which its former owner's name and numbers go. */
  "retention.former_months": z.int().min(1).max(120).default(6),
  /** Days an imported file is kept as it came. */
  "retention.upload_days": z.int().min(1).max(730).default(90),
  /** Working days within which whoever asks to be forgotten is, at most the fifteen the rules allow. */
  "privacy.erasure_days": z.int().min(1).max(15).default(15),
} as const;

export type RetentionSettings = {
  readonly [Key in keyof typeof RETENTION_SETTINGS]: z.infer<(typeof RETENTION_SETTINGS)[Key]>;
};

/** The settings in force. @throws AppError `bad_configuration` when one is unusable */
export async function retentionSettings(run: Statements): Promise<RetentionSettings> {
  const rows = await run<{ key: string; value: unknown }>(
    "select distinct on (key) key, value from setting where key = any($1) order by key, version desc",
    [Object.keys(RETENTION_SETTINGS)],
  );
  const parsed = z
    .object(RETENTION_SETTINGS)
    .safeParse(Object.fromEntries(rows.map(({ key, value }) => [key, value])));
  if (!parsed.success)
    throw new AppError(
      "bad_configuration",
      `The setting ${String(parsed.error.issues[0]?.path[0])} is not usable: save it again with a value in range.`,
    );
  return parsed.data;
}
