import type { DuckDBConnection } from "@duckdb/node-api";
import type pg from "pg";
import { batchAppender } from "./append-batch.ts";
import { type Batch, quoted } from "./columns.ts";
import { addToHash } from "./content-hash.ts";
import { copyBatches } from "./copy-batches.ts";
import { copyAllMembers, copyAllResponses } from "./copy-statements.ts";
import type { Dimensions } from "./dimensions.ts";
import { readFrameCells } from "./frame-cells.ts";
import { FRAME_COLUMNS } from "./frame-relation.ts";
import { type CubeShape, cubesOf, freshDraft, takeResponses } from "./load-draft.ts";
import { writeLoadState } from "./load-state.ts";
import type { RecordHead } from "./record-head.ts";
import { dataVersionOf, type Resident } from "./resident.ts";
import type { ResponseRelation } from "./response-relation.ts";
import { FRAME_RELATION, schemaStatements, shapeOf } from "./schema.ts";
import { appending, inTransaction } from "./write.ts";
import { writeCells, writeDimensions } from "./write-dimensions.ts";

async function dropEverything(connection: DuckDBConnection): Promise<void> {
  // views before the tables they read
  const known = await connection.runAndReadAll(
    "select table_name, table_type from information_schema.tables where table_schema = 'main' and table_catalog = current_database() order by table_type desc, table_name",
  );
  for (const [name, type] of known.getRowsJS()) {
    await connection.run(`drop ${type === "VIEW" ? "view" : "table"} ${quoted(String(name))}`);
  }
}

/**
 * Loads the whole record in place of whatever stands in the file, in one transaction: until it is committed, readers
 * see the old analysis.
 * @param client in a repeatable-read transaction that began with `head`
 * @param second sees the same, when there is one
 */
export async function rebuild(
  connection: DuckDBConnection,
  client: pg.ClientBase,
  second: pg.ClientBase | undefined,
  head: RecordHead,
  dimensions: Dimensions,
  relations: readonly ResponseRelation[],
  shapes: (relation: ResponseRelation) => readonly CubeShape[],
  sequence: number,
): Promise<Resident> {
  const draft = freshDraft(relations, shapes);
  return inTransaction(connection, async () => {
    await dropEverything(connection);
    for (const statement of schemaStatements(relations)) await connection.run(statement);
    await writeDimensions(connection, dimensions, relations);
    const responses = async () => {
      for (const relation of relations) {
        await appending(connection, relation.name, async (appender) => {
          const append = batchAppender(appender, relation.columns);
          const take = (batch: Batch) => {
            takeResponses(draft, relation, batch, 1);
            append(batch);
          };
          await copyBatches(client, copyAllResponses(relation), relation.columns, take, relation.codesInto);
        });
      }
    };
    const frame = (from: pg.ClientBase) =>
      appending(connection, FRAME_RELATION.name, async (appender) => {
        const append = batchAppender(appender, FRAME_COLUMNS);
        await copyBatches(from, copyAllMembers(), FRAME_COLUMNS, (batch) => {
          addToHash(draft.frameHash, FRAME_RELATION.name, batch, 1);
          append(batch);
        });
      });
    if (second) {
      // while PostgreSQL joins the responses to their places in the frame, the frame itself comes in; both come to an end
      // before anything is undone
      const ends = await Promise.allSettled([responses(), frame(second)]);
      for (const end of ends) if (end.status === "rejected") throw end.reason;
    } else {
      await responses();
      await frame(client);
    }
    await writeCells(connection, draft.cells, 0);
    const resident: Resident = {
      sequence,
      epoch: head.epoch,
      shape: shapeOf(relations),
      dimensionsText: head.dimensionsText,
      dimensions,
      relations,
      cells: draft.cells,
      frame: await readFrameCells(connection),
      cubes: cubesOf(draft),
      responseHash: draft.responseHash,
      frameHash: draft.frameHash,
      dataVersion: dataVersionOf(draft.responseHash, draft.frameHash, head.dimensionsText),
    };
    await writeLoadState(connection, { ...resident, snapshot: head.snapshot, asOf: head.asOf });
    return resident;
  });
}
