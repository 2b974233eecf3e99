import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { ImportRun, Settlement } from "../run/import-run.ts";

/**
 * Runs statements of `sale-statements.ts` in order.
 * @param asOf the day the file tells of
 */
export async function runSaleStatements(
  { client }: ImportRun,
  asOf: CalendarDate,
  statements: readonly string[],
): Promise<Settlement> {
  for (const statement of statements) await client.query(statement, statement.includes("$1") ? [asOf] : []);
  return {};
}
