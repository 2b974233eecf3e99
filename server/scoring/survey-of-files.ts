import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Stratum } from "#analytics/moments.ts";
import type { Inference } from "#analytics/reading.ts";
import type { Survey } from "#analytics/survey-row.ts";
import { type Answers, readAnswers } from "./answers-table.ts";
import { type CsvTable, cellAt, columnAt } from "./csv-table.ts";
import { type InputProblem, refuseIfAny } from "./input-problem.ts";
import { type Owners, type Population, populationOf } from "./population-table.ts";
import { stratificationOf } from "./stratum-column.ts";
import type { WaveChoice } from "./wave-rows.ts";

/** The files of one wave. */
export type SurveyFiles = {
  readonly answers: CsvTable;
  readonly population: CsvTable | undefined;
  readonly wave: WaveChoice;
};

/** A sample that can be scored. */
export type FileSurvey = {
  readonly survey: Survey;
  readonly cuts: readonly string[];
  readonly ownWeights: boolean;
  readonly clusters: boolean;
};

/** Text of a column for a stratum: what its population row says, else its first respondent. */
function attribute(
  name: string,
  population: Population | undefined,
  known: Owners | undefined,
  group: Readonly<Record<string, string>> | undefined,
): string | undefined {
  const place = population && columnAt(population.table, name);
  return (place !== undefined && known ? cellAt(known.row, place) : undefined) ?? group?.[name];
}

function strataOf(answers: Answers, population: Population | undefined): readonly Stratum[] {
  const members = Map.groupBy(answers.rows, (row) => row.stratum);
  const keys = [...new Set([...(population?.strata.keys() ?? []), ...members.keys()])];
  return keys.map((key): Stratum => {
    const own = members.get(key) ?? [];
    const known = population?.strata.get(key);
    const named = (column: string) => attribute(column, population, known, own[0]?.group);
    const phases = new Set(own.map((row) => row.group.phase));
    const [project, region] = [named("project"), named("region")];
    const phase = phases.size > 1 ? undefined : named("phase");
    return {
      key,
      population: known?.owners,
      respondents: own.length,
      ...(project === undefined ? {} : { project }),
      ...(phase === undefined ? {} : { phase }),
      ...(region === undefined ? {} : { region }),
    };
  });
}

/** What the two files say against each other. */
function mismatches(
  { table, rows }: Answers,
  population: Population | undefined,
  inference: Inference,
): readonly InputProblem[] {
  if (population === undefined) return [];
  const count = Map.groupBy(rows, (row) => row.stratum);
  const { file } = population.table;
  return [...count].flatMap(([stratum, { length }]): InputProblem[] => {
    const known = population.strata.get(stratum);
    if (known === undefined) {
      const says = `stratum ${stratum} has ${length} respondents and does not stand in ${file}; add its owners there`;
      return [{ file: table.file, says }];
    }
    const { owners, row } = known;
    const column = "owners";
    if (owners === 0)
      return [
        {
          file,
          row: row.number,
          column,
          says: `stratum ${stratum} has ${length} respondents and no owners; correct one of them`,
        },
      ];
    return owners < length && inference === "finite"
      ? [
          {
            file,
            row: row.number,
            column,
            says: `stratum ${stratum} has ${length} respondents of only ${owners} owners; correct the number, or use --inference process`,
          },
        ]
      : [];
  });
}

/**
 * Respondents and strata from files.
 * @throws AppError `invalid` with every problem: file, row, column and remedy
 */
export function surveyOfFiles(
  { answers: table, population: owners, wave }: SurveyFiles,
  definition: IndexDefinition,
  inference: Inference,
): FileSurvey {
  const stratification = stratificationOf(table);
  const answers = readAnswers(table, definition, stratification, wave);
  const population = owners && populationOf(owners, stratification, wave);
  const problems = [...answers.problems, ...(population?.problems ?? [])];
  refuseIfAny(problems.length > 0 ? problems : mismatches(answers, population, inference));
  const { rows, cuts, ownWeights, clusters } = answers;
  return { survey: { strata: strataOf(answers, population), rows }, cuts, ownWeights, clusters };
}
