type Matrix = readonly (readonly number[])[];

/** A one-factor model: item = loading × factor + rest. */
export type OneFactorModel = {
  readonly loadings: readonly number[];
  /** Variance of each item that the factor does not explain. */
  readonly residuals: readonly number[];
};

const ROUNDS = 100_000;

/**
 * Fits one factor with variance 1 to a covariance matrix by maximum likelihood, with the EM algorithm; the inverse of the
 * model's covariance has a closed form (Sherman–Morrison). Rubin DB, Thayer DT (1982) Psychometrika 47:69.
 * Three items fit exactly. Loadings are signed so that their sum is positive.
 * @returns undefined for fewer than three items (not identified), an item without variance, or when the likelihood drives a
 * residual variance to 0 (Heywood case) or has not settled after 100,000 rounds
 */
export function fitOneFactor(covariance: Matrix): OneFactorModel | undefined {
  const variances = covariance.map((row, item) => row[item] ?? Number.NaN);
  if (covariance.length < 3 || variances.some((variance) => !(variance > 0))) return undefined;
  const total = covariance.flat().reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return undefined;

  // Start from the centroid: each item's covariance with the sum of all.
  let loadings = covariance.map((row) => row.reduce((sum, value) => sum + value, 0) / Math.sqrt(total));
  let residuals = variances.map((variance) => variance / 2);
  for (let round = 0; round < ROUNDS; round++) {
    const perResidual = loadings.map((loading, item) => loading / (residuals[item] ?? Number.NaN));
    const signal = loadings.reduce((sum, loading, item) => sum + loading * (perResidual[item] ?? 0), 0);
    const scores = perResidual.map((value) => value / (1 + signal));
    const shared = covariance.map((row) =>
      row.reduce((sum, value, item) => sum + value * (scores[item] ?? 0), 0),
    );
    const factorVariance =
      1 / (1 + signal) + scores.reduce((sum, score, item) => sum + score * (shared[item] ?? 0), 0);
    const nextLoadings = shared.map((value) => value / factorVariance);
    const nextResiduals = variances.map(
      (variance, item) => variance - (nextLoadings[item] ?? 0) * (shared[item] ?? 0),
    );
    if (nextResiduals.some((residual, item) => !(residual > 1e-8 * (variances[item] ?? 0)))) return undefined;
    const moved = nextLoadings.map(
      (loading, item) => Math.abs(loading - (loadings[item] ?? 0)) / Math.sqrt(variances[item] ?? 1),
    );
    [loadings, residuals] = [nextLoadings, nextResiduals];
    if (Math.max(...moved) < 1e-14) {
      const sign = loadings.reduce((sum, loading) => sum + loading, 0) < 0 ? -1 : 1;
      return { loadings: loadings.map((loading) => sign * loading), residuals };
    }
  }
  return undefined;
}

/**
 * McDonald's omega from the model: (Σλ)²/((Σλ)² + Σθ), the share of the sum score's variance due to the factor.
 * For what: like alpha, without assuming that all items load alike. McDonald RP (1999) Test Theory.
 */
export function omegaModelImplied({ loadings, residuals }: OneFactorModel): number {
  const signal = loadings.reduce((sum, loading) => sum + loading, 0) ** 2;
  return signal / (signal + residuals.reduce((sum, residual) => sum + residual, 0));
}

/**
 * Omega with the observed variance of the sum score below the line: (Σλ)²/ΣΣs. Differs from the model-implied one where one factor
 * fits badly; say which was printed. Undefined when the sum score does not vary.
 */
export function omegaObserved({ loadings }: OneFactorModel, covariance: Matrix): number | undefined {
  const total = covariance.flat().reduce((sum, value) => sum + value, 0);
  return total > 0 ? loadings.reduce((sum, loading) => sum + loading, 0) ** 2 / total : undefined;
}
