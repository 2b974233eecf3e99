import { relative } from "node:path";
import { analysisPath } from "../analysis/analysis.ts";
import { commandAnalysis } from "../analysis/command-analysis.ts";
import { closeRecord, record } from "../database/connection.ts";
import { definitionOfDatabase } from "./definition-of-database.ts";
import { factsOfDatabase } from "./method-page/facts-of-database.ts";
import { methodSentence } from "./method-sentence.ts";
import { frameOf, passportOfResult } from "./passport.ts";
import { type CheckedDefinition, readDefinition } from "./read-definition.ts";
import type { Sources } from "./sample-of-database.ts";
import type { ScoreOptions } from "./score.ts";
import type { ScoreAnswer } from "./score-answer.ts";
import { scoreDatabase, type WaveRequest } from "./score-database.ts";

export type DatabaseRequest = WaveRequest & {
  /** A version of the record as id@version, or a file; the newest published one when neither is given. */
  readonly version?: string | undefined;
  readonly file?: string | undefined;
};

/** Lends the record and its loaded analysis to one command. */
export async function withSources<T>(use: (sources: Sources) => Promise<T>): Promise<T> {
  const opened = await record();
  try {
    const { analysis } = await commandAnalysis(opened, analysisPath());
    try {
      return await use({ db: opened.db, analysis });
    } finally {
      await analysis.close();
    }
  } finally {
    await closeRecord();
  }
}

function definitionFor({ db }: Sources, { version, file }: DatabaseRequest): Promise<CheckedDefinition> {
  return file === undefined ? definitionOfDatabase(db, version) : readDefinition(file);
}

/** Scores a wave of the record; the answer holds while the sources are open. @throws AppError with the remedy */
export async function answerFromDatabase(
  sources: Sources,
  request: DatabaseRequest,
  options: ScoreOptions,
): Promise<ScoreAnswer> {
  const { definition, warnings } = await definitionFor(sources, request);
  const scored = await scoreDatabase(sources, definition, request, options);
  const { result, sample } = scored;
  const population = sample.moments.strata.every((stratum) => stratum.population !== undefined);
  return {
    definition,
    warnings,
    result,
    facts: (notes) => factsOfDatabase(sources, definition, scored, options, notes),
    passport: (folder) =>
      passportOfResult(
        result,
        {
          kind: "database",
          wave: request.year,
          waveKind: request.kind,
          definition: request.file === undefined ? null : relative(folder, request.file),
        },
        { data: { version: sample.hash, asOf: sample.asOf }, frame: frameOf(sample) },
        methodSentence(definition, options, { population, ownWeights: false, clusters: false }),
      ),
  };
}
