import type { Arrangement } from "./arrange.ts";
import type { Plan } from "./compile.ts";
import type { Condensed } from "./condense.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import { keepsLeaves, type MadeOf } from "./kept-leaves.ts";
import { leafGround } from "./leaf-ground.ts";
import { climb, type PartSums, partSums, readPart } from "./part-values.ts";
import { type PartSpread, partSpread, ROUNDING, spreadPart } from "./part-variance.ts";
import { type PhaseShares, phaseShares } from "./phase-shares.ts";
import { addIntervals, type ReadingTable } from "./reading-table.ts";
import { addRecordReach, recordDegrees, recordReach, recordVariance } from "./record-variance.ts";
import { remeasure } from "./remeasure.ts";
import { addShareIntervals } from "./share-intervals.ts";
import {
  addSimplePart,
  clearSimple,
  type SimpleSample,
  simpleEffect,
  simpleSample,
} from "./simple-sample.ts";

/** A table without readings, in the memory of one that is no longer read where there is one of its size. */
function emptyTable(
  plan: Plan,
  arrangement: Arrangement,
  intervals: boolean,
  into: ReadingTable | undefined,
): ReadingTable {
  const size = arrangement.groups.length * plan.nodes.length;
  const column = (was: Float64Array | undefined, length: number, value: number) =>
    (was?.length === length ? was : new Float64Array(length)).fill(value);
  const known = (was: Float64Array | undefined) => column(was, size, 0);
  const ifAsked = (was: Float64Array | undefined) => column(was, intervals ? size : 0, Number.NaN);
  return {
    groups: arrangement.groups,
    nodes: plan.nodes,
    value: known(into?.value),
    se: ifAsked(into?.se),
    intervalSe: ifAsked(into?.intervalSe),
    low: ifAsked(into?.low),
    high: ifAsked(into?.high),
    n: known(into?.n),
    neff: known(into?.neff),
    deff: ifAsked(into?.deff),
    coverage: known(into?.coverage),
    sparse: known(into?.sparse),
    ownDegrees: column(into?.ownDegrees, intervals && plan.measures.length > 0 ? size : 0, Number.NaN),
    degrees: arrangement.degrees,
    population: arrangement.population,
    populationCovered: arrangement.populationCovered,
  };
}

/** A group that is one part: its row is the part's. */
function setValues(table: ReadingTable, row: number, sums: PartSums): void {
  const { value, n, coverage, sparse, neff } = table;
  for (let i = 0; i < table.nodes.length; i++) {
    const at = row + i;
    const own = sums.value[i] as number;
    const weight = sums.weight[i] as number;
    value[at] = own;
    n[at] = sums.n[i] as number;
    coverage[at] = sums.coverage[i] as number;
    sparse[at] = sums.sparse[i] as number;
    neff[at] = Number.isNaN(own) ? Number.NaN : (weight * weight) / (sums.weightSquared[i] as number);
  }
}

/** Adds a part to its group's row: value, n, coverage and, in `neff`, Σ share² / n_eff, turned over at the end. */
function addValues(
  table: ReadingTable,
  row: number,
  sums: PartSums,
  share: Float64Array,
  inMix: Float64Array,
): void {
  const { value, n, coverage, sparse, neff } = table;
  const width = table.nodes.length;
  for (let i = 0; i < width; i++) {
    const at = row + i;
    const mix = inMix[i] as number;
    if (mix > 0) {
      n[at] = (n[at] as number) + (sums.n[i] as number);
      coverage[at] = (coverage[at] as number) + mix * (sums.coverage[i] as number);
    }
    const part = share[i] as number;
    if (part === 0) continue;
    const weight = sums.weight[i] as number;
    value[at] = (value[at] as number) + part * (sums.value[i] as number);
    sparse[at] = (sparse[at] as number) + part * (sums.sparse[i] as number);
    neff[at] = (neff[at] as number) + (part * part * (sums.weightSquared[i] as number)) / (weight * weight);
  }
}

/** Ends a row: a node no part had a share in is undefined. */
function endValues(table: ReadingTable, row: number): void {
  for (let at = row; at < row + table.nodes.length; at++) {
    const inverse = table.neff[at] as number;
    if (inverse === 0) table.value[at] = Number.NaN;
    table.neff[at] = inverse === 0 ? Number.NaN : 1 / inverse;
  }
}

/** Records count once, however many parts see them. */
function settleRecords(plan: Plan, { records }: Arrangement, table: ReadingTable, g: number): void {
  const row = g * table.nodes.length;
  for (const [m, { source }] of plan.measures.entries()) {
    const at = row + plan.answerCount + m;
    const count = records[g]?.get(source)?.records;
    table.n[at] = count ?? 0;
    if (!Number.isNaN(table.neff[at])) table.neff[at] = count ?? Number.NaN;
  }
  if (table.ownDegrees.length === 0) return;
  for (let i = 0; i < table.nodes.length; i++)
    table.ownDegrees[row + i] = recordDegrees(plan, records[g], i) ?? Number.NaN;
}

