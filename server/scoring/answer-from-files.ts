import { stat } from "node:fs/promises";
import { relative } from "node:path";
import { factsOfFiles } from "./method-page/facts-of-files.ts";
import { methodSentence } from "./method-sentence.ts";
import { frameOf, passportOfResult } from "./passport.ts";
import { readDefinition } from "./read-definition.ts";
import type { ScoreOptions } from "./score.ts";
import type { ScoreAnswer } from "./score-answer.ts";
import { scoreFiles, type WavePaths } from "./score-files.ts";

export type FilesRequest = WavePaths & {
  readonly definition: string;
  readonly compare?: WavePaths | undefined;
};

/** Scores files. @throws AppError with the remedy when they cannot be read or scored */
export async function answerFromFiles(request: FilesRequest, options: ScoreOptions): Promise<ScoreAnswer> {
  const { definition, warnings } = await readDefinition(request.definition);
  const { result, files } = await scoreFiles(definition, request, options, request.compare);
  const { weight, unit } = files.survey.respondents;
  const [ownWeights, clusters] = [weight !== undefined, unit !== undefined];
  const population = files.population !== undefined;
  const { mtime } = await stat(request.answers);
  return {
    definition,
    warnings,
    result,
    facts: (notes) => factsOfFiles(definition, files, result, options, notes),
    passport: (folder) =>
      passportOfResult(
        result,
        {
          kind: "files",
          answers: relative(folder, request.answers),
          population: request.population === undefined ? null : relative(folder, request.population),
          definition: relative(folder, request.definition),
          wave: request.wave ?? null,
        },
        { data: { version: files.sample.hash, asOf: mtime.toISOString() }, frame: frameOf(files.sample) },
        methodSentence(definition, options, { population, ownWeights, clusters }),
      ),
  };
}
