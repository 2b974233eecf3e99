import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { covarianceMatrix } from "./covariance-matrix.ts";

type Answers = readonly (number | undefined)[];

/**
 * Squared Mahalanobis distance of each person's answers from the mean of all: (x − x̄)ᵀ S⁻¹ (x − x̄), S the covariance with divisor
 * n − 1. For what: unlike a straight line it sees answers that go together as nobody else's do; about χ² with as many degrees of
 * freedom as questions. It reads a whole block answered by everybody, so it describes a block and flags nobody by itself.
 * Mahalanobis PC (1936) Proc. National Institute of Sciences of India 2:49; equals R's `careless::mahad` on complete answers.
 * @param rows one list of answers a person, all equally long
 * @returns one distance a person, undefined for who left something out; undefined as a whole when some question is
 * determined by the others (nobody varies, or too few people)
 * @throws RangeError when the lists differ in length
 */
export function answerDistances(rows: readonly Answers[]): readonly (number | undefined)[] | undefined {
  const width = rows[0]?.length ?? 0;
  if (rows.some((answers) => answers.length !== width))
    throw new RangeError("lists of answers differ in length");
  const columns = Array.from({ length: width }, (_, item) => rows.map((answers) => answers[item]));
  const covariance = width === 0 ? undefined : covarianceMatrix(columns);
  if (covariance === undefined || covariance.n <= width) return undefined;
  const factor = new CholeskyDecomposition(new Matrix(covariance.matrix.map((row) => [...row])));
  if (!factor.isPositiveDefinite()) return undefined;
  const complete = rows.filter((answers): answers is readonly number[] => !answers.includes(undefined));
  const means = columns.map(
    (_, item) => complete.reduce((sum, answers) => sum + (answers[item] ?? 0), 0) / complete.length,
  );
  return rows.map((answers) => {
    if (answers.includes(undefined)) return undefined;
    const away = means.map((mean, item) => (answers[item] ?? 0) - mean);
    const solved = factor.solve(Matrix.columnVector(away)).to1DArray();
    return away.reduce((sum, value, item) => sum + value * (solved[item] ?? 0), 0);
  });
}
