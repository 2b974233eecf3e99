import type { Statements } from "#server/database/statements.ts";
import { forgetUpload } from "#server/imports/run/uploads.ts";

const OLD =
  "select distinct upload_path as path from import_run where upload_path is not null and finished_at <= $1";

/** Files kept as they came in, by when: how many, and the oldest. */
export async function keptUploads(
  run: Statements,
): Promise<{ readonly files: number; readonly oldest: Date | null }> {
  const [row] = await run<{ files: number; oldest: Date | null }>(
    "select count(distinct upload_path)::int as files, min(finished_at) as oldest from import_run where upload_path is not null",
  );
  return row ?? { files: 0, oldest: null };
}

/** Destroys files that came in before a moment and not again since; what was imported from them stays. @returns how many */
export async function ageUploads(run: Statements, dataDir: string, before: Date): Promise<number> {
  let gone = 0;
  for (const { path } of await run<{ path: string }>(OLD, [before])) {
    const [newer] = await run("select from import_run where upload_path = $1 and finished_at > $2 limit 1", [
      path,
      before,
    ]);
    if (newer) continue;
    await forgetUpload(dataDir, path);
    await run("update import_run set upload_path = null where upload_path = $1", [path]);
    gone++;
  }
  return gone;
}
