import { z } from "zod";
import { AppError } from "#server/app-error.ts";
import type { Statements } from "#server/database/statements.ts";

/** Days after answering within which customer service follows a matter up; after that nobody expects the call any more. */
export const followupDays = z.int().min(1).max(365).default(90);

/** The setting in force. @throws AppError `bad_configuration` */
export async function followupDaysOn(run: Statements): Promise<number> {
  const [row] = await run<{ value: unknown }>(
    "select value from setting where key = 'contact.followup_days' order by version desc limit 1",
  );
  const parsed = followupDays.safeParse(row?.value);
  if (!parsed.success)
    throw new AppError(
      "bad_configuration",
      "The setting contact.followup_days is not usable: save it again with a value in range.",
    );
  return parsed.data;
}
