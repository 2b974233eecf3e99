import type { DuckDBConnection } from "@duckdb/node-api";
import { DISPOSITION_GROUPS, type DispositionGroup } from "#surveys/disposition.ts";
import { dispositionColumn } from "./frame-relation.ts";

/** A row of frame_cell: the owners of a stratum and how the attempts on them ended. */
export type FrameCell = {
  readonly waveId: number;
  readonly projectId: number;
  readonly regionId: number | null;
  readonly phase: string;
  readonly owners: number;
  readonly invited: number;
  readonly excluded: number;
  readonly dispositions: Readonly<Record<DispositionGroup, number>>;
  /** Members without an outcome yet. */
  readonly open: number;
};

/** Reads frame_cell, in a total order. */
export async function readFrameCells(connection: DuckDBConnection): Promise<readonly FrameCell[]> {
  const result = await connection.runAndReadAll(
    "select * from frame_cell order by wave_id, project_id, region_id nulls first, phase",
  );
  return result.getRowObjectsJS().map((row) => {
    const count = (column: string) => Number(row[column] ?? 0);
    return {
      waveId: count("wave_id"),
      projectId: count("project_id"),
      regionId: row.region_id === null ? null : count("region_id"),
      phase: String(row.phase),
      owners: count("owners"),
      invited: count("invited"),
      excluded: count("excluded"),
      dispositions: Object.fromEntries(
        DISPOSITION_GROUPS.map((group) => [group, count(dispositionColumn(group))]),
      ) as Record<DispositionGroup, number>,
      open: count("open"),
    };
  });
}
