import { EigenvalueDecomposition, Matrix } from "ml-matrix";

type Correlations = readonly (readonly number[])[];

/** Drivers beyond this need grouping: the work doubles with each. */
export const MOST_DRIVERS = 12;

/** Below this a driver adds nothing that the ones before it do not say already. */
const COLLINEAR = 1e-12;

const at = (matrix: Correlations, row: number, column: number) => matrix[row]?.[column] ?? Number.NaN;

function requireCorrelations(matrix: Correlations): void {
  const size = matrix.length;
  const square = matrix.every(
    (row) => row.length === size && row.every((value) => Math.abs(value) <= 1 + 1e-9),
  );
  if (size < 2 || !square)
    throw new RangeError(
      "relative importance needs a square correlation matrix of an outcome and its drivers",
    );
}

/**
 * R² of the outcome on every subset of players, indexed by the subset's bits. Subsets are walked depth first, so that each adds one
 * player's columns to a Cholesky factor already there; a column that the earlier ones determine adds nothing.
 */
function explainedBySubsets(matrix: Correlations, players: readonly (readonly number[])[]): Float64Array {
  const explained = new Float64Array(2 ** players.length);
  const rows: number[][] = [];
  const columns: number[] = [];
  const right: number[] = [];

  /** Adds a column to the factor and returns what it explains beyond the columns before it. */
  const add = (column: number): number => {
    const row: number[] = [];
    let rest = 1;
    let outcome = at(matrix, column, 0);
    for (const [place, earlier] of rows.entries()) {
      let value = at(matrix, column, columns[place] ?? 0);
      for (let k = 0; k < place; k++) value -= (row[k] ?? 0) * (earlier[k] ?? 0);
      value /= earlier[place] ?? 1;
      row.push(value);
      rest -= value ** 2;
      outcome -= value * (right[place] ?? 0);
    }
    if (rest < COLLINEAR) return 0;
    const pivot = Math.sqrt(rest);
    rows.push([...row, pivot]);
    columns.push(column);
    right.push(outcome / pivot);
    return (outcome / pivot) ** 2;
  };

  const visit = (subset: number, from: number): void => {
    for (let player = from; player < players.length; player++) {
      const depth = rows.length;
      let gain = 0;
      for (const column of players[player] ?? []) gain += add(column);
      const larger = subset | (1 << player);
      explained[larger] = (explained[subset] ?? 0) + gain;
      visit(larger, player + 1);
      for (const stack of [rows, columns, right]) stack.length = depth;
    }
  };
  visit(0, 0);
  return explained;
}

/**
 * LMG importance: each driver's share of R², averaged over all orders in which drivers can enter the regression (Shapley value).
 * LMG_j = Σ_{S∌j} |S|!(p − 1 − |S|)!/p!·(R²(S∪j) − R²(S)). Adds up to R², never negative. For what: derived importance of survey items
 * for an overall score; it is correlational, it proposes and people decide.
 * Lindeman, Merenda, Gold (1980); Grömping U (2006) J. Statistical Software 17(1).
 * @param correlations correlation matrix, the outcome first, then the drivers
 * @param groups drivers (from 1) that enter together, e.g. the items of a dimension; each driver by itself when left out
 * @returns one entry a group
 * @throws RangeError on a matrix that is not one of correlations, unknown drivers in groups, or more than 12 groups
 */
export function lmgImportance(correlations: Correlations, groups?: readonly (readonly number[])[]): number[] {
  requireCorrelations(correlations);
  const players = groups ?? Array.from({ length: correlations.length - 1 }, (_, place) => [place + 1]);
  const count = players.length;
  if (count > MOST_DRIVERS)
    throw new RangeError(
      `${count} drivers are too many for all orders: group them to at most ${MOST_DRIVERS}`,
    );
  if (players.flat().some((driver) => !(driver >= 1 && driver < correlations.length)))
    throw new RangeError("a group names an unknown driver");

  const explained = explainedBySubsets(correlations, players);
  // Weight of a subset of each size: |S|!(p − 1 − |S|)!/p!
  const weights = [1 / count];
  for (let size = 1; size < count; size++) weights.push(((weights[size - 1] ?? 0) * size) / (count - size));
  const importance = players.map(() => 0);
  for (const [subset, value] of explained.entries()) {
    let size = 0;
    for (let bits = subset; bits > 0; bits &= bits - 1) size += 1;
    for (let player = 0; player < count; player++) {
      if (subset & (1 << player)) continue;
      const gain = (explained[subset | (1 << player)] ?? 0) - value;
      importance[player] = (importance[player] ?? 0) + (weights[size] ?? 0) * gain;
    }
  }
  return importance;
}

/**
 * Relative weights after Johnson, the same as Genizi's decomposition: importance through the closest uncorrelated drivers,
 * RW_j = Σ_m Λ²_jm·β²_m with Λ = R_xx^½, β = Λ⁻¹r_xy. Adds up to R². For what: a fast fallback for many drivers; LMG is the default,
 * because the derivation has been criticised (Thomas et al. 2014).
 * Johnson JW (2000) Multivariate Behavioral Research 35:1; Genizi A (1993) Statistica Sinica 3:407.
 * @param correlations correlation matrix, the outcome first, then the drivers
 * @returns one entry a driver; undefined when drivers determine each other exactly
 * @throws RangeError on a matrix that is not one of correlations
 */
export function relativeWeights(correlations: Correlations): number[] | undefined {
  requireCorrelations(correlations);
  const drivers = new Matrix(correlations.slice(1).map((row) => row.slice(1)));
  const outcome = Matrix.columnVector(correlations.slice(1).map((row) => row[0] ?? Number.NaN));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(drivers, {
    assumeSymmetric: true,
  });
  if (Math.min(...realEigenvalues) < COLLINEAR) return undefined;
  const power = (exponent: number) =>
    eigenvectorMatrix
      .mmul(Matrix.diag(realEigenvalues.map((value) => value ** exponent)))
      .mmul(eigenvectorMatrix.transpose());
  const root = power(0.5);
  const slopes = power(-0.5).mmul(outcome);
  return root.mul(root).mmul(slopes.mul(slopes)).to1DArray();
}
