import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { ImportRun, Settlement } from "../run/import-run.ts";

const CODE = "ERASED_OWNER";

/**
 * Runs statements of `sale-statements.ts` in order, and says of how many owners they left the names and numbers out because these
 * want to be forgotten.
 * @param asOf the day the file tells of
 */
export async function runSaleStatements(
  { client }: ImportRun,
  asOf: CalendarDate,
  statements: readonly string[],
): Promise<Settlement> {
  for (const statement of statements) await client.query(statement, statement.includes("$1") ? [asOf] : []);
  const { rows } = await client.query<{ ordinal: number }>(
    "select distinct ordinal from stage_erased order by 1",
  );
  if (rows.length === 0) return {};
  const n = rows.length;
  return {
    warnings: rows.map(({ ordinal }) => ({ ordinal, code: CODE, field: "owner" })),
    notes: [
      {
        code: CODE,
        subject: "owners",
        message: `${n} 行的业主已按本人要求删除，姓名和联系方式没有写入 · of ${n} rows the owner was erased at their own wish; name and numbers were left out`,
      },
    ],
  };
}
