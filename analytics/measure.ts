import type { Arrangement } from "./arrange.ts";
import type { Plan } from "./compile.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import { climb, type PartSums, partSums, sumParts } from "./part-values.ts";
import { type PartSpread, partSpread, spreadPart } from "./part-variance.ts";
import { phaseShares } from "./phase-shares.ts";
import { addIntervals, type ReadingTable } from "./reading-table.ts";

function emptyTable(plan: Plan, arrangement: Arrangement): ReadingTable {
  const size = arrangement.groups.length * plan.nodes.length;
  const undefinedYet = () => new Float64Array(size).fill(Number.NaN);
  return {
    groups: arrangement.groups,
    nodes: plan.nodes,
    value: undefinedYet(),
    se: undefinedYet(),
    low: undefinedYet(),
    high: undefinedYet(),
    n: new Float64Array(size),
    neff: undefinedYet(),
    coverage: new Float64Array(size),
    degrees: arrangement.degrees,
    population: arrangement.population,
    populationCovered: arrangement.populationCovered,
  };
}

/** Adds a part to its group's row: value, n, coverage and, in `neff`, Σ share² / n_eff, turned over at the end. */
function addValues(
  table: ReadingTable,
  row: number,
  sums: PartSums,
  share: Float64Array,
  covered: Float64Array,
): void {
  const width = table.nodes.length;
  for (let i = 0; i < width; i++) {
    const at = row + i;
    const inMix = covered[i] ?? 0;
    if (inMix > 0) {
      table.n[at] = (table.n[at] ?? 0) + (sums.n[i] ?? 0);
      table.coverage[at] = (table.coverage[at] ?? 0) + inMix * (sums.coverage[i] ?? 0);
    }
    const part = share[i] ?? 0;
    if (part === 0) continue;
    const first = Number.isNaN(table.neff[at]);
    table.value[at] = (first ? 0 : (table.value[at] ?? 0)) + part * (sums.value[i] ?? 0);
    const kish = (sums.weightSquared[i] ?? 0) / ((sums.weight[i] ?? 0) * (sums.weight[i] ?? 0));
    table.neff[at] = (first ? 0 : (table.neff[at] ?? 0)) + part * part * kish;
  }
}

/**
 * The variance below which an estimate is exact up to rounding: 1e-13 of what it would be about zero in place of the mean.
 * Without it, identical answers would show a standard error of some 1e-8 where it is 0.
 */
const ROUNDING = 1e-13;

function addSpreads(
  table: ReadingTable,
  row: number,
  spread: PartSpread,
  centre: Float64Array,
  firstCentre: number,
  strata: number,
): void {
  const width = table.nodes.length;
  for (let i = 0; i < width; i++) {
    if (Number.isNaN(table.value[row + i])) continue;
    let variance = spread.square[i] ?? 0;
    for (let h = 0; h < strata; h++) {
      const total = spread.total[h * width + i] ?? 0;
      variance -= (centre[firstCentre + h] ?? 0) * total * total;
    }
    const scale = spread.scale[i] ?? 0;
    table.se[row + i] = variance > ROUNDING * scale * scale ? Math.sqrt(variance) : 0;
  }
}

/**
 * Values, standard errors and intervals of all groups and nodes: the arithmetic behind `evaluate`, on typed arrays.
 *
 * A group is one part, or a part for each phase with shares that add to 1. For each part: sums and values (part-values),
 * then squared influences and stratum totals (part-variance). A variance is
 *   Σ over strata h of (1−f)·n/(n−1)·Σz² − (1−f)/(n−1)·(Σz)²,
 * z the weighted influence of a respondent (0 for those without a valid answer), n the stratum's respondents.
 * @param plan for the columns of the arrangement's cells
 */
export function measure(plan: Plan, arrangement: Arrangement, options: EvaluateOptions): ReadingTable {
  const table = emptyTable(plan, arrangement);
  const width = plan.nodes.length;
  const sums = partSums(plan);
  const strata = arrangement.groups.reduce(
    (most, _, g) => Math.max(most, (arrangement.localStart[g + 1] ?? 0) - (arrangement.localStart[g] ?? 0)),
    0,
  );
  const spread = partSpread(plan, strata);
  const shares =
    options.estimand === "phase-standardised" ? phaseShares(plan, arrangement, options.phases) : undefined;
  const alone = new Float64Array(width);
  const everything = new Float64Array(width).fill(1);
  for (let g = 0; g < arrangement.groups.length; g++) {
    const row = g * width;
    const firstCentre = arrangement.localStart[g] ?? 0;
    const local = (arrangement.localStart[g + 1] ?? 0) - firstCentre;
    if (options.intervals !== false) {
      spread.square.fill(0);
      spread.scale.fill(0);
      spread.total.fill(0, 0, local * width);
    }
    for (let part = arrangement.partStart[g] ?? 0; part < (arrangement.partStart[g + 1] ?? 0); part++) {
      sumParts(plan, arrangement, [part], sums);
      climb(plan, arrangement.partPhase[part], sums);
      for (let i = 0; i < width; i++) alone[i] = Number.isNaN(sums.value[i]) ? 0 : 1;
      const share = shares?.share[part] ?? alone;
      addValues(table, row, sums, share, shares?.covered[part] ?? everything);
      if (options.intervals !== false) spreadPart(plan, arrangement, part, sums, share, spread);
    }
    for (let i = 0; i < width; i++) table.neff[row + i] = 1 / (table.neff[row + i] ?? Number.NaN);
    if (options.intervals !== false) addSpreads(table, row, spread, arrangement.centre, firstCentre, local);
  }
  if (options.intervals !== false) addIntervals(table, options.confidence ?? 0.95);
  return table;
}
