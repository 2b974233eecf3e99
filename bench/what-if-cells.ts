import { basesOfDefinition, columnsOfDefinition } from "#analytics/columns-of-definition.ts";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Cell, Moments } from "#analytics/moments.ts";
import { accumulate, pairSums } from "#analytics/pair-sums.ts";

const [PROJECTS, PHASES, WAVES] = [60, ["P", "R", "S", "O"], 3];
/** 60 projects × 4 phases × 3 waves. */
export const CELLS = PROJECTS * PHASES.length * WAVES;
/** How the cells are read: each by itself. */
export const EVERY = { by: ["wave", "project", "phase"] };

export const COLUMNS = columnsOfDefinition(OWNER_SATISFACTION);
export const BASES = basesOfDefinition(OWNER_SATISFACTION);
const CODE_BOOK = Object.entries(OWNER_SATISFACTION.items).map(([item, { scale }]) => ({
  item,
  size: scale[1] - scale[0] + 1,
  lowest: scale[0],
}));

/** A small generator with a seed (xorshift). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/**
 * Sums of 720 cells of so many rows, 6 % of the answers left out.
 * @param times how often the same rows count: sums of a million rows fifty times over are those of fifty million
 */
export function momentsOfCells(rows: number, times = 1): Moments {
  const sums = pairSums(COLUMNS, BASES, CODE_BOOK);
  const next = random(1);
  const cell = Uint32Array.from({ length: rows }, () => Math.floor(next() * CELLS));
  const items = new Map(
    CODE_BOOK.map(({ item, size }) => [
      item,
      Uint8Array.from({ length: rows }, () => (next() < 0.06 ? 0 : 1 + Math.floor(size * Math.sqrt(next())))),
    ]),
  );
  accumulate(sums, { cell, items });
  const scaled = (values: Float64Array) => values.map((value) => times * value);
  const cells = sums.cells.flatMap((sum, number): Cell[] => {
    const project = `${number % PROJECTS}`;
    const phase = PHASES[Math.floor(number / PROJECTS) % PHASES.length] ?? "";
    const wave = `${Math.floor(number / PROJECTS / PHASES.length)}`;
    const group = { wave, project, phase, region: `${Number(project) % 7}` };
    if (!sum) return [];
    return [
      {
        respondents: times * sum.respondents,
        n: scaled(sum.n),
        sumA: scaled(sum.sumA),
        sumB: scaled(sum.sumB),
        sumAB: scaled(sum.sumAB),
        bases: scaled(sum.bases),
        stratum: `${wave}|${project}|${phase}`,
        group,
      },
    ];
  });
  const strata = cells.map(({ stratum, respondents, group }) => ({
    key: stratum,
    respondents,
    population: 3 * respondents,
    ...group,
  }));
  return { columns: COLUMNS, bases: BASES, strata, cells };
}

/** Another draft each time, as a slider gives. */
export function draft(move: number): IndexDefinition {
  const combine = (OWNER_SATISFACTION.tree.combine ?? []).map((branch, at) => ({
    ...branch,
    weight: (branch.weight ?? 0) + ((37 * (move + at)) % 1000),
  }));
  return { ...OWNER_SATISFACTION, tree: { ...OWNER_SATISFACTION.tree, combine }, phaseWeights: undefined };
}

export type Timing = { readonly median: number; readonly best: number; readonly worst: number };

/** Milliseconds a run takes, after some to warm up; `worst` is the 95th of a hundred. */
export function timed(rounds: number, run: (round: number) => void): Timing {
  for (let warm = 0; warm < 30; warm++) run(warm);
  const times = Array.from({ length: rounds }, (_, round) => {
    const start = performance.now();
    run(round);
    return performance.now() - start;
  }).toSorted((a, b) => a - b);
  return {
    median: times[Math.floor(rounds / 2)] ?? 0,
    best: times[0] ?? 0,
    worst: times[Math.floor(0.95 * rounds)] ?? 0,
  };
}
