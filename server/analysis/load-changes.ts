import type { DuckDBConnection } from "@duckdb/node-api";
import type pg from "pg";
import { batchAppender } from "./append-batch.ts";
import { type Batch, quoted } from "./columns.ts";
import { addToHash } from "./content-hash.ts";
import { copyBatches, type TailReader } from "./copy-batches.ts";
import { copyChangedMembers, copyChangedResponses, copyDeleted, DELETED_COLUMNS } from "./copy-statements.ts";
import type { Dimensions } from "./dimensions.ts";
import { frameDraft } from "./frame-draft.ts";
import { cubesOf, nextDraft, takeResponses } from "./load-draft.ts";
import { writeLoadState } from "./load-state.ts";
import { readBatches } from "./read-batches.ts";
import type { Changes, RecordHead } from "./record-head.ts";
import { dataVersionOf, type Resident } from "./resident.ts";
import { FRAME_RELATION, incomingName, type LoadedRelation, loadedResponses } from "./schema.ts";
import { appending, inTransaction } from "./write.ts";
import { writeCells, writeDimensions } from "./write-dimensions.ts";

/** Temporary tables for rows on their way in; they belong to the connection and never reach the file. */
async function clearIncoming(connection: DuckDBConnection, relation: LoadedRelation): Promise<void> {
  const name = quoted(incomingName(relation.name));
  await connection.run(
    `create or replace temp table ${name} as select * from ${quoted(relation.name)} limit 0`,
  );
}

/** Decodes a COPY into the relation's temporary table. @returns rows */
async function stage(
  connection: DuckDBConnection,
  client: pg.ClientBase,
  relation: LoadedRelation,
  statement: string,
  each: (batch: Batch) => void,
  tailInto?: (batch: Batch) => TailReader,
): Promise<number> {
  await clearIncoming(connection, relation);
  return appending(
    connection,
    incomingName(relation.name),
    async (appender) => {
      const append = batchAppender(appender, relation.columns);
      const take = (batch: Batch) => {
        each(batch);
        append(batch);
      };
      return copyBatches(client, statement, relation.columns, take, tailInto);
    },
    "temp",
  );
}

const GONE: LoadedRelation = { name: "gone_key", columns: DELETED_COLUMNS, key: "key" };

/** Stages the keys whose rows have to go: those deleted on the record and those that come anew. @returns how many */
async function stageGone(
  connection: DuckDBConnection,
  client: pg.ClientBase,
  deleted: string,
  incoming: readonly LoadedRelation[],
): Promise<number> {
  await connection.run(`create or replace temp table ${GONE.name} (key uuid)`);
  let keys = await appending(
    connection,
    GONE.name,
    (appender) => copyBatches(client, deleted, GONE.columns, batchAppender(appender, GONE.columns)),
    "temp",
  );
  for (const { name, key } of incoming) {
    const result = await connection.run(
      `insert into temp.${GONE.name} select ${quoted(key)} from temp.${quoted(incomingName(name))}`,
    );
    keys += result.rowsChanged;
  }
  return keys;
}

/** Takes out the rows with a staged key and puts the staged rows in. */
async function replaceStaged(
  connection: DuckDBConnection,
  relation: LoadedRelation,
  each: (batch: Batch) => void,
): Promise<void> {
  const { name, columns, key } = relation;
  const gone = `where ${quoted(key)} in (select key from temp.${GONE.name})`;
  let old = 0;
  for await (const batch of readBatches(connection, name, columns, gone)) {
    each(batch);
    old += batch.count;
  }
  if (old > 0) await connection.run(`delete from ${quoted(name)} ${gone}`);
  await connection.run(`insert into ${quoted(name)} select * from temp.${quoted(incomingName(name))}`);
}

/**
 * Takes over what changed on the record since an earlier load, in one transaction of the file.
 * @param client in a repeatable-read transaction that began with `head`
 * @param snapshot of the record at the load that made `before`, or at a later one that found nothing new
 * @param dimensions read anew when their text differs, else the resident's own
 */
export async function loadChanges(
  connection: DuckDBConnection,
  client: pg.ClientBase,
  before: Resident,
  snapshot: string,
  head: RecordHead,
  changes: Changes,
  dimensions: Dimensions,
): Promise<Resident> {
  const draft = nextDraft(before);
  const { relations } = before;
  const frame = frameDraft(before.frame);
  const takeMembers = (batch: Batch, sign: 1 | -1) => {
    addToHash(draft.frameHash, FRAME_RELATION.name, batch, sign);
    frame.take(batch, sign);
  };
  return inTransaction(connection, async () => {
    if (head.dimensionsText !== before.dimensionsText)
      await writeDimensions(connection, dimensions, relations);
    if (changes.frame || changes.deletions) {
      await stage(connection, client, FRAME_RELATION, copyChangedMembers(snapshot), (batch) =>
        takeMembers(batch, 1),
      );
      const deleted = copyDeleted("frame_member", snapshot);
      if ((await stageGone(connection, client, deleted, [FRAME_RELATION])) > 0) {
        await replaceStaged(connection, FRAME_RELATION, (batch) => takeMembers(batch, -1));
      }
    }
    const staged: LoadedRelation[] = [];
    for (const relation of relations) {
      const loaded = loadedResponses(relation);
      const statement = copyChangedResponses(relation, snapshot);
      const add = (batch: Batch) => takeResponses(draft, relation, batch, 1);
      await stage(connection, client, loaded, statement, add, relation.codesInto);
      staged.push(loaded);
    }
    if ((await stageGone(connection, client, copyDeleted("response", snapshot), staged)) > 0) {
      for (const relation of relations) {
        await replaceStaged(connection, loadedResponses(relation), (batch) =>
          takeResponses(draft, relation, batch, -1),
        );
      }
    }
    await writeCells(connection, draft.cells, draft.firstNewCell);
    const after: Resident = {
      ...before,
      sequence: before.sequence + 1,
      dimensionsText: head.dimensionsText,
      dimensions,
      cells: draft.cells,
      frame: changes.frame || changes.deletions ? frame.finish() : before.frame,
      cubes: cubesOf(draft),
      responseHash: draft.responseHash,
      frameHash: draft.frameHash,
      dataVersion: dataVersionOf(draft.responseHash, draft.frameHash, head.dimensionsText),
    };
    await writeLoadState(connection, { ...after, snapshot: head.snapshot, asOf: head.asOf });
    return after;
  });
}
