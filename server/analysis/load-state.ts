import type { DuckDBConnection } from "@duckdb/node-api";
import { hashText } from "./content-hash.ts";
import { type Resident, watermarkOf } from "./resident.ts";

/** What the file says of itself; one row, or none before the first load. */
export type LoadState = Pick<
  Resident,
  "sequence" | "epoch" | "shape" | "dimensionsText" | "responseHash" | "frameHash" | "dataVersion"
> & {
  /** The record's snapshot (pg_current_snapshot) of the load: everything it could see is here. */
  readonly snapshot: string;
  /** The record's clock at that moment, ISO. */
  readonly asOf: string;
};

function wordsOf(text: string): Uint32Array {
  return Uint32Array.of(Number.parseInt(text.slice(0, 8), 16), Number.parseInt(text.slice(8, 16), 16));
}

/** Reads it; undefined when the file is new or was made by another version of the program. */
export async function readLoadState(connection: DuckDBConnection): Promise<LoadState | undefined> {
  const known = await connection.runAndReadAll(
    "select 1 from information_schema.tables where table_name = 'load_state'",
  );
  if (known.currentRowCount === 0) return undefined;
  const [row] = (await connection.runAndReadAll("select * from load_state")).getRowObjectsJS();
  if (row === undefined) return undefined;
  return {
    sequence: Number(row.sequence),
    epoch: String(row.epoch),
    snapshot: String(row.snapshot),
    shape: String(row.shape),
    dimensionsText: String(row.dimensions),
    responseHash: wordsOf(String(row.response_hash)),
    frameHash: wordsOf(String(row.frame_hash)),
    dataVersion: String(row.data_version),
    asOf: String(row.loaded_at),
  };
}

/** Writes it, in the transaction of the load it speaks of. */
export async function writeLoadState(connection: DuckDBConnection, state: LoadState): Promise<void> {
  await connection.run("delete from load_state");
  await connection.run(
    `insert into load_state (epoch, snapshot, watermark_xid, loaded_at, data_version, sequence, shape, dimensions, response_hash, frame_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      state.epoch,
      state.snapshot,
      watermarkOf(state.snapshot),
      state.asOf,
      state.dataVersion,
      state.sequence,
      state.shape,
      state.dimensionsText,
      hashText(state.responseHash),
      hashText(state.frameHash),
    ],
  );
}
