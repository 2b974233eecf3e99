import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { SurveyRow } from "#analytics/survey-row.ts";
import { type CsvRow, type CsvTable, cellAt, columnAt } from "./csv-table.ts";
import type { InputProblem } from "./input-problem.ts";
import { type Stratification, stratumReader } from "./stratum-column.ts";
import { rowsOfWave, type WaveChoice } from "./wave-rows.ts";

/** Columns with a meaning of their own, which are neither items nor cuts. */
const RESERVED: ReadonlySet<string> = new Set(["respondent_id", "psu", "weight"]);
/** Not applicable, refused, do not know: said, but no score. */
const ASIDES: ReadonlySet<string> = new Set(["", "NA", "REF", "DK"]);

export type Answers = {
  readonly table: CsvTable;
  readonly rows: readonly SurveyRow[];
  /** Columns that group respondents: whatever is neither an item nor reserved. */
  readonly cuts: readonly string[];
  /** Whether rows carry weights of their own, or sampling units above the respondent: what cell sums cannot hold. */
  readonly ownWeights: boolean;
  readonly clusters: boolean;
  readonly problems: readonly InputProblem[];
};

type Column = { readonly name: string; readonly place: number };

function answersOf(
  file: string,
  row: CsvRow,
  items: readonly (Column & { readonly low: number; readonly high: number })[],
  problems: InputProblem[],
): Record<string, number> {
  const answers: Record<string, number> = {};
  for (const { name, place, low, high } of items) {
    const text = cellAt(row, place);
    if (ASIDES.has(text)) continue;
    const answer = Number(text);
    if (answer >= low && answer <= high) answers[name] = answer;
    else
      problems.push({
        file,
        row: row.number,
        column: name,
        says: Number.isNaN(answer)
          ? `'${text}' is no answer; give a number from ${low} to ${high}, NA, REF, DK or nothing`
          : `${text} is off the scale ${low} to ${high}; correct the answer or the definition's scale`,
      });
  }
  return answers;
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

function readId(
  file: string,
  row: CsvRow,
  place: number,
  known: Map<string, number>,
  problems: InputProblem[],
): void {
  const id = cellAt(row, place);
  const at = { file, row: row.number, column: "respondent_id" };
  const first = known.get(id);
  if (id === "") problems.push({ ...at, says: "it is empty; give every respondent an id" });
  else if (first !== undefined)
    problems.push({ ...at, says: `'${id}' already stands in row ${first}; keep one row a respondent` });
  else known.set(id, row.number);
}

/**
 * Respondents of an answers file: items are the columns the definition names, every other one is a cut.
 * Rows with a problem are among the rows all the same; do not score when there are problems.
 */
export function readAnswers(
  table: CsvTable,
  definition: IndexDefinition,
  stratification: Stratification,
  wave: WaveChoice,
): Answers {
  const { file } = table;
  const itemColumns = Object.entries(definition.items).flatMap(([name, { scale }]) => {
    const place = columnAt(table, name);
    return place === undefined ? [] : [{ name, place, low: scale[0], high: scale[1] }];
  });
  const cuts = table.columns
    .map((name, place): Column => ({ name, place }))
    .filter(({ name }) => name !== "" && !RESERVED.has(name) && !Object.hasOwn(definition.items, name));
  const [id, psu, weight] = ["respondent_id", "psu", "weight"].map((name) => columnAt(table, name));
  const stratumOf = stratumReader(table, stratification);
  const { rows, problems: waveProblems } = rowsOfWave(table, wave);
  const problems = [...missingColumns(table, definition), ...waveProblems];
  const known = new Map<string, number>();
  const read = rows.map((row): SurveyRow => {
    if (id !== undefined) readId(file, row, id, known, problems);
    const at = { file, row: row.number };
    const unit = psu === undefined ? undefined : cellAt(row, psu);
    if (unit === "")
      problems.push({
        ...at,
        column: "psu",
        says: "it is empty; name the sampling unit of every respondent",
      });
    const own = weight === undefined ? undefined : Number(cellAt(row, weight));
    if (own !== undefined && !(own > 0 && own < Number.POSITIVE_INFINITY))
      problems.push({
        ...at,
        column: "weight",
        says: `'${cellAt(row, weight ?? 0)}' is no weight; give a number above 0 (to leave a respondent out, take out the row)`,
      });
    return {
      stratum: stratumOf?.(row) ?? "",
      group: Object.fromEntries(cuts.map(({ name, place }) => [name, cellAt(row, place)])),
      answers: answersOf(file, row, itemColumns, problems),
      ...(unit === undefined ? {} : { unit }),
      ...(own === undefined ? {} : { weight: own }),
    };
  });
  if (rows.length === 0 && problems.length === 0)
    problems.push({ file, says: "it has no respondent; give a row a respondent" });
  return {
    table,
    rows: read,
    cuts: cuts.map(({ name }) => name),
    ownWeights: weight !== undefined,
    clusters: psu !== undefined,
    problems,
  };
}
