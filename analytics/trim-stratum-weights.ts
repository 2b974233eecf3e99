/** Respondents of one stratum, who share a weight. */
export type WeightedRespondents = {
  readonly weight: number;
  readonly respondents: number;
  readonly region: string;
};

/** Median of the weights over respondents: the middle one, or the mean of the two in the middle. */
function medianWeight(strata: readonly WeightedRespondents[]): number {
  const sorted = strata.toSorted((a, b) => a.weight - b.weight);
  const total = sorted.reduce((sum, stratum) => sum + stratum.respondents, 0);
  const at = (rank: number) => {
    let passed = 0;
    for (const stratum of sorted) {
      passed += stratum.respondents;
      if (passed > rank) return stratum.weight;
    }
    return sorted.at(-1)?.weight ?? 0;
  };
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
}

/**
 * Cuts weights above `factor` times the median weight of the region's respondents and spreads what was cut equally over
 * the region's other respondents, once, so that the region keeps its owners (the rule of `trimWeights` in R's survey
 * package, Potter 1988). A stratum's respondents share a weight, so there is nobody inside it to take the excess.
 * @param factor undefined or null: nothing is trimmed
 * @returns the weights, in the order given
 */
export function trimStratumWeights(
  strata: readonly WeightedRespondents[],
  factor: number | null | undefined,
): readonly number[] {
  const weights = strata.map((stratum) => stratum.weight);
  if (factor === null || factor === undefined) return weights;
  for (const region of new Set(strata.map((stratum) => stratum.region))) {
    const members = strata.filter((stratum) => stratum.region === region);
    const cap = factor * medianWeight(members);
    const above = members.filter((stratum) => stratum.weight > cap);
    const excess = above.reduce((sum, stratum) => sum + (stratum.weight - cap) * stratum.respondents, 0);
    const takers = members.reduce(
      (sum, stratum) => sum + (stratum.weight > cap ? 0 : stratum.respondents),
      0,
    );
    if (excess === 0 || takers === 0) continue;
    for (const [place, stratum] of strata.entries()) {
      if (stratum.region === region)
        weights[place] = stratum.weight > cap ? cap : stratum.weight + excess / takers;
    }
  }
  return weights;
}
