import type { ImportRun, Settlement } from "../run/import-run.ts";

/** Runs statements of `sale-statements.ts` in order, each with the one parameter it names. */
export async function runSaleStatements(
  { client, asOf, sameFile }: ImportRun,
  statements: readonly string[],
): Promise<Settlement> {
  const unchanged = sameFile ? "SAME_FILE_AGAIN" : "NO_CHANGE";
  for (const statement of statements) {
    const values = statement.includes("$2") ? [unchanged] : statement.includes("$1") ? [asOf] : [];
    await client.query(statement.replace("$2", "$1"), values);
  }
  return {};
}
