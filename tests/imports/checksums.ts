import { createHash } from "node:crypto";
import type { OpenRecord } from "#server/database/connection.ts";

/** Written by every import or counter whatever it changes; not part of the state an undo restores. */
const APART = new Set([
  "public.import_run",
  "public.import_row",
  "public.audit_log",
  "public.import_journal",
  "public.migration",
  "public.deletion",
  "public.questionnaire",
]);

/** A hash of every table's rows, whatever their order; `changed_xid` left out, which every writing moves. */
export async function tableChecksums(
  { pool }: OpenRecord,
  except: ReadonlySet<string> = APART,
): Promise<Readonly<Record<string, string>>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema in ('public', 'vault') and table_type = 'BASE TABLE' order by 1`,
  );
  const sums: Record<string, string> = {};
  for (const { name } of tables) {
    if (except.has(name)) continue;
    const [schema, table] = name.split(".");
    const { rows } = await pool.query<{ row: string }>(
      `select (to_jsonb(t) - 'changed_xid')::text as row from "${schema}"."${table}" t`,
    );
    sums[name] = `${rows.length} ${createHash("sha256")
      .update(
        rows
          .map(({ row }) => row)
          .toSorted()
          .join("\n"),
      )
      .digest("hex")}`;
  }
  return sums;
}
