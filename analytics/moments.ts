/**
 * Sufficient statistics: everything an indicator needs from the answers, as sums that add up.
 * SQL (or a kernel) produces them without knowing a weight; `evaluate` applies a definition to them.
 */

/**
 * A column of the reduction: an item's raw answer, or an item under a rule that is not affine in the answer.
 * Affine rules (min-max, of-max) of one item share the column `Y01`. Others have names of their own, made by `columnName`.
 */
export type ColumnSpec =
  | { readonly kind: "answer"; readonly item: string }
  /** 1 when the answer is at least `from`, else 0 */
  | { readonly kind: "at-least"; readonly item: string; readonly from: number }
  /** 1 for promoters, −1 for detractors, else 0 */
  | { readonly kind: "net"; readonly item: string; readonly promoters: number; readonly detractors: number }
  /**
   * 1 when every item's answer is at least its cut, 0 when all answered and one is below; missing unless all answered.
   * `unless` holds higher cuts of the same items: whoever meets all of those counts 0 as well.
   */
  | {
      readonly kind: "joint";
      readonly cuts: Readonly<Record<string, number>>;
      readonly unless?: Readonly<Record<string, number>>;
    };

function cutsName(cuts: Readonly<Record<string, number>>): string {
  return Object.entries(cuts)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([item, cut]) => `${item}>=${cut}`)
    .join("&");
}

/** Identity of a column, equal for equal specs. */
export function columnName(spec: ColumnSpec): string {
  switch (spec.kind) {
    case "answer":
      return spec.item;
    case "at-least":
      return `${spec.item}>=${spec.from}`;
    case "net":
      return `${spec.item}:${spec.promoters}/${spec.detractors}`;
    case "joint":
      return spec.unless === undefined
        ? cutsName(spec.cuts)
        : `${cutsName(spec.cuts)}!${cutsName(spec.unless)}`;
  }
}

/** A sampling stratum (project × phase of one wave by default): what weights and variances need to know of it. */
export type Stratum = {
  readonly key: string;
  /** Owners in the frame; undefined when no population is known (weights are then 1, no correction). */
  readonly population: number | undefined;
  /** Counted respondents of the whole stratum, whatever they answered. */
  readonly respondents: number;
  /** For the collapse order, and to place a stratum nobody answered in. */
  readonly project?: string;
  readonly phase?: string;
  readonly region?: string;
  /** Further grouping columns that hold for the whole stratum, e.g. { wave }. */
  readonly group?: Readonly<Record<string, string>>;
};

/**
 * Sums over the respondents of one cell: one stratum, or one part of it when a cut divides strata.
 * `columns.length` = k; pair (i ≤ j) lies at index i·k − i(i−1)/2 + (j − i) of each pair array.
 */
export type Cell = {
  readonly stratum: string;
  /** Values of the grouping columns, e.g. { region, project, phase, mode }. */
  readonly group: Readonly<Record<string, string>>;
  readonly respondents: number;
  /** Respondents who have both columns. */
  readonly n: Float64Array;
  /** Sum of column i over them. */
  readonly sumA: Float64Array;
  /** Sum of column j over them. */
  readonly sumB: Float64Array;
  /** Sum of the product. */
  readonly sumAB: Float64Array;
  /** For each item set of `Moments.bases`: respondents with a valid answer to at least one of its items. */
  readonly bases: Float64Array;
};

/**
 * Sums over operational records of one place: a ratio Σ above / Σ below and what its variance needs. A record is one
 * case (a repair: on time 1 or 0, below 1) or one owner (complaints of the home, below 1).
 */
export type RecordSums = {
  /** What was added up, e.g. `repairs-on-time`: `source` of a definition's measure. */
  readonly source: string;
  /** Values of grouping columns that hold for all of them; a group by any other column has no such record. */
  readonly group: Readonly<Record<string, string>>;
  readonly records: number;
  readonly above: number;
  readonly below: number;
  readonly aboveSquared: number;
  readonly cross: number;
  readonly belowSquared: number;
};

export type Moments = {
  readonly columns: readonly ColumnSpec[];
  /** Item sets of composites, as `basesOfDefinition` makes them; the only sums that depend on a tree's shape. */
  readonly bases: readonly (readonly string[])[];
  readonly strata: readonly Stratum[];
  readonly cells: readonly Cell[];
  /** Cells of the whole sample these are a part of, such as one mode's: what few answers lean on. Their own when left out. */
  readonly whole?: readonly Cell[];
  /** Operational records beside the answers; none when left out. */
  readonly records?: readonly RecordSums[];
};

/** Identity of a base, equal for equal item sets. */
export function baseName(items: readonly string[]): string {
  return items.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)).join("|");
}

/** Place of the pair (i, j) in a cell's arrays, for i ≤ j < k. */
export function pairIndex(i: number, j: number, k: number): number {
  return i * k - (i * (i - 1)) / 2 + (j - i);
}

/** How often each answer was given: one row a cell, item and answer; `answer` is the score, or a missing code's name. */
export type AnswerCount = {
  readonly group: Readonly<Record<string, string>>;
  readonly item: string;
  readonly answer: number | "NA" | "REF" | "DK" | "INVALID";
  readonly n: number;
};
