import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import { accumulate, type PairSums, pairSums } from "#analytics/pair-sums.ts";
import { type Batch, type Column, numbersOf, quoted, wordsOf } from "./columns.ts";
import type { CubeShape } from "./load-draft.ts";
import { monthReader } from "./month-of.ts";
import { readBatches } from "./read-batches.ts";
import { itemsOf, type ResponseRelation } from "./response-relation.ts";
import { rowBuffer } from "./row-buffer.ts";
import { RESPONSE_CUTS, type ResponseCut, type Selection, TIME_CUT } from "./selection.ts";
import { addToTally, emptyTally, type Tally } from "./tally.ts";

/** A part of a cell: respondents with the same values of the cuts that divide it. */
type CellPart = {
  readonly cell: number;
  readonly values: Readonly<Record<string, string>>;
};

/** Sums over responses, by part; the numbers of the sums are places in `parts`. */
export type Reduction = {
  readonly sums: PairSums;
  readonly tally: Tally;
  readonly parts: readonly CellPart[];
};

/** WHERE of the counted responses a selection is about, with its values bound. */
export function whereOf({
  waveIds,
  projectIds,
  phases,
  filters,
}: Pick<Selection, "waveIds" | "projectIds" | "phases" | "filters">): {
  rest: string;
  bound: DuckDBValue[];
} {
  const bound: DuckDBValue[] = [];
  const bind = (value: DuckDBValue) => `$${bound.push(value)}`;
  const among = (column: string, values: readonly DuckDBValue[] | undefined) =>
    values && (values.length === 0 ? "false" : `${quoted(column)} in (${values.map(bind).join(", ")})`);
  const conditions = [
    "counted",
    among("wave_id", waveIds),
    among("project_id", projectIds),
    among("phase", phases),
    ...RESPONSE_CUTS.map((cut) => among(cut, filters?.[cut])),
    filters?.from && `submitted_on >= ${bind(filters.from)}::date`,
    filters?.to && `submitted_on <= ${bind(filters.to)}::date`,
  ];
  return { rest: `where ${conditions.filter(Boolean).join(" and ")}`, bound };
}

/** Every cut that divides cells. */
const DIVIDING_CUTS: readonly (ResponseCut | typeof TIME_CUT)[] = [...RESPONSE_CUTS, TIME_CUT];

/** Numbers the parts of a batch's rows. */
function numberParts(
  batch: Batch,
  cuts: typeof DIVIDING_CUTS,
  parts: CellPart[],
  known: Map<string, number>,
) {
  const cells = numbersOf(batch, "cell_id");
  const monthOf = monthReader();
  const wordAt = cuts.map((cut) => {
    if (cut !== TIME_CUT) return wordsOf(batch, cut);
    const days = numbersOf(batch, "submitted_on");
    return (row: number) => monthOf(days[row] as number);
  });
  const numbers = new Uint32Array(batch.count);
  for (let row = 0; row < batch.count; row++) {
    const cell = cells[row] as number;
    let key = String(cell);
    for (const word of wordAt) key += `\u0000${word(row)}`;
    let number = known.get(key);
    if (number === undefined) {
      const values = Object.fromEntries(cuts.map((cut, place) => [cut, wordAt[place]?.(row) ?? ""]));
      number = parts.push({ cell, values }) - 1;
      known.set(key, number);
    }
    numbers[row] = number;
  }
  return numbers;
}

/**
 * Sums the responses a selection is about by cell and by the cuts that divide cells: what the resident cubes hold, made
 * on demand for the cuts and filters they do not have.
 * @param items whose codes are read; those the columns and bases are made of, or all for the distribution
 */
export async function reduceResponses(
  connection: DuckDBConnection,
  relation: ResponseRelation,
  selection: Selection,
  { columns, bases }: CubeShape,
  items: ReadonlySet<string>,
): Promise<Reduction> {
  const cuts = DIVIDING_CUTS.filter((cut) => selection.by.includes(cut));
  const codeBook = relation.codeBook.filter(({ item }) => items.has(item));
  const wanted: Column[] = [
    { name: "cell_id", kind: "integer" },
    ...relation.columns.filter(({ name }) =>
      cuts.some((cut) => (cut === TIME_CUT ? "submitted_on" : cut) === name),
    ),
    ...codeBook.map(({ item }): Column => ({ name: item, kind: "code" })),
  ];
  const sums = pairSums(columns, bases, relation.codeBook);
  const tally = emptyTally(codeBook);
  const parts: CellPart[] = [];
  const known = new Map<string, number>();
  const { rest, bound } = whereOf(selection);
  const buffer = rowBuffer(
    codeBook.map(({ item }) => item),
    (rows) => {
      accumulate(sums, rows, 1);
      addToTally(tally, rows, 1);
    },
  );
  for await (const batch of readBatches(connection, relation.name, wanted, rest, bound)) {
    buffer.add({ cell: numberParts(batch, cuts, parts, known), items: itemsOf(batch, codeBook) });
  }
  buffer.flush();
  return { sums, tally, parts };
}

/** Items some columns and bases are made of. */
export function itemsIn({ columns, bases }: CubeShape): ReadonlySet<string> {
  return new Set([
    ...columns.flatMap((spec) => (spec.kind === "joint" ? Object.keys(spec.cuts) : [spec.item])),
    ...bases.flat(),
  ]);
}
