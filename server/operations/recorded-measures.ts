import { sql } from "kysely";
import type { Database } from "#server/database/connection.ts";
import { MEASURE_FACTS, MEASURES, type MeasureKey, type RecordSource } from "./measures.ts";

/**
 * The measures there can be anything of: those of a kind of record that was ever brought in. A house that keeps no hotline has no
 * line for it, not one that says that there are too few calls.
 */
export async function recordedMeasures(db: Database): Promise<readonly MeasureKey[]> {
  const { rows } = await sql<
    Readonly<Record<RecordSource, boolean>>
  >`select exists (select from repair_order) as repairs,
    exists (select from complaint) as complaints, exists (select from hotline_call) as calls`.execute(db);
  return MEASURES.filter((key) => rows[0]?.[MEASURE_FACTS[key].from]);
}
