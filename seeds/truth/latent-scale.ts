import cdf from "@stdlib/stats-base-dists-normal-cdf";

/** Where the latent opinion (SD about 1) turns into 1, 2, 3, 4 or 5. */
const RATING_THRESHOLDS = [-1.9, -1.25, -0.35, 0.75] as const;
/** Where it turns into 0 … 10: wide at the bottom, a step at 8 that leaves the usual crowd on 8–10. */
const RECOMMEND_THRESHOLDS = [-2.6, -2.3, -2.05, -1.8, -1.5, -1.0, -0.6, -0.15, 0.4, 0.95] as const;

function stepOf(latent: number, thresholds: readonly number[]): number {
  let step = 0;
  for (const threshold of thresholds) if (latent > threshold) step++;
  return step;
}

/** Rating 1–5 of a latent opinion. */
export function ratingOf(latent: number): number {
  return stepOf(latent, RATING_THRESHOLDS) + 1;
}

/** Likelihood to recommend 0–10 of a latent opinion. */
export function recommendationOf(latent: number): number {
  return stepOf(latent, RECOMMEND_THRESHOLDS);
}

/** Expected step for latent ~ N(mean, sd): the sum of the chances to pass each threshold. */
function expectedStep(mean: number, sd: number, thresholds: readonly number[]): number {
  return thresholds.reduce((sum, threshold) => sum + 1 - cdf(threshold, mean, sd), 0);
}

function invert(target: number, sd: number, thresholds: readonly number[]): number {
  let [low, high] = [-4, 4];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (expectedStep(middle, sd, thresholds) < target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The latent mean whose expected rating × 20 is `target` (20–100), given the total SD. */
export function latentMeanForRating(target: number, sd: number): number {
  return invert(target / 20 - 1, sd, RATING_THRESHOLDS);
}

/** The latent mean whose expected recommendation × 10 is `target` (0–100). */
export function latentMeanForRecommendation(target: number, sd: number): number {
  return invert(target / 10, sd, RECOMMEND_THRESHOLDS);
}
