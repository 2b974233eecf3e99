import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import type { CellBook } from "./cells.ts";
import type { Dimensions } from "./dimensions.ts";
import type { ResponseRelation } from "./response-relation.ts";

async function insert(
  connection: DuckDBConnection,
  into: string,
  rows: readonly (readonly DuckDBValue[])[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const places = first.map((_, place) => `$${place + 1}`).join(", ");
  const statement = await connection.prepare(`insert into ${into} values (${places})`);
  for (const row of rows) {
    statement.bind([...row]);
    await statement.run();
  }
  statement.destroySync();
}

/** Writes waves, placements and items in place of what stood there. */
export async function writeDimensions(
  connection: DuckDBConnection,
  { waves, placements }: Dimensions,
  relations: readonly ResponseRelation[],
): Promise<void> {
  for (const table of ["wave", "org_placement", "item"]) await connection.run(`delete from ${table}`);
  await insert(
    connection,
    "wave",
    waves.map(({ id, kind, year, questionnaireId, cutoffOn }) => [id, kind, year, questionnaireId, cutoffOn]),
  );
  await insert(
    connection,
    "org_placement",
    placements.map(({ unitId, kind, parentId, parentKind, name, validFrom, validTo }) => [
      unitId,
      kind,
      parentId,
      parentKind,
      name,
      validFrom,
      validTo,
    ]),
  );
  await insert(
    connection,
    "item",
    relations.flatMap(({ questionnaireId, codeBook }) =>
      codeBook.map(({ item, size, lowest }, position) => [questionnaireId, item, position, size, lowest]),
    ),
  );
}

/** Writes the cells from a number on; a cell that is there never changes. */
export async function writeCells(
  connection: DuckDBConnection,
  { keys }: CellBook,
  from: number,
): Promise<void> {
  await insert(
    connection,
    "cell",
    keys
      .slice(from)
      .map(({ waveId, projectId, regionId, phase }, place) => [
        from + place,
        waveId,
        projectId,
        regionId,
        phase,
      ]),
  );
}
