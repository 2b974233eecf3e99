import { createHash } from "node:crypto";
import { definitionHash } from "#analytics/definition-hash.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { DEFAULT_VERDICTS } from "../indicators/settings.ts";
import { type CsvTable, readCsvTable } from "./csv-table.ts";
import type { Sample } from "./sample.ts";
import { sampleOfSurvey } from "./sample-of-survey.ts";
import { type ScoreOptions, score } from "./score.ts";
import { optionsResult, readingResults, type ScoreResult, weightingResult } from "./score-result.ts";
import { type FileSurvey, surveyOfFiles } from "./survey-of-files.ts";
import type { WaveChoice } from "./wave-rows.ts";

/** Files of a wave by their paths. */
export type WavePaths = {
  readonly answers: string;
  readonly population?: string | undefined;
  readonly wave?: string | undefined;
};

/** Files as they were read, and what can be scored of them. */
export type ReadFiles = {
  readonly answers: CsvTable;
  readonly population: CsvTable | undefined;
  readonly survey: FileSurvey;
  readonly sample: Sample;
};

/** What makes numbers from files different: the bytes of both and the wave chosen in them. */
function identityOf(answers: CsvTable, population: CsvTable | undefined, wave: string | undefined): string {
  const parts = [answers.hash, population?.hash ?? "", wave ?? ""];
  return createHash("sha256").update(parts.join("\n")).digest("hex");
}

/** Reads answers and population of a wave. @throws AppError `file_unreadable`, `invalid` naming row and column */
async function readFiles(
  paths: WavePaths,
  definition: IndexDefinition,
  { inference }: Pick<ScoreOptions, "inference">,
  wave: WaveChoice = { name: paths.wave, option: "--wave" },
): Promise<ReadFiles> {
  const [answers, population] = await Promise.all([
    readCsvTable(paths.answers),
    paths.population === undefined ? undefined : readCsvTable(paths.population),
  ]);
  const survey = surveyOfFiles({ answers, population, wave }, definition, inference);
  const hash = identityOf(answers, population, wave.name);
  return { answers, population, survey, sample: sampleOfSurvey(survey, hash) };
}

/** Scores files in the shape of `result.json`. @throws AppError when they cannot be scored, with the remedy */
export async function scoreFiles(
  definition: IndexDefinition,
  paths: WavePaths,
  options: ScoreOptions,
  compare?: WavePaths,
): Promise<{ readonly result: ScoreResult; readonly files: ReadFiles }> {
  const files = await readFiles(paths, definition, options);
  const other =
    compare &&
    (await readFiles(compare, definition, options, {
      name: compare.wave,
      otherThan: paths.wave,
      option: "--compare-wave",
    }));
  const compared = other && { sample: other.sample, verdicts: DEFAULT_VERDICTS };
  const scored = score(definition, files.sample, options, compared);
  const result: ScoreResult = {
    definition: { id: definition.id, version: definition.version, hash: definitionHash(definition) },
    data: {
      hash: files.answers.hash,
      rows: files.sample.respondents,
      ...(files.population === undefined ? {} : { population: files.population.hash }),
    },
    options: optionsResult(options, paths.wave, compare?.answers),
    weighting: weightingResult(definition, files.sample, options),
    readings: readingResults(scored),
  };
  return { result, files };
}
