import type { DuckDBConnection } from "@duckdb/node-api";
import { type CellBook, cellNumber, emptyCellBook } from "./cells.ts";
import type { QuestionnaireCubes } from "./cube.ts";
import { restoreCubes } from "./cube-pages.ts";
import type { Dimensions } from "./dimensions.ts";
import { readFrameCells } from "./frame-cells.ts";
import type { CubeShape } from "./load-draft.ts";
import { readLoadState } from "./load-state.ts";
import type { Resident } from "./resident.ts";
import type { ResponseRelation } from "./response-relation.ts";
import { shapeOf } from "./schema.ts";

async function readCells(connection: DuckDBConnection): Promise<CellBook | undefined> {
  const cells = emptyCellBook();
  const rows = await connection.runAndReadAll(
    "select wave_id, project_id, region_id, phase, cell_id from cell order by cell_id",
  );
  for (const [waveId, projectId, regionId, phase, number] of rows.getRowsJS()) {
    const key = {
      waveId: Number(waveId),
      projectId: Number(projectId),
      regionId: regionId === null ? null : Number(regionId),
      phase: String(phase),
    };
    if (cellNumber(cells, key) !== Number(number)) return undefined;
  }
  return cells;
}

export type Restored = {
  readonly resident: Resident;
  /** The record's snapshot it stands at. */
  readonly snapshot: string;
  /** False when the cubes had to be summed from the responses. */
  readonly cubesWereStored: boolean;
};

/**
 * The analysis as the file has it; undefined when the file is empty, was made
 * for other questionnaires or by another version of the program, or belongs to another record.
 */
export async function restore(
  connection: DuckDBConnection,
  epoch: string,
  dimensions: Dimensions,
  relations: readonly ResponseRelation[],
  shapes: (relation: ResponseRelation) => readonly CubeShape[],
): Promise<Restored | undefined> {
  const state = await readLoadState(connection);
  if (state === undefined || state.epoch !== epoch || state.shape !== shapeOf(relations)) return undefined;
  const cells = await readCells(connection);
  if (cells === undefined) return undefined;
  const cubes = new Map<string, QuestionnaireCubes>();
  for (const relation of relations) {
    const own = await restoreCubes(connection, relation, state.sequence, shapes(relation));
    cubes.set(relation.questionnaireId, own);
  }
  const { snapshot, asOf: _, ...stored } = state;
  const written = await connection.runAndReadAll("select 1 from cube where sequence = $1", [state.sequence]);
  return {
    resident: { ...stored, dimensions, relations, cells, frame: await readFrameCells(connection), cubes },
    snapshot,
    cubesWereStored: written.currentRowCount > 0,
  };
}
