import { definitionHash } from "#analytics/definition-hash.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { readSettings } from "../indicators/settings.ts";
import {
  type DatabaseSample,
  type DatabaseWave,
  databaseWave,
  type Sources,
  sampleOfDatabase,
  type WaveKind,
} from "./sample-of-database.ts";
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
  sources: Sources,
  definition: IndexDefinition,
  { kind, year, compare }: WaveRequest,
  options: ScoreOptions,
): Promise<{ readonly result: ScoreResult; readonly sample: DatabaseSample; readonly wave: DatabaseWave }> {
  const waveOf = (each: number) => databaseWave(sources.db, each, kind);
  const wave = await waveOf(year);
  const sample = await sampleOfDatabase(sources, wave, definition, options.by);
  const other =
    compare === undefined
      ? undefined
      : {
          sample: await sampleOfDatabase(sources, await waveOf(compare), definition, options.by),
          verdicts: await readSettings(sources.db),
        };
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
  return { result, sample, wave };
}
