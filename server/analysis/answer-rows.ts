import type { CodeBookEntry } from "#surveys/code-book.ts";
import { AppError } from "../app-error.ts";
import { bytesOf, type Column, numbersOf } from "./columns.ts";
import { type Core, reading } from "./core.ts";
import { partOf, refuseUnknownItems, residentOf } from "./questionnaire-part.ts";
import { readBatches } from "./read-batches.ts";
import { whereOf } from "./reduce-responses.ts";
import type { Resident } from "./resident.ts";
import type { Selection } from "./selection.ts";
import { type StratumRow, selectedRows } from "./strata.ts";

export type AnswerRowsRequest = Omit<Selection, "by"> & {
  readonly items: readonly string[];
  /** Whether the responses' ids are wanted. */
  readonly ids?: boolean;
};

/** Counted responses one by one, column by column; row r stands at place r of every column. */
export type AnswerRows = {
  readonly count: number;
  /** The stratum a response stands in: a place in `strata`. */
  readonly stratum: Int32Array;
  readonly strata: readonly StratumRow[];
  readonly codeBook: readonly CodeBookEntry[];
  readonly codes: ReadonlyMap<string, Uint8Array>;
  /** Ids as 32 hexadecimal digits; empty unless asked for. */
  readonly ids: readonly string[];
};

/** Columns that grow: all rows of the batches so far. */
function grown<Values extends Uint8Array | Int32Array>(values: Values, rows: number): Values {
  if (rows <= values.length) return values;
  const more = new (values.constructor as new (length: number) => Values)(Math.max(rows, 2 * values.length));
  more.set(values);
  return more;
}

async function readRows(
  core: Core,
  resident: Resident,
  request: AnswerRowsRequest,
  today: string,
): Promise<AnswerRows | undefined> {
  const { relation } = partOf(resident, request.questionnaire);
  const wanted = new Set(request.items);
  refuseUnknownItems(relation, wanted);
  const codeBook = relation.codeBook.filter(({ item }) => wanted.has(item));
  const columns: Column[] = [
    { name: "cell_id", kind: "integer" },
    ...(request.ids ? [{ name: "response_id", kind: "uuid" } as const] : []),
    ...codeBook.map(({ item }): Column => ({ name: item, kind: "code" })),
  ];
  return reading(core, async (connection) => {
    await connection.run("begin");
    const state = await connection.runAndReadAll("select sequence from load_state");
    if (Number(state.getRowsJS()[0]?.[0]) !== resident.sequence) return undefined;
    const { rest, bound } = whereOf(request);
    const strata = selectedRows(resident, request, today);
    const stratumOf = new Map(strata.flatMap(({ cells }, at) => cells.map((cell) => [cell, at])));
    let count = 0;
    let stratum = new Int32Array(4096);
    const codes = new Map(codeBook.map(({ item }) => [item, new Uint8Array(4096)]));
    const ids: string[] = [];
    for await (const batch of readBatches(connection, relation.name, columns, rest, bound)) {
      const rows = count + batch.count;
      stratum = grown(stratum, rows);
      const cells = numbersOf(batch, "cell_id");
      for (let row = 0; row < batch.count; row++)
        stratum[count + row] = stratumOf.get(cells[row] as number) ?? -1;
      for (const { item } of codeBook) {
        const own = grown(codes.get(item) as Uint8Array<ArrayBuffer>, rows);
        own.set(bytesOf(batch, item).subarray(0, batch.count), count);
        codes.set(item, own);
      }
      if (request.ids) {
        const bytes = Buffer.from(bytesOf(batch, "response_id").buffer);
        for (let row = 0; row < batch.count; row++) ids.push(bytes.toString("hex", 16 * row, 16 * row + 16));
      }
      count = rows;
    }
    return {
      count,
      stratum: stratum.subarray(0, count),
      strata,
      codeBook,
      codes: new Map([...codes].map(([item, own]) => [item, own.subarray(0, count)])),
      ids,
    };
  });
}

/**
 * Answers as rows, for the few questions sums cannot answer: drivers and their bootstrap, households of two waves. They
 * stay inside the server: what leaves it is made of many of them.
 * @throws AppError `analysis_unavailable` while loads follow each other without a pause
 */
export async function answerRows(
  core: Core,
  request: AnswerRowsRequest,
  today: string,
): Promise<{ readonly resident: Resident; readonly rows: AnswerRows }> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const resident = residentOf(core);
    const rows = await readRows(core, resident, request, today);
    if (rows !== undefined) return { resident, rows };
    await core.queue;
  }
  throw new AppError("analysis_unavailable", "The analysis is being loaded without a pause: try again.");
}
