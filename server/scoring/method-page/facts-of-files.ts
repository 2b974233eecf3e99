import type { IndexDefinition } from "#analytics/index-definition.ts";
import { methodSentence } from "../method-sentence.ts";
import { nodeTitlesOf } from "../node-titles.ts";
import { groupAt } from "../respondents.ts";
import type { ScoreOptions } from "../score.ts";
import type { ReadFiles } from "../score-files.ts";
import type { ScoreResult } from "../score-result.ts";
import { factsOfResult } from "./facts-of-result.ts";
import type { MethodFacts } from "./method-facts.ts";
import type { MethodNotes } from "./method-notes.ts";
import { modesOf, profilesOf, spreadOfWeights, stratumWeight } from "./profiles.ts";

/** Columns whose likeness to the owners is always shown. */
const LIKENESS = ["phase", "region", "project", "mode"];

/** What files tell about how their numbers came about. */
export function factsOfFiles(
  definition: IndexDefinition,
  { survey: read, sample, population }: ReadFiles,
  result: ScoreResult,
  options: ScoreOptions,
  notes: MethodNotes,
): MethodFacts {
  const { strata, respondents } = read;
  const { count, stratum, weight, unit } = respondents;
  const columns = [...LIKENESS, ...options.by].filter((column) => respondents.group.has(column));
  const design = options.estimand === "unweighted" ? undefined : sample.design(definition);
  const people = Array.from({ length: count }, (_, row) => ({
    group: groupAt(respondents, row, columns),
    respondents: 1,
    weight: design === undefined ? 1 : (weight?.[row] ?? stratumWeight(design, stratum[row] ?? "")),
  }));
  const titles = nodeTitlesOf(definition);
  return {
    ...factsOfResult(definition, result, spreadOfWeights(people)),
    method: methodSentence(definition, options, {
      population: population !== undefined,
      ownWeights: weight !== undefined,
      clusters: unit !== undefined,
    }),
    title: result.options.wave ?? undefined,
    days: undefined,
    owners: population && strata.reduce((sum, stratum) => sum + (stratum.population ?? 0), 0),
    invited: undefined,
    respondents: sample.respondents,
    modes: modesOf(people),
    outcomes: undefined,
    profiles: profilesOf(columns, strata, people, options.suppression),
    excluded: undefined,
    leftOut: undefined,
    asked: Object.keys(definition.items).map((item) => ({
      item,
      wording: titles.get(item) ?? { zh: item, en: item },
    })),
    notes,
  };
}
