import { definitionHash } from "#analytics/definition-hash.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Analysis } from "../analysis/analysis.ts";
import type { Database } from "../database/connection.ts";
import { type DatabaseSample, databaseWave, sampleOfDatabase, type WaveKind } from "./sample-of-database.ts";
import { type ScoreOptions, score } from "./score.ts";
import { optionsResult, readingResults, type ScoreResult, weightingResult } from "./score-result.ts";

/** Which waves of the record are asked about. */
export type WaveRequest = {
  readonly kind: WaveKind;
  readonly year: number;
  readonly compare?: number | undefined;
};

/** Scores a wave of the record in the shape of `result.json`. @throws AppError with the remedy */
export async function scoreDatabase(
  sources: { readonly db: Database; readonly analysis: Analysis },
  definition: IndexDefinition,
  { kind, year, compare }: WaveRequest,
  options: ScoreOptions,
): Promise<{ readonly result: ScoreResult; readonly sample: DatabaseSample }> {
  const sampleOf = async (each: number) =>
    sampleOfDatabase(sources, await databaseWave(sources.db, each, kind), definition, options.by);
  const sample = await sampleOf(year);
  const other = compare === undefined ? undefined : await sampleOf(compare);
  const scored = score(definition, sample, options, other);
  const result: ScoreResult = {
    definition: { id: definition.id, version: definition.version, hash: definitionHash(definition) },
    data: {
      hash: sample.hash,
      rows: sample.respondents,
      version: sample.dataVersion,
      asOf: sample.asOf,
    },
    options: optionsResult(options, String(year), compare === undefined ? undefined : String(compare)),
    weighting: weightingResult(definition, sample, options),
    readings: readingResults(scored),
  };
  return { result, sample };
}
