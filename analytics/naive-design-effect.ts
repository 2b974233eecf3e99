import type { Estimate, Row } from "./leaf-estimate.ts";

/**
 * The answers' variance over that of a simple random sample of as many: S²/n · (1 − f), S² over all respondents a node rests
 * on, each with what a deviation of its own would do to the value if everybody counted there (Σw of the part · z/w), and
 * with how far its phase lies from the others.
 * @param counts whether a respondent is among those the node rests on
 * @param sampledOf share of the owners of the respondent's stratum who answered; 0 about a process
 */
export function naiveDesignEffect(
  parts: readonly { readonly share: number; readonly estimate: Estimate; readonly rows: readonly Row[] }[],
  counts: (row: Row) => boolean,
  sampledOf: (row: Row) => number,
  variance: number,
): number | undefined {
  const answered = parts
    .map(({ share, estimate, rows }) => ({
      share,
      value: estimate.value ?? 0,
      answers: rows
        .filter(counts)
        .map((row) => ({ w: row.w, z: estimate.influence.get(row) ?? 0, sampled: sampledOf(row) })),
    }))
    .filter(({ answers }) => answers.length > 0);
  const shares = answered.reduce((sum, { share }) => sum + share, 0);
  const mean = answered.reduce((sum, { share, value }) => sum + (share / shares) * value, 0);
  const each = answered.flatMap(({ share, value, answers }) => {
    const total = answers.reduce((sum, { w }) => sum + w, 0);
    return answers.map(({ w, z, sampled }) => ({
      heavy: ((share / shares) * w) / total,
      deviation: (total * z) / w + value - mean,
      sampled,
    }));
  });
  const n = each.length;
  const square = each.reduce((sum, { heavy, deviation }) => sum + heavy * deviation ** 2, 0);
  const left = 1 - each.reduce((sum, { heavy, sampled }) => sum + heavy * sampled, 0);
  // scores are of 0–100: less than that is what rounding leaves of answers that are all alike
  if (n < 2 || left < 1e-12 || square < 1e-9) return undefined;
  return variance / ((((square * n) / (n - 1)) * left) / n);
}
