import { arrange } from "#analytics/arrange.ts";
import { basesOfDefinition, columnsOfDefinition } from "#analytics/columns-of-definition.ts";
import { compile } from "#analytics/compile.ts";
import { condense } from "#analytics/condense.ts";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { measure } from "#analytics/measure.ts";
import type { Cell, Moments } from "#analytics/moments.ts";
import { accumulate, type PairSums, pairSums } from "#analytics/pair-sums.ts";
import { readingsOf } from "#analytics/reading-table.ts";

/**
 * What-if: new weights for 720 cells (60 projects × 4 phases × 3 waves) at 1, 10 and 50 million responses, the index and all
 * that is below it, as the server answers a slider: the sums are condensed once, each move compiles the draft and measures.
 * The 50 million are ten million rows five times over. Usage: node bench/what-if.bench.ts [millions …]
 */
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1, 10, 50];
const [PROJECTS, PHASES, WAVES] = [60, ["P", "R", "S", "O"], 3];
const CELLS = PROJECTS * PHASES.length * WAVES;
const EVERY = { by: ["wave", "project", "phase"] };

/** A small generator with a seed (xorshift), fast enough for hundreds of millions of answers. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const COLUMNS = columnsOfDefinition(OWNER_SATISFACTION);
const BASES = basesOfDefinition(OWNER_SATISFACTION);
const CODE_BOOK = Object.entries(OWNER_SATISFACTION.items).map(([item, { scale }]) => ({
  item,
  size: scale[1] - scale[0] + 1,
  lowest: scale[0],
}));

/** Sums of a million rows at a time, so that the rows need not all lie in memory. */
function sumsOf(millions: number): PairSums {
  const sums = pairSums(COLUMNS, BASES, CODE_BOOK);
  const distinct = Math.min(millions, 10);
  const times = Math.max(1, Math.round(millions / distinct));
  for (let million = 0; million < distinct; million++) {
    const next = random(million + 1);
    const rows = Math.round(1_000_000 * Math.min(1, millions));
    const cell = Uint32Array.from({ length: rows }, () => Math.floor(next() * CELLS));
    const items = new Map(
      CODE_BOOK.map(({ item, size }) => [
        item,
        Uint8Array.from({ length: rows }, () =>
          next() < 0.06 ? 0 : 1 + Math.floor(size * Math.sqrt(next())),
        ),
      ]),
    );
    for (let time = 0; time < times; time++) accumulate(sums, { cell, items });
  }
  return sums;
}

function momentsOf(sums: PairSums): Moments {
  const cells = sums.cells.flatMap((sum, number): Cell[] => {
    const project = `${number % PROJECTS}`;
    const phase = PHASES[Math.floor(number / PROJECTS) % PHASES.length] ?? "";
    const wave = `${Math.floor(number / PROJECTS / PHASES.length)}`;
    const group = { wave, project, phase, region: `${Number(project) % 7}` };
    return sum ? [{ ...sum, stratum: `${wave}|${project}|${phase}`, group }] : [];
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
function draft(move: number): IndexDefinition {
  const combine = (OWNER_SATISFACTION.tree.combine ?? []).map((branch, at) => ({
    ...branch,
    weight: (branch.weight ?? 0) + ((37 * (move + at)) % 1000),
  }));
  return { ...OWNER_SATISFACTION, tree: { ...OWNER_SATISFACTION.tree, combine }, phaseWeights: undefined };
}

type Timing = { readonly median: number; readonly best: number; readonly worst: number };

function timed(rounds: number, run: (round: number) => void): Timing {
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

const found: Timing[][] = [];
for (const millions of sizes) {
  const moments = momentsOf(sumsOf(millions));
  const start = performance.now();
  const condensed = condense(arrange(OWNER_SATISFACTION, moments, EVERY));
  const once = performance.now() - start;
  const plan = (move: number) => compile(draft(move), COLUMNS, BASES);
  const values = timed(200, (move) => measure(plan(move), condensed, { ...EVERY, intervals: false }));
  const intervals = timed(100, (move) => measure(plan(move), condensed, EVERY));
  const records = timed(30, (move) => readingsOf(measure(plan(move), condensed, EVERY)));
  found.push([values, intervals]);
  const show = ({ median, best, worst }: Timing) =>
    `median ${median.toFixed(2).padStart(6)} ms   best ${best.toFixed(2).padStart(6)}   95th ${worst.toFixed(2).padStart(6)}`;
  const responses = moments.cells.reduce((sum, cell) => sum + cell.respondents, 0);
  console.log(
    `\n${responses.toLocaleString("en")} responses, ${moments.cells.length} cells; condensed once in ${once.toFixed(0)} ms`,
  );
  console.log(`  new weights, values              ${show(values)}`);
  console.log(`  new weights, with intervals      ${show(intervals)}`);
  console.log(`  the same as records              ${show(records)}`);
}
const spread = (at: number) => {
  const bests = found.map((each) => each[at]?.best ?? 0);
  return Math.max(...bests) / Math.min(...bests);
};
const [values, intervals] = [0, 1].map((at) => Math.max(...found.map((each) => each[at]?.best ?? 0)));
console.log(
  `\nlargest of the sizes over the smallest: values ${spread(0).toFixed(2)} ×, with intervals ${spread(1).toFixed(2)} ×`,
);
const met = (values ?? 0) <= 1 && (intervals ?? 0) <= 5 && spread(0) <= 1.5 && spread(1) <= 1.5;
console.log(
  `${met ? "targets met" : "TARGET MISSED"}: values ≤ 1 ms, with intervals ≤ 5 ms (best round), the same within 1.5 × at every size`,
);
if (!met) process.exitCode = 1;
