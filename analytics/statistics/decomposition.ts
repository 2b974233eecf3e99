/** A cell (phase, project …) before and after: its share or count of owners, and its score. */
export type ChangedCell = {
  readonly id: string;
  readonly ownersBefore: number;
  readonly ownersAfter: number;
  readonly scoreBefore: number;
  readonly scoreAfter: number;
};

export type CellEffect = { readonly id: string; readonly within: number; readonly mix: number };

export type Decomposition = {
  /** Change of the weighted mean; equals within + mix. */
  readonly change: number;
  /** Cells scoring differently than before. */
  readonly within: number;
  /** Owners being distributed differently over the cells. */
  readonly mix: number;
  /** By cell, mix centred: more owners in a cell above average is positive. Each column adds up to its term. */
  readonly cells: readonly CellEffect[];
};

function total(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

function requireCells(cells: readonly ChangedCell[]): void {
  for (const { id, ownersBefore, ownersAfter, scoreBefore, scoreAfter } of cells) {
    if (
      !(ownersBefore > 0) ||
      !(ownersAfter > 0) ||
      !Number.isFinite(scoreBefore) ||
      !Number.isFinite(scoreAfter)
    ) {
      throw new RangeError(
        `cell ${id} needs owners and a score both times; what enters or leaves belongs to turnover`,
      );
    }
  }
}

/**
 * Two-term decomposition of a change of a weighted mean: Σ Δr·w̄ (within) + Σ Δw·r̄ (mix), w shares of owners from the frame.
 * Exact, symmetric in time and without an interaction term. For what: how much of the change is the projects' own doing.
 * Kitagawa EM (1955) JASA 50:1168; Das Gupta P (1993) Standardization and Decomposition of Rates, chapter 5.
 * @returns undefined without cells
 * @throws RangeError when a cell lacks owners or a score at either time
 */
export function kitagawaDecomposition(cells: readonly ChangedCell[]): Decomposition | undefined {
  requireCells(cells);
  if (cells.length === 0) return undefined;
  const before = total(cells.map((cell) => cell.ownersBefore));
  const after = total(cells.map((cell) => cell.ownersAfter));
  const shared = cells.map((cell) => ({
    ...cell,
    shareBefore: cell.ownersBefore / before,
    shareAfter: cell.ownersAfter / after,
  }));
  const meanBefore = total(shared.map((cell) => cell.shareBefore * cell.scoreBefore));
  const meanAfter = total(shared.map((cell) => cell.shareAfter * cell.scoreAfter));
  const centre = (meanBefore + meanAfter) / 2;
  const effects = shared.map((cell) => ({
    id: cell.id,
    within: ((cell.scoreAfter - cell.scoreBefore) * (cell.shareBefore + cell.shareAfter)) / 2,
    mix: (cell.shareAfter - cell.shareBefore) * ((cell.scoreBefore + cell.scoreAfter) / 2 - centre),
  }));
  return {
    change: meanAfter - meanBefore,
    within: total(effects.map(({ within }) => within)),
    mix: total(effects.map(({ mix }) => mix)),
    cells: effects,
  };
}

/** A cell of two crossed characteristics, e.g. region and phase. */
export type CrossedCell = Omit<ChangedCell, "id"> & { readonly row: string; readonly column: string };

export type CrossedDecomposition = {
  /** Change of the weighted mean; equals within + rowMix + columnMix. */
  readonly change: number;
  readonly within: number;
  /** The distribution over rows (regions) having changed. */
  readonly rowMix: number;
  /** The distribution over columns (phases) having changed. */
  readonly columnMix: number;
};

function sharesByKey(
  cells: readonly CrossedCell[],
  key: "row" | "column",
  owners: (cell: CrossedCell) => number,
): Map<string, number> {
  const all = total(cells.map(owners));
  const shares = new Map<string, number>();
  for (const cell of cells) shares.set(cell[key], (shares.get(cell[key]) ?? 0) + owners(cell) / all);
  return shares;
}

/**
 * Decomposition with two crossed characteristics: each cell's share is the product of a row structure √(w/w_column·w_row) and a column
 * structure √(w/w_row·w_column), whose changes are told apart. Exact. Das Gupta P (1993), equation 5.36; this is not the formula for a
 * product of three factors, which gives slightly other numbers.
 * @returns undefined without cells
 * @throws RangeError when a cell lacks owners or a score at either time, or occurs twice
 */
export function crossedDecomposition(cells: readonly CrossedCell[]): CrossedDecomposition | undefined {
  requireCells(cells.map((cell) => ({ ...cell, id: `${cell.row} × ${cell.column}` })));
  if (new Set(cells.map(({ row, column }) => JSON.stringify([row, column]))).size < cells.length) {
    throw new RangeError("each combination of row and column may occur once");
  }
  if (cells.length === 0) return undefined;
  const structures = (owners: (cell: CrossedCell) => number) => {
    const all = total(cells.map(owners));
    const rows = sharesByKey(cells, "row", owners);
    const columns = sharesByKey(cells, "column", owners);
    return cells.map((cell) => {
      const share = owners(cell) / all;
      const [ofRow, ofColumn] = [rows.get(cell.row) ?? Number.NaN, columns.get(cell.column) ?? Number.NaN];
      return {
        share,
        row: Math.sqrt((share / ofColumn) * ofRow),
        column: Math.sqrt((share / ofRow) * ofColumn),
      };
    });
  };
  const before = structures((cell) => cell.ownersBefore);
  const after = structures((cell) => cell.ownersAfter);
  let [change, within, rowMix, columnMix] = [0, 0, 0, 0];
  for (const [place, cell] of cells.entries()) {
    const [one, two] = [before[place], after[place]];
    if (!one || !two) continue;
    const score = (cell.scoreBefore + cell.scoreAfter) / 2;
    change += two.share * cell.scoreAfter - one.share * cell.scoreBefore;
    within += ((cell.scoreAfter - cell.scoreBefore) * (one.share + two.share)) / 2;
    rowMix += (score * (two.row - one.row) * (one.column + two.column)) / 2;
    columnMix += (score * (two.column - one.column) * (one.row + two.row)) / 2;
  }
  return { change, within, rowMix, columnMix };
}

/** A unit before and after; undefined where it did not exist (yet, or any more). */
export type TurnoverUnit = {
  readonly id: string;
  readonly before: { readonly owners: number; readonly score: number } | undefined;
  readonly after: { readonly owners: number; readonly score: number } | undefined;
};

export type TurnoverKind = "within" | "between" | "entry" | "exit";

export type TurnoverDecomposition = Readonly<Record<TurnoverKind, number>> & {
  /** Change of the weighted mean; equals within + between + entry + exit. */
  readonly change: number;
  /** By unit; a unit that stayed has within and between, others entry or exit. */
  readonly units: readonly ({ readonly id: string } & Readonly<Record<TurnoverKind, number>>)[];
};

/**
 * Decomposition when units enter or leave (new handovers): Σ s̄Δr within, Σ Δs(r̄ − Ī) between, Σ s₁(r₁ − Ī) entry, −Σ s₀(r₀ − Ī) exit,
 * Ī the mean of both totals. Exact. A new unit counts as what it is against the average, never as a rise from 0.
 * Griliches Z, Regev H (1995) J. Econometrics 65:175.
 * @returns undefined when no unit has owners before, or none after
 * @throws RangeError on owners not above 0 or a score that is no number; leave `before` or `after` undefined instead
 */
export function turnoverDecomposition(units: readonly TurnoverUnit[]): TurnoverDecomposition | undefined {
  for (const { id, before, after } of units) {
    for (const state of [before, after]) {
      if (state && (!(state.owners > 0) || !Number.isFinite(state.score)))
        throw new RangeError(`unit ${id} needs owners above 0 and a score`);
    }
  }
  const ownersBefore = total(units.map(({ before }) => before?.owners ?? 0));
  const ownersAfter = total(units.map(({ after }) => after?.owners ?? 0));
  if (ownersBefore === 0 || ownersAfter === 0) return undefined;
  const meanBefore = total(
    units.map(({ before }) => (before ? (before.owners / ownersBefore) * before.score : 0)),
  );
  const meanAfter = total(units.map(({ after }) => (after ? (after.owners / ownersAfter) * after.score : 0)));
  const centre = (meanBefore + meanAfter) / 2;
  const effects = units.map(({ id, before, after }) => {
    const [one, two] = [(before?.owners ?? 0) / ownersBefore, (after?.owners ?? 0) / ownersAfter];
    const stayed = before && after;
    return {
      id,
      within: stayed ? ((after.score - before.score) * (one + two)) / 2 : 0,
      between: stayed ? (two - one) * ((before.score + after.score) / 2 - centre) : 0,
      entry: after && !before ? two * (after.score - centre) : 0,
      exit: before && !after ? -one * (before.score - centre) : 0,
    };
  });
  const sum = (kind: TurnoverKind) => total(effects.map((effect) => effect[kind]));
  return {
    change: meanAfter - meanBefore,
    within: sum("within"),
    between: sum("between"),
    entry: sum("entry"),
    exit: sum("exit"),
    units: effects,
  };
}
