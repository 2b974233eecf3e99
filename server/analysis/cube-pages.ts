import { DuckDBBlobValue, type DuckDBConnection } from "@duckdb/node-api";
import { type CellSums, type PairSums, pairSums } from "#analytics/pair-sums.ts";
import { type Cube, draftOf, emptyCubes, type QuestionnaireCubes } from "./cube.ts";
import type { CubeShape } from "./load-draft.ts";
import { readBatches } from "./read-batches.ts";
import type { Resident } from "./resident.ts";
import type { ResponseRelation } from "./response-relation.ts";
import { emptyTally } from "./tally.ts";
import { appending, inTransaction } from "./write.ts";

/** Every sum is a whole number, so a cell lies in the file as 32-bit integers: half the size of what is resident. */
function encodePage(cell: CellSums, tally: Uint32Array | undefined): Uint8Array {
  const parts = [[cell.respondents], cell.bases, cell.n, cell.sumA, cell.sumB, cell.sumAB, tally ?? []];
  const page = new Int32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    page.set(part, at);
    at += part.length;
  }
  return new Uint8Array(page.buffer);
}

function decodePage(
  bytes: Uint8Array,
  columns: number,
  bases: number,
): { cell: CellSums; tally: Uint32Array } {
  const page = new Int32Array(Uint8Array.from(bytes).buffer);
  const pairs = (columns * (columns + 1)) / 2;
  let at = 1;
  const next = (length: number) => {
    at += length;
    return Float64Array.from(page.subarray(at - length, at));
  };
  const cell = {
    respondents: page[0] ?? 0,
    bases: next(bases),
    n: next(pairs),
    sumA: next(pairs),
    sumB: next(pairs),
    sumAB: next(pairs),
  };
  return { cell, tally: Uint32Array.from(page.subarray(at)) };
}

/** Writes all cubes, so that the next start need not sum again. They count only while the sequence is the file's. */
export async function writeCubes(connection: DuckDBConnection, resident: Resident): Promise<void> {
  await inTransaction(connection, async () => {
    await connection.run("delete from cube");
    await connection.run(
      "create or replace table cube_page (cube_id integer not null, cell_id integer not null, sums blob not null)",
    );
    const all = [...resident.cubes].flatMap(([questionnaireId, { tally, cubes }]) =>
      cubes.map((cube, place) => ({ questionnaireId, cube, tally: place === 0 ? tally : undefined })),
    );
    for (const [id, { questionnaireId, cube }] of all.entries()) {
      await connection.run("insert into cube values ($1, $2, $3, $4, $5)", [
        id,
        questionnaireId,
        JSON.stringify(cube.sums.columns),
        JSON.stringify(cube.sums.bases),
        resident.sequence,
      ]);
    }
    await appending(connection, "cube_page", async (appender) => {
      for (const [id, { cube, tally }] of all.entries()) {
        for (const [number, cell] of cube.sums.cells.entries()) {
          if (cell === undefined) continue;
          appender.appendInteger(id);
          appender.appendInteger(number);
          appender.appendBlob(encodePage(cell, tally?.cells[number]));
          appender.endRow();
        }
      }
    });
  });
}

type StoredCube = { readonly id: number; readonly questionnaireId: string } & CubeShape;

async function storedCubes(connection: DuckDBConnection, sequence: number): Promise<readonly StoredCube[]> {
  const reader = await connection.runAndReadAll(
    "select cube_id, questionnaire_id, columns, bases from cube where sequence = $1 order by cube_id",
    [sequence],
  );
  return reader.getRowsJS().map(([id, questionnaireId, columns, bases]) => ({
    id: Number(id),
    questionnaireId: String(questionnaireId),
    columns: JSON.parse(String(columns)) as PairSums["columns"],
    bases: JSON.parse(String(bases)) as PairSums["bases"],
  }));
}

async function readCube(
  connection: DuckDBConnection,
  { id, columns, bases }: StoredCube,
  relation: ResponseRelation,
  tallyCells: (Uint32Array | undefined)[] | undefined,
): Promise<Cube> {
  const sums = pairSums(columns, bases, relation.codeBook);
  const reader = await connection.runAndReadAll("select cell_id, sums from cube_page where cube_id = $1", [
    id,
  ]);
  for (const [number, blob] of reader.getRows()) {
    if (!(blob instanceof DuckDBBlobValue)) throw new Error("a cube page is no blob");
    const { cell, tally } = decodePage(blob.bytes, columns.length, bases.length);
    sums.cells[Number(number)] = cell;
    if (tallyCells && tally.length > 0) tallyCells[Number(number)] = tally;
  }
  return { sums };
}

/**
 * The cubes of a questionnaire from the file: read when they were written at this sequence, summed over the responses
 * otherwise (the last run was killed).
 */
export async function restoreCubes(
  connection: DuckDBConnection,
  relation: ResponseRelation,
  sequence: number,
  shapes: readonly CubeShape[],
): Promise<QuestionnaireCubes> {
  const stored = (await storedCubes(connection, sequence)).filter(
    ({ questionnaireId }) => questionnaireId === relation.questionnaireId,
  );
  if (stored.length === 0) return sumCubes(connection, relation, shapes);
  const tally = emptyTally(relation.codeBook);
  const cubes: Cube[] = [];
  for (const [place, each] of stored.entries()) {
    cubes.push(await readCube(connection, each, relation, place === 0 ? tally.cells : undefined));
  }
  return { tally, cubes };
}

/** Sums cubes over all responses of a questionnaire. The event loop turns between batches. */
export async function sumCubes(
  connection: DuckDBConnection,
  relation: ResponseRelation,
  shapes: readonly CubeShape[],
): Promise<QuestionnaireCubes> {
  const draft = draftOf(relation, emptyCubes(relation, shapes));
  const columns = relation.columns.filter(
    ({ name, kind }) => kind === "code" || name === "cell_id" || name === "counted",
  );
  for await (const batch of readBatches(connection, relation.name, columns, "where counted"))
    draft.apply(batch, 1);
  return draft.finish();
}
