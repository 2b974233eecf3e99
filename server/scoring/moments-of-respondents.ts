import { basesOfDefinition, columnsOfDefinition } from "#analytics/columns-of-definition.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Cell, Moments, Stratum } from "#analytics/moments.ts";
import { momentsOfRows } from "#analytics/moments-of-rows.ts";
import { accumulate, pairSums } from "#analytics/pair-sums.ts";
import { CODE, type CodeBookEntry, MAX_SCALE_SIZE } from "#surveys/code-book.ts";
import { groupAt, type Respondents, surveyRows } from "./respondents.ts";

/** The code book of a definition whose scales are whole numbers; undefined when one is not, or is too long for a byte. */
function codeBookOf({ items }: IndexDefinition): readonly CodeBookEntry[] | undefined {
  const book = Object.entries(items).map(([item, { scale }]) => ({
    item,
    lowest: scale[0],
    size: scale[1] - scale[0] + 1,
  }));
  const coded = book.every(
    ({ lowest, size }) => Number.isInteger(lowest) && Number.isInteger(size) && size <= MAX_SCALE_SIZE,
  );
  return coded ? book : undefined;
}

/** Answers as bytes; undefined when one lies between the scale's whole numbers. */
function codesOf(answers: Float64Array, { lowest }: CodeBookEntry): Uint8Array | undefined {
  const codes = new Uint8Array(answers.length);
  for (let row = 0; row < answers.length; row++) {
    const answer = answers[row] as number;
    if (Number.isNaN(answer)) codes[row] = CODE.none;
    else if (Number.isInteger(answer)) codes[row] = answer - lowest + 1;
    else return undefined;
  }
  return codes;
}

type Numbered = { readonly cell: Uint32Array; readonly keys: readonly Pick<Cell, "stratum" | "group">[] };

function numberedCells(respondents: Respondents, by: readonly string[]): Numbered {
  const { count, stratum } = respondents;
  const columns = by.map((column) => respondents.group.get(column) ?? []);
  const numbers = new Map<string, number>();
  const keys: Pick<Cell, "stratum" | "group">[] = [];
  const cell = Uint32Array.from({ length: count }, (_, row) => {
    let key = stratum[row] ?? "";
    for (const column of columns) key += `\u0000${column[row] ?? ""}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = keys.length;
      numbers.set(key, number);
      keys.push({ stratum: stratum[row] ?? "", group: groupAt(respondents, row, by) });
    }
    return number;
  });
  return { cell, keys };
}

/** The sums a definition needs of respondents, by stratum and grouping columns. */
export function momentsOfRespondents(
  definition: IndexDefinition,
  strata: readonly Stratum[],
  respondents: Respondents,
  by: readonly string[],
): Moments {
  const columns = columnsOfDefinition(definition);
  const bases = basesOfDefinition(definition);
  const book = codeBookOf(definition);
  const items = new Map(
    (book ?? []).map((entry) => [
      entry.item,
      codesOf(
        respondents.answers.get(entry.item) ?? new Float64Array(respondents.count).fill(Number.NaN),
        entry,
      ),
    ]),
  );
  const coded = new Map([...items].filter((entry): entry is [string, Uint8Array] => entry[1] !== undefined));
  if (book === undefined || coded.size < items.size)
    return momentsOfRows(columns, bases, { strata, rows: surveyRows(respondents) }, by);
  const { cell, keys } = numberedCells(respondents, by);
  const sums = pairSums(columns, bases, book);
  accumulate(sums, { cell, items: coded });
  const cells = keys.flatMap((key, number): Cell[] => {
    const own = sums.cells[number];
    return own === undefined ? [] : [{ ...key, ...own }];
  });
  return { columns, bases, strata, cells };
}
