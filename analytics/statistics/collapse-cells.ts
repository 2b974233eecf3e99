/** A weighting cell: one phase of one project at a frame date. */
export type WeightingCell = {
  readonly key: string;
  readonly region: string;
  readonly project: string;
  readonly phase: string;
  /** Owners in the frame. */
  readonly population: number;
  readonly respondents: number;
};

/** One merge, for the report: these cells are weighted together. */
export type CellMerge = {
  readonly step: "phases" | "region";
  readonly cells: readonly string[];
};

export type CollapsedCells = {
  /** Cell → name of the group it is weighted in, its cell keys joined by "+". */
  readonly groupOf: ReadonlyMap<string, string>;
  /** Every merge, in the order made. */
  readonly merges: readonly CellMerge[];
  /** Groups that stay below the minimum because there was nothing left to merge with. */
  readonly short: readonly string[];
};

/** Phases joined first within a project, then the next pair: old with stable owners, then run-in with those. */
const PHASE_ORDER: readonly (readonly [string, string])[] = [
  ["O", "S"],
  ["R", "S"],
];

type Group = { readonly cells: readonly WeightingCell[]; readonly phases: ReadonlySet<string> };

const respondents = (group: Group) => group.cells.reduce((sum, cell) => sum + cell.respondents, 0);
const population = (group: Group) => group.cells.reduce((sum, cell) => sum + cell.population, 0);
const keys = (group: Group) => group.cells.map((cell) => cell.key).toSorted();
const name = (group: Group) => keys(group).join("+");

function join(groups: readonly Group[]): Group {
  return {
    cells: groups.flatMap((group) => group.cells),
    phases: new Set(groups.flatMap((group) => [...group.phases])),
  };
}

/** The group of the same phases, else of an overlapping one, with the fewest respondents: a large one speaks for itself. */
function partnerOf(needy: Group, others: readonly Group[]): Group | undefined {
  const shared = (group: Group) => [...group.phases].filter((phase) => needy.phases.has(phase)).length;
  const differing = (group: Group) => group.phases.size + needy.phases.size - 2 * shared(group);
  return others
    .filter((group) => group !== needy && shared(group) > 0)
    .toSorted(
      (a, b) =>
        differing(a) - differing(b) || respondents(a) - respondents(b) || (name(a) < name(b) ? -1 : 1),
    )[0];
}

/**
 * Collapses weighting cells that too few owners answered for, in the declared order: within a project old owners with stable
 * ones, then run-in owners with those; then projects of a region, phase by phase. For what: a weight N/r with r = 0 does
 * not exist and with small r rests on two or three people; merging says openly whose answers stand for whom.
 * Only cells with owners need respondents. Quasi-owners are merged across projects, never with other phases: nobody who lives
 * there can answer for them. The order is the product's own; Kalton G, Flores-Cervantes I (2003) J. Official Statistics 19:81 on why.
 * @param minimum respondents a group needs; 1 repairs only empty cells
 * @throws RangeError when keys repeat, a count is negative or the minimum is below 1
 */
export function collapseCells(cells: readonly WeightingCell[], minimum = 5): CollapsedCells {
  if (!(minimum >= 1))
    throw new RangeError(`a weighting cell needs at least one respondent, got a minimum of ${minimum}`);
  if (new Set(cells.map((cell) => cell.key)).size < cells.length)
    throw new RangeError("weighting cells need unique keys");
  if (cells.some((cell) => !(cell.population >= 0 && cell.respondents >= 0)))
    throw new RangeError("counts must be from 0 up");

  const merges: CellMerge[] = [];
  const isShort = (group: Group) => population(group) > 0 && respondents(group) < minimum;
  const merge = (step: CellMerge["step"], within: readonly Group[], chosen: readonly Group[]): Group[] => {
    const joined = join(chosen);
    merges.push({ step, cells: keys(joined) });
    return [...within.filter((group) => !chosen.includes(group)), joined];
  };

  const collapsed: Group[] = [];
  const ordered = cells.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  for (const ofRegion of Map.groupBy(ordered, (cell) => cell.region).values()) {
    let groups: Group[] = [];
    for (const ofProject of Map.groupBy(ofRegion, (cell) => cell.project).values()) {
      let mine: Group[] = ofProject.map((cell) => ({ cells: [cell], phases: new Set([cell.phase]) }));
      for (const [phase, other] of PHASE_ORDER) {
        const pair = mine.filter((group) => group.phases.has(phase) || group.phases.has(other));
        if (pair.length > 1 && pair.some(isShort)) mine = merge("phases", mine, pair);
      }
      groups.push(...mine);
    }
    for (;;) {
      const needy = groups.find((group) => isShort(group) && partnerOf(group, groups) !== undefined);
      const partner = needy && partnerOf(needy, groups);
      if (needy === undefined || partner === undefined) break;
      groups = merge("region", groups, [needy, partner]);
    }
    collapsed.push(...groups);
  }

  const groupOf = new Map(
    collapsed.flatMap((group) => group.cells.map((cell) => [cell.key, name(group)] as const)),
  );
  return { groupOf, merges, short: collapsed.filter(isShort).map(name).toSorted() };
}
