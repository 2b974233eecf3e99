import { arrange } from "#analytics/arrange.ts";
import { evaluate } from "#analytics/evaluate.ts";
import { evaluateNaively } from "#analytics/evaluate-naively.ts";
import type { EvaluateOptions } from "#analytics/evaluate-options.ts";
import { frameVersion } from "#analytics/frame-version.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Moments } from "#analytics/moments.ts";
import { momentsOfRows } from "#analytics/moments-of-rows.ts";
import type { Reading } from "#analytics/reading.ts";
import { designOf } from "#analytics/stratum-design.ts";
import type { Survey } from "#analytics/survey-row.ts";
import { momentsOfRespondents } from "./moments-of-respondents.ts";
import { surveyRows } from "./respondents.ts";
import type { Sample } from "./sample.ts";
import type { FileSurvey } from "./survey-of-files.ts";

function known(owners: number | undefined): number | undefined {
  return owners === undefined || Number.isNaN(owners) ? undefined : owners;
}

/**
 * Readings straight from the rows: for weights of the respondents' own and sampling units above them, which cell sums
 * cannot hold. Owners of the groups come from the arrangement of the cells, as in `evaluate`.
 */
function readingsOfRows(
  definition: IndexDefinition,
  survey: Survey,
  options: EvaluateOptions,
): readonly Reading[] {
  const cells = momentsOfRows([], [], survey, options.by);
  const { groups, population, populationCovered } = arrange(definition, cells, options);
  const owners = new Map(groups.map((group, place) => [JSON.stringify(group), place]));
  return evaluateNaively(definition, survey, options).map((reading) => {
    const place = owners.get(JSON.stringify(reading.group)) ?? -1;
    return {
      ...reading,
      population: known(population[place]),
      populationCovered: known(populationCovered[place]),
    };
  });
}

/** A sample of respondents: by cell sums where the design allows, else by the rows themselves. */
export function sampleOfSurvey({ strata, respondents }: FileSurvey, hash: string): Sample {
  const cuts = [...respondents.group.keys()];
  let held:
    | { readonly definition: IndexDefinition; readonly by: readonly string[]; readonly moments: Moments }
    | undefined;
  const momentsFor = (definition: IndexDefinition, by: readonly string[]): Moments => {
    if (held?.definition !== definition || by.some((column) => !held?.by.includes(column))) {
      const kept = [...new Set([...by, ...cuts.filter((cut) => cut === "phase")])];
      held = { definition, by: kept, moments: momentsOfRespondents(definition, strata, respondents, kept) };
    }
    return held.moments;
  };
  const rows = respondents.unit || respondents.weight ? surveyRows(respondents) : undefined;
  return {
    cuts,
    hash,
    frame: frameVersion(strata),
    respondents: respondents.count,
    design: (definition) => designOf(definition, strata),
    readings: (definition, options) =>
      rows
        ? readingsOfRows(definition, { strata, rows }, options)
        : evaluate(definition, momentsFor(definition, options.by), options),
  };
}
