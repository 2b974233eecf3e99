import { arrange } from "#analytics/arrange.ts";
import { basesOfDefinition, columnsOfDefinition } from "#analytics/columns-of-definition.ts";
import { compile } from "#analytics/compile.ts";
import { condense } from "#analytics/condense.ts";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { evaluate } from "#analytics/evaluate.ts";
import { measure } from "#analytics/measure.ts";
import type { Cell, Moments } from "#analytics/moments.ts";
import { accumulate, pairSums } from "#analytics/pair-sums.ts";

/**
 * What-if over 720 cells (60 projects × 4 phases × 3 waves) of the shipped definition at 100,000 and 1,000,000
 * responses: the reduction of coded columns, then values and intervals from the cell sums.
 * Run: node bench/evaluate.bench.ts
 */

const [PROJECTS, PHASES, WAVES] = [60, ["P", "R", "S", "O"], 3];
const CELLS = PROJECTS * PHASES.length * WAVES;

/** A small generator with a seed (xorshift), fast enough to fill forty columns. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

function timed(rounds: number, run: () => void): { middle: number; best: number } {
  run();
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return { middle: median(times), best: Math.min(...times) };
}

function momentsOf(responses: number): { moments: Moments; accumulated: number; incremental: number } {
  const next = random(responses);
  const columns = columnsOfDefinition(OWNER_SATISFACTION);
  const bases = basesOfDefinition(OWNER_SATISFACTION);
  const codeBook = Object.entries(OWNER_SATISFACTION.items).map(([item, { scale }]) => ({
    item,
    size: scale[1] - scale[0] + 1,
    lowest: scale[0],
  }));
  const cell = Uint32Array.from({ length: responses }, () => Math.floor(next() * CELLS));
  const items = new Map(
    codeBook.map(({ item, size }) => [
      item,
      Uint8Array.from({ length: responses }, () =>
        next() < 0.06 ? 0 : 1 + Math.floor(size * Math.sqrt(next())),
      ),
    ]),
  );
  const sums = pairSums(columns, bases, codeBook);
  const start = performance.now();
  accumulate(sums, { cell, items });
  const accumulated = performance.now() - start;
  const news = {
    cell: cell.slice(0, 10_000),
    items: new Map([...items].map(([item, codes]) => [item, codes.slice(0, 10_000)])),
  };
  const again = performance.now();
  accumulate(sums, news);
  const incremental = performance.now() - again;
  accumulate(sums, news, -1);
  const cells = sums.cells.flatMap((sum, number): Cell[] => {
    const project = `${number % PROJECTS}`;
    const phase = PHASES[Math.floor(number / PROJECTS) % PHASES.length] ?? "";
    const wave = `${Math.floor(number / PROJECTS / PHASES.length)}`;
    return sum
      ? [
          {
            ...sum,
            stratum: `${wave}|${project}|${phase}`,
            group: { wave, project, phase, region: `${number % 7}` },
          },
        ]
      : [];
  });
  const strata = cells.map(({ stratum, respondents, group }) => ({
    key: stratum,
    respondents,
    population: 3 * respondents,
    ...group,
  }));
  return { moments: { columns, bases, strata, cells }, accumulated, incremental };
}

for (const responses of [100_000, 1_000_000]) {
  const { moments, accumulated, incremental } = momentsOf(responses);
  const plan = compile(OWNER_SATISFACTION, moments.columns, moments.bases);
  const every = { by: ["wave", "project", "phase"] };
  const condensed = condense(arrange(OWNER_SATISFACTION, moments, every));
  const floor = timed(50, () => {
    let sum = 0;
    for (let at = 0; at < condensed.products.length; at++) sum += condensed.products[at] ?? 0;
    if (Number.isNaN(sum)) throw new Error("a product is no number");
  });
  const rows: [string, { middle: number; best: number }][] = [
    ["floor: add up the products once", floor],
    ["compile", timed(20, () => compile(OWNER_SATISFACTION, moments.columns, moments.bases))],
    ["arrange, 720 groups", timed(20, () => arrange(OWNER_SATISFACTION, moments, every))],
    ["condense, 720 groups", timed(20, () => condense(arrange(OWNER_SATISFACTION, moments, every)))],
    ["values, 720 groups", timed(50, () => measure(plan, condensed, { ...every, intervals: false }))],
    ["values and intervals, 720 groups", timed(50, () => measure(plan, condensed, every))],
    ["evaluate to records, 720 groups", timed(10, () => evaluate(OWNER_SATISFACTION, moments, every))],
    ["evaluate to records, the whole", timed(20, () => evaluate(OWNER_SATISFACTION, moments, { by: [] }))],
    [
      "evaluate to records, 60 projects",
      timed(20, () => evaluate(OWNER_SATISFACTION, moments, { by: ["project"] })),
    ],
    [
      "the same, phase-standardised",
      timed(20, () =>
        evaluate(OWNER_SATISFACTION, moments, { by: ["project"], estimand: "phase-standardised" }),
      ),
    ],
  ];
  console.log(
    `\n${responses.toLocaleString("en")} responses, ${plan.nodes.length} nodes, ${moments.columns.length} columns`,
  );
  console.log(
    `  reduce ${accumulated.toFixed(0)} ms; 10,000 more ${incremental.toFixed(1)} ms (${((100 * incremental) / accumulated).toFixed(1)} %)`,
  );
  for (const [name, { middle, best }] of rows) {
    console.log(
      `  ${name.padEnd(36)} median ${middle.toFixed(2).padStart(8)} ms   best ${best.toFixed(2).padStart(8)} ms   ${(best / floor.best).toFixed(1).padStart(5)} × floor`,
    );
  }
}