function addSpreads(
  table: ReadingTable,
  row: number,
  spread: PartSpread,
  simple: SimpleSample,
  centre: Float64Array,
  firstCentre: number,
  strata: number,
  ofRecords: (node: number) => number,
  pooled: boolean,
): void {
  const width = table.nodes.length;
  for (let i = 0; i < width; i++) {
    if (Number.isNaN(table.value[row + i])) {
      table.se[row + i] = Number.NaN;
      table.intervalSe[row + i] = Number.NaN;
      table.deff[row + i] = Number.NaN;
      continue;
    }
    let variance = spread.square[i] ?? 0;
    for (let h = 0; h < strata; h++) {
      const total = spread.total[h * width + i] ?? 0;
      variance -= (centre[firstCentre + h] ?? 0) * total * total;
    }
    const scale = spread.scale[i] ?? 0;
    const known = variance > ROUNDING * scale * scale ? variance : 0;
    table.deff[row + i] = simpleEffect(simple, i, known);
    const sum = known + ofRecords(i);
    table.se[row + i] = Math.sqrt(sum);
    table.intervalSe[row + i] = Math.sqrt(sum + (pooled ? (spread.few[i] as number) : 0));
  }
}

function mostStrata(arrangement: Arrangement): number {
  const { localStart } = arrangement;
  return arrangement.groups.reduce(
    (most, _, g) => Math.max(most, (localStart[g + 1] ?? 0) - (localStart[g] ?? 0)),
    0,
  );
}

function clearSpread(spread: PartSpread, totals: number): void {
  spread.square.fill(0);
  spread.scale.fill(0);
  spread.few.fill(0);
  spread.total.fill(0, 0, totals);
}

/** Intervals of a table that has standard errors, of each group's nodes from `first` on. */
function withIntervals(
  { plan, condensed, options }: MadeOf,
  table: ReadingTable,
  shares: PhaseShares | undefined,
  first: number,
): void {
  const confidence = options.confidence ?? 0.95;
  addIntervals(table, confidence, first);
  if (options.shareIntervals !== "t") addShareIntervals(plan, condensed, shares, table, confidence, first);
}

/** A table whose leaves stand, under other weights above them. */
function reweigh(asked: MadeOf, from: ReadingTable): ReadingTable {
  const { plan, condensed, options } = asked;
  const intervals = options.intervals !== false;
  const ground = (from.madeOf as MadeOf).ground ?? leafGround(plan, condensed, intervals);
  const table = { ...from, madeOf: { ...asked, ground } };
  remeasure(plan, condensed, ground, options.fewAnswers !== "own", table);
  if (intervals) withIntervals(asked, table, undefined, plan.leafCount);
  return table;
}

/**
 * Values, standard errors and intervals of all groups and nodes: the arithmetic behind `evaluate`, on typed arrays.
 *
 * A group is one part, or a part for each phase with shares that add to 1. For each part: sums and values (part-values),
 * then squared influences and stratum totals (part-variance). A variance is
 *   Σ over strata h of (1−f)·n/(n−1)·Σz² − (1−f)/(n−1)·(Σz)²,
 * z the weighted influence of a respondent (0 for those without a valid answer), n the stratum's respondents.
 * Operational records are complete: they add nothing about the owners of a day, and their own variance about a process.
 * @param plan for the columns and bases of the arrangement's moments
 * @param condensed with products unless `options.intervals` is false
 * @param into a table that nobody reads any more, whose memory is used again: while a hand moves a weight, one table is enough.
 *   Where it was made of the same sums and leaves, only what lies above the leaves is worked out anew
 */
export function measure(
  plan: Plan,
  condensed: Condensed,
  options: EvaluateOptions,
  into?: ReadingTable,
): ReadingTable {
  const { arrangement } = condensed;
  const intervals = options.intervals !== false;
  const asked = { plan, condensed, options };
  if (into && keepsLeaves(into, asked)) return reweigh(asked, into);
  const table = { ...emptyTable(plan, arrangement, intervals, into), madeOf: asked };
  const width = plan.nodes.length;
  const sums = partSums(plan);
  const spread = partSpread(plan, mostStrata(arrangement));
  const simple = simpleSample(plan);
  const shares =
    options.estimand === "phase-standardised" ? phaseShares(plan, condensed, options.phases) : undefined;
  const alone = new Float64Array(width);
  const records = intervals && options.inference === "process" ? recordReach(plan) : undefined;
  for (let g = 0; g < arrangement.groups.length; g++) {
    const row = g * width;
    const [part, end] = [arrangement.partStart[g] as number, arrangement.partStart[g + 1] as number];
    const firstCentre = arrangement.localStart[g] as number;
    const local = (arrangement.localStart[g + 1] as number) - firstCentre;
    if (intervals) {
      clearSpread(spread, local * width);
      clearSimple(simple);
    }
    for (let each = part; each < end; each++) {
      readPart(plan, condensed, each, sums);
      climb(plan, arrangement.partPhase[each], sums);
      if (shares)
        addValues(table, row, sums, shares.share[each] as Float64Array, shares.covered[each] as Float64Array);
      else setValues(table, row, sums);
      if (!intervals) continue;
      for (let i = 0; i < width; i++) alone[i] = Number.isNaN(table.value[row + i] as number) ? 0 : 1;
      const share = shares?.share[each] ?? alone;
      spreadPart(plan, condensed, each, sums, share, spread);
      addSimplePart(plan, condensed, each, sums, share, spread, simple);
      if (records) addRecordReach(plan, sums, share, records);
    }
    if (shares || part === end) endValues(table, row);
    if (plan.measures.length > 0) settleRecords(plan, arrangement, table, g);
    if (!intervals) continue;
    const ofRecords = (node: number) =>
      records ? recordVariance(records, arrangement.records[g], width, node) : 0;
    addSpreads(
      table,
      row,
      spread,
      simple,
      arrangement.centre,
      firstCentre,
      local,
      ofRecords,
      options.fewAnswers !== "own",
    );
    records?.reach.fill(0);
  }
  if (!intervals) return table;
  withIntervals(asked, table, shares, 0);
  return table;
}
