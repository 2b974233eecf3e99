import type { OpenRecord } from "../database/connection.ts";
import type { Counts } from "./outcome.ts";

export type PastImport = {
  readonly id: number;
  readonly source: string;
  readonly file: string;
  readonly rows: number;
  readonly counts: Partial<Counts>;
  readonly warnings: number;
  readonly state: "applied" | "undone";
  /** Instant it ended. */
  readonly at: string;
  readonly by: string | null;
  readonly undoneAt: string | null;
};

/** Past imports, newest first. */
export async function listImports({ pool }: OpenRecord, limit = 200): Promise<readonly PastImport[]> {
  const { rows } = await pool.query<PastImport>(
    `select id, source, file_name as file, rows, counts, jsonb_array_length(warnings) as warnings, state, finished_at as at,
       actor as by, undone_at as "undoneAt" from import_run order by id desc limit $1`,
    [limit],
  );
  return rows;
}
