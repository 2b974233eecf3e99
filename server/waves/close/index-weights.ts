import { EmptyStratumError } from "#analytics/empty-stratum-error.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { designOf } from "#analytics/stratum-design.ts";
import type { AnsweredStratum } from "./wave-weights.ts";

/** Owners a respondent of a project and phase stands for in a wave's indicators; undefined where the rule gives none. */
export type IndexWeights = (stratum: Pick<AnsweredStratum, "projectId" | "phase">) => number | undefined;

/**
 * The weights that indicators are made with. The rule for small strata is that of the definition, so that a new version is what changes
 * a number; what a wave is closed with may be another.
 */
export function indexWeights(
  definition: Pick<IndexDefinition, "emptyStratum" | "weights">,
  strata: readonly AnsweredStratum[],
): IndexWeights {
  const keyOf = ({ projectId, phase }: Pick<AnsweredStratum, "projectId" | "phase">) =>
    `${projectId}|${phase}`;
  try {
    const design = designOf(
      definition,
      strata.map((each) => ({
        key: keyOf(each),
        population: each.owners,
        respondents: each.respondents,
        project: String(each.projectId),
        region: String(each.regionId ?? ""),
        phase: each.phase,
      })),
    );
    return (stratum) => design.strata[design.placeOf.get(keyOf(stratum)) ?? -1]?.weight;
  } catch (failure) {
    // such a rule gives no number at all while somebody is missing
    if (failure instanceof EmptyStratumError) return () => undefined;
    throw failure;
  }
}
