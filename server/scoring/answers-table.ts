import type { IndexDefinition } from "#analytics/index-definition.ts";
import { type CsvRow, type CsvTable, cellAt, columnAt } from "./csv-table.ts";
import type { InputProblem } from "./input-problem.ts";
import type { Respondents } from "./respondents.ts";
import { type Stratification, stratumReader } from "./stratum-column.ts";
import { rowsOfWave, type WaveChoice } from "./wave-rows.ts";

/** Columns with a meaning of their own, which are neither items nor cuts. */
const RESERVED: ReadonlySet<string> = new Set(["respondent_id", "psu", "weight"]);
/** Not applicable, refused, do not know: said, but no score. */
const ASIDES: ReadonlySet<string> = new Set(["", "NA", "REF", "DK"]);
const ASCII = 128;

export type Answers = {
  readonly table: CsvTable;
  readonly respondents: Respondents;
  readonly problems: readonly InputProblem[];
};

/** Reads one item of all rows; NaN where there is no score. */
function answersTo(
  { file }: CsvTable,
  rows: readonly CsvRow[],
  { name, place, low, high }: { name: string; place: number; low: number; high: number },
  problems: InputProblem[],
): Float64Array {
  // a scale has few answers, so their texts are read once
  const known = new Map<string, number>([...ASIDES].map((text) => [text, Number.NaN]));
  const read = (text: string, row: CsvRow): number => {
    const answer = Number(text);
    if (answer >= low && answer <= high) {
      known.set(text, answer);
      return answer;
    }
    const says = Number.isNaN(answer)
      ? `'${text}' is no answer; give a number from ${low} to ${high}, NA, REF, DK or nothing`
      : `${text} is off the scale ${low} to ${high}; correct the answer or the definition's scale`;
    problems.push({ file, row: row.number, column: name, says });
    return Number.NaN;
  };
  // nearly all are one letter, which is found sooner by its code than by a text's hash
  const byCode = new Float64Array(ASCII);
  const isRead = new Uint8Array(ASCII);
  const scores = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as CsvRow;
    const text = cellAt(row, place);
    const code = text.length === 1 ? text.charCodeAt(0) : ASCII;
    if (isRead[code] === 1) {
      scores[at] = byCode[code] as number;
      continue;
    }
    const score = known.get(text) ?? read(text, row);
    scores[at] = score;
    if (code >= ASCII || !known.has(text)) continue;
    byCode[code] = score;
    isRead[code] = 1;
  }
  return scores;
}

function missingColumns({ file, columns }: CsvTable, definition: IndexDefinition): readonly InputProblem[] {
  const id = columns.includes("respondent_id")
    ? []
    : [{ file, row: 1, says: "the header lacks respondent_id; give every respondent an id" }];
  const items = Object.keys(definition.items).filter((item) => !columns.includes(item));
  const them = items.length === 1 ? ["the column", "it"] : ["the columns", "them"];
  const lacks = `the header lacks ${items.join(", ")}, which the definition asks for; add ${them[0]} (empty where not asked) or take ${them[1]} out of the definition`;
  return items.length === 0 ? id : [...id, { file, row: 1, says: lacks }];
}

function checkIds(
  { file }: CsvTable,
  rows: readonly CsvRow[],
  place: number,
  problems: InputProblem[],
): void {
  const known = new Map<string, number>();
  for (const row of rows) {
    const id = cellAt(row, place);
    const at = { file, row: row.number, column: "respondent_id" };
    const first = known.get(id);
    if (id === "") problems.push({ ...at, says: "it is empty; give every respondent an id" });
    else if (first !== undefined)
      problems.push({ ...at, says: `'${id}' already stands in row ${first}; keep one row a respondent` });
    else known.set(id, row.number);
  }
}

function unitsOf(
  { file }: CsvTable,
  rows: readonly CsvRow[],
  place: number,
  problems: InputProblem[],
): string[] {
  const says = "it is empty; name the sampling unit of every respondent";
  return rows.map((row) => {
    const unit = cellAt(row, place);
    if (unit === "") problems.push({ file, row: row.number, column: "psu", says });
    return unit;
  });
}

function weightsOf(
  { file }: CsvTable,
  rows: readonly CsvRow[],
  place: number,
  problems: InputProblem[],
): Float64Array {
  return Float64Array.from(rows, (row) => {
    const text = cellAt(row, place);
    const weight = Number(text);
    if (weight > 0 && weight < Number.POSITIVE_INFINITY) return weight;
    const says = `'${text}' is no weight; give a number above 0 (to leave a respondent out, take out the row)`;
    problems.push({ file, row: row.number, column: "weight", says });
    return Number.NaN;
  });
}

/**
 * Respondents of an answers file: items are the columns the definition names, every other one is a cut.
 * Rows with a problem are among them all the same; do not score when there are problems.
 */
export function readAnswers(
  table: CsvTable,
  definition: IndexDefinition,
  stratification: Stratification,
  wave: WaveChoice,
): Answers {
  const { file, columns } = table;
  const { rows, problems: waveProblems } = rowsOfWave(table, wave);
  const problems = [...missingColumns(table, definition), ...waveProblems];
  if (rows.length === 0 && problems.length === 0)
    problems.push({ file, says: "it has no respondent; give a row a respondent" });
  const [id, psu, weight] = ["respondent_id", "psu", "weight"].map((name) => columnAt(table, name));
  if (id !== undefined) checkIds(table, rows, id, problems);
  const stratumOf = stratumReader(table, stratification);
  const cuts = columns
    .map((name, place) => ({ name, place }))
    .filter(({ name }) => name !== "" && !RESERVED.has(name) && !Object.hasOwn(definition.items, name));
  const answers = Object.entries(definition.items).flatMap(([name, { scale }]) => {
    const place = columnAt(table, name);
    const item = place === undefined ? undefined : { name, place, low: scale[0], high: scale[1] };
    return item ? [[name, answersTo(table, rows, item, problems)] as const] : [];
  });
  const respondents = {
    count: rows.length,
    stratum: rows.map((row) => stratumOf?.(row) ?? ""),
    group: new Map(cuts.map(({ name, place }) => [name, rows.map((row) => cellAt(row, place))])),
    answers: new Map(answers),
    unit: psu === undefined ? undefined : unitsOf(table, rows, psu, problems),
    weight: weight === undefined ? undefined : weightsOf(table, rows, weight, problems),
  };
  const inOrder = problems.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0));
  return { table, respondents, problems: inOrder };
}
