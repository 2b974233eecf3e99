import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Stratum } from "#analytics/moments.ts";
import type { Inference } from "#analytics/reading.ts";
import { type Answers, readAnswers } from "./answers-table.ts";
import { type CsvTable, cellAt, columnAt } from "./csv-table.ts";
import { type InputProblem, refuseIfAny } from "./input-problem.ts";
import { type Owners, type Population, populationOf } from "./population-table.ts";
import type { Respondents } from "./respondents.ts";
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
  readonly strata: readonly Stratum[];
  readonly respondents: Respondents;
};

/** What a file's rows say of a stratum: how many they are, and what is the same in the first of them or in all. */
type Members = { respondents: number; readonly first: number; readonly phases: Set<string | undefined> };

function membersOf({ count, stratum, group }: Respondents): ReadonlyMap<string, Members> {
  const found = new Map<string, Members>();
  const phases = group.get("phase");
  for (let row = 0; row < count; row++) {
    const key = stratum[row] ?? "";
    const members = found.get(key) ?? { respondents: 0, first: row, phases: new Set() };
    members.respondents++;
    members.phases.add(phases?.[row]);
    found.set(key, members);
  }
  return found;
}

/** Text of a column for a stratum: what its population row says, else its first respondent. */
function attribute(
  name: string,
  population: Population | undefined,
  known: Owners | undefined,
  said: string | undefined,
): string | undefined {
  const place = population && columnAt(population.table, name);
  return (place !== undefined && known ? cellAt(known.row, place) : undefined) ?? said;
}

function strataOf(
  { group }: Respondents,
  members: ReadonlyMap<string, Members>,
  population: Population | undefined,
): readonly Stratum[] {
  const keys = [...new Set([...(population?.strata.keys() ?? []), ...members.keys()])];
  return keys.map((key): Stratum => {
    const own = members.get(key);
    const known = population?.strata.get(key);
    const named = (column: string) =>
      attribute(column, population, known, own && group.get(column)?.[own.first]);
    const [project, region] = [named("project"), named("region")];
    const phase = own && own.phases.size > 1 ? undefined : named("phase");
    return {
      key,
      population: known?.owners,
      respondents: own?.respondents ?? 0,
      ...(project === undefined ? {} : { project }),
      ...(phase === undefined ? {} : { phase }),
      ...(region === undefined ? {} : { region }),
    };
  });
}

/** What the two files say against each other. */
function mismatches(
  { table }: Answers,
  members: ReadonlyMap<string, Members>,
  population: Population | undefined,
  inference: Inference,
): readonly InputProblem[] {
  if (population === undefined) return [];
  const { file } = population.table;
  return [...members].flatMap(([stratum, { respondents }]): InputProblem[] => {
    const known = population.strata.get(stratum);
    if (known === undefined) {
      const says = `stratum ${stratum} has ${respondents} respondents and does not stand in ${file}; add its owners there`;
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
          says: `stratum ${stratum} has ${respondents} respondents and no owners; correct one of them`,
        },
      ];
    return owners < respondents && inference === "finite"
      ? [
          {
            file,
            row: row.number,
            column,
            says: `stratum ${stratum} has ${respondents} respondents of only ${owners} owners; correct the number, or use --inference process`,
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
  const { respondents } = answers;
  const members = membersOf(respondents);
  const problems = [...answers.problems, ...(population?.problems ?? [])];
  refuseIfAny(problems.length > 0 ? problems : mismatches(answers, members, population, inference));
  return { strata: strataOf(respondents, members, population), respondents };
}
