import type { CodedRows } from "#analytics/cell-order.ts";
import {
  basesOfDefinition,
  columnsOfDefinition,
  itemsBelow,
  nodesOf,
} from "#analytics/columns-of-definition.ts";
import { compareWaves } from "#analytics/compare-waves.ts";
import { compareWithGroup } from "#analytics/compare-with-group.ts";
import { allowForFew, type Contrast, testContrasts } from "#analytics/comparison.ts";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { evaluate } from "#analytics/evaluate.ts";
import { indexDefinition } from "#analytics/index-definition.ts";
import type { Moments } from "#analytics/moments.ts";
import { accumulate, pairSums } from "#analytics/pair-sums.ts";
import type { Reading } from "#analytics/reading.ts";
import { seededRandom } from "#analytics/statistics/seeded-random.ts";
import { studentTInterval } from "#analytics/statistics/student-t-interval.ts";
import { drawSample, type WavePopulation, wavePopulation } from "./coverage-population.ts";

/**
 * Do 95 % intervals hold the truth 95 % of the time? Every owner of the synthetic group answers, so the truth is known;
 * then samples are drawn again and again (without replacement within project × phase), and each interval is held
 * against it. Pooled over the groups of a level. Groups of fewer than 10 valid answers are left out, as on screen.
 * Usage: node bench/coverage.bench.ts [draws] [owners] [share of owners who answer]
 */
const [draws = 2000, owners = 12_000, share = 0.2] = process.argv.slice(2).map(Number);
const SEED = 20261115;
const LEVELS: readonly (readonly [string, readonly string[]])[] = [
  ["group", []],
  ["region", ["region"]],
  ["project", ["project"]],
];
const NPS = indexDefinition.parse({
  ...OWNER_SATISFACTION,
  items: { Y04: { scale: [0, 10], score: "net", promoters: 9, detractors: 6 } },
  tree: { id: "NPS", items: { Y04: 10_000 } },
  phaseWeights: undefined,
  joint: {},
});
const COLUMNS = [...columnsOfDefinition(OWNER_SATISFACTION), ...columnsOfDefinition(NPS)];
const BASES = [...basesOfDefinition(OWNER_SATISFACTION), ...basesOfDefinition(NPS)];
const TOTAL = OWNER_SATISFACTION.tree.id;
/** Valid answers below which a value is not shown, and an item hardly known. */
const ENOUGH = OWNER_SATISFACTION.minimumAnswers;

function momentsOf(population: WavePopulation, rows: CodedRows): Moments {
  const sums = pairSums(COLUMNS, BASES, population.codeBook);
  accumulate(sums, rows);
  return {
    columns: COLUMNS,
    bases: BASES,
    strata: population.strata.map((stratum, number) => ({
      ...stratum,
      population: stratum.owners,
      respondents: sums.cells[number]?.respondents ?? 0,
    })),
    cells: population.strata.flatMap(({ key, project, phase, region }, number) => {
      const own = sums.cells[number];
      return own ? [{ ...own, stratum: key, group: { project, phase, region } }] : [];
    }),
  };
}

type Figure = { readonly low?: number | undefined; readonly high?: number | undefined };
/** An estimate of one group with its interval; drawn from everybody, its value is the truth. */
type Look = {
  readonly name: string;
  /** What the truth knows it by. */
  readonly about: string;
  readonly group: string;
  readonly n: number;
  readonly value: number;
} & Figure;

/** Items below a node, for those that are composites. */
const COMPOSITES = new Map(
  nodesOf(OWNER_SATISFACTION.tree)
    .filter(({ combine }) => combine !== undefined)
    .map((node) => [node.id, itemsBelow(node)]),
);

const ITEMS = new Set(Object.keys(OWNER_SATISFACTION.items));

/** The t interval in the place of the one the engine gives shares and net scores, to see what that buys. */
function plainInterval({ value, se, df }: Reading): Figure {
  return (value !== undefined && se !== undefined && studentTInterval(value, se, df ?? 0, 0.95)) || {};
}

/** Differences with the intervals screens show. */
function tested(contrasts: readonly Contrast[]) {
  return testContrasts(contrasts.map(allowForFew));
}

/** By group, the items somebody in it could answer: those that had answers from everybody. */
type Answerable = ReadonlyMap<string, readonly string[]>;

/** Composites that rest on an item with hardly an answer are counted apart: linearisation is about large samples. */
function nameOf(
  what: string,
  node: string,
  n: ReadonlyMap<string, number>,
  answerable: readonly string[],
): string {
  const thin = COMPOSITES.get(node)?.some((item) => answerable.includes(item) && (n.get(item) ?? 0) < ENOUGH);
  return `${what} (${node})${thin ? `, with an item below ${ENOUGH}` : ""}`;
}

function looksAt(
  before: Moments,
  after: Moments,
  by: readonly string[],
  answerable: Answerable = new Map(),
): Look[] {
  const looks: Look[] = [];
  const look = (
    name: string,
    { group, node, n = 0, value }: Reading,
    { low, high }: Figure,
    what = "value",
  ) => {
    const about = `${what} of ${node}`;
    looks.push({ name, about, group: JSON.stringify(group), n, value: value ?? Number.NaN, low, high });
  };
  const readings = evaluate(OWNER_SATISFACTION, after, { by });
  const counts = new Map(
    [...Map.groupBy(readings, ({ group }) => JSON.stringify(group))].map(([key, own]) => [
      key,
      new Map(own.map(({ node, n = 0 }) => [node, n])),
    ]),
  );
  const named = (what: string, { node, group }: Reading) => {
    const key = JSON.stringify(group);
    return nameOf(what, node, counts.get(key) ?? new Map(), answerable.get(key) ?? []);
  };
  for (const reading of readings) {
    const { node } = reading;
    if (node === "Y01") look("mean (Y01)", reading, reading);
    if (ITEMS.has(node)) {
      const name = `mean (any item, ${(reading.n ?? 0) < 30 ? "10–29" : "30 and more"} answers)`;
      look(name, reading, reading);
      look(`${name}, plain t`, reading, plainInterval(reading));
    }
    if (node === "loyalty") {
      look("share (loyalty)", reading, reading);
      look("share (loyalty), plain t", reading, plainInterval(reading));
    }
    if (COMPOSITES.has(node)) {
      look(named("composite", reading), reading, reading);
      look(`${named("composite", reading)}, plain t`, reading, plainInterval(reading));
    }
  }
  for (const reading of evaluate(NPS, after, { by }))
    if (reading.node === "NPS") {
      look("NPS (Y04)", reading, reading);
      look("NPS (Y04), plain t", reading, plainInterval(reading));
    }
  for (const change of tested(compareWaves(OWNER_SATISFACTION, before, after, { by, inference: "finite" }))) {
    const { after: now, before: past, difference } = change;
    if (difference === undefined || !["Y01", "OUT", TOTAL].includes(now.node)) continue;
    const n = Math.min(now.n ?? 0, past.n ?? 0);
    look(named("wave difference", now), { ...now, value: difference, n }, change, "change");
  }
  if (by.length > 0)
    for (const gap of tested(
      compareWithGroup(OWNER_SATISFACTION, after, { by, within: [], inference: "finite" }),
    ))
      if (gap.difference !== undefined && ["OUT", TOTAL].includes(gap.after.node))
        look(named("gap to the group", gap.after), { ...gap.after, value: gap.difference }, gap, "gap");
  return looks;
}

function everybody(population: WavePopulation): CodedRows {
  return drawSample(population, (all) => all, seededRandom(SEED));
}

const start = performance.now();
const [earlier, later] = [wavePopulation(SEED, owners, 1), wavePopulation(SEED, owners, 0)];
const [allEarlier, allLater] = [earlier, later].map((population) =>
  momentsOf(population, everybody(population)),
) as [Moments, Moments];
const truth = new Map(
  LEVELS.flatMap(([level, by]) =>
    looksAt(allEarlier, allLater, by).map(({ about, group, value }): [string, number] => [
      `${level}/${about}/${group}`,
      value,
    ]),
  ),
);
const answerable: Answerable = new Map(
  LEVELS.flatMap(([, by]) => {
    const known = evaluate(OWNER_SATISFACTION, allLater, { by }).filter(({ n = 0 }) => n > 0);
    return [...Map.groupBy(known, ({ group }) => JSON.stringify(group))].map(
      ([key, own]): [string, string[]] => [key, own.map(({ node }) => node)],
    );
  }),
);
const size = (all: number) => Math.max(5, Math.round(share * all));
const random = seededRandom(SEED);
type Tally = { held: number; asked: number; below: number };
const tallies = new Map<string, Map<string, Tally>>();
for (let draw = 0; draw < draws; draw++) {
  const before = momentsOf(earlier, drawSample(earlier, size, random));
  const after = momentsOf(later, drawSample(later, size, random));
  for (const [level, by] of LEVELS) {
    for (const { name, about, group, n, low, high } of looksAt(before, after, by, answerable)) {
      const value = truth.get(`${level}/${about}/${group}`);
      if (n < ENOUGH || low === undefined || high === undefined || value === undefined) continue;
      const ofName = tallies.get(name) ?? new Map<string, Tally>();
      const tally = ofName.get(level) ?? { held: 0, asked: 0, below: 0 };
      tally.asked++;
      // the last digits of a stratum taken whole are rounding
      if (value >= low - 1e-9 && value <= high + 1e-9) tally.held++;
      else if (value < low) tally.below++;
      ofName.set(level, tally);
      tallies.set(name, ofName);
    }
  }
}

const counted = (population: WavePopulation) =>
  population.strata.reduce((sum, { owners }) => sum + owners, 0);
console.log(
  `${draws.toLocaleString("en")} draws, seed ${SEED}; ${counted(later).toLocaleString("en")} owners in ${later.strata.length} strata, ` +
    `${Math.round(100 * share)} % of each stratum and at least 5 of it answer; nominal 95 %, target 93.5–96.5 %`,
);
console.log(
  "what                                                      level     coverage   truth below / above   intervals",
);
for (const [name, levels] of [...tallies].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  for (const [level, { held, asked, below }] of levels) {
    const percent = (count: number) => ((100 * count) / asked).toFixed(2);
    const coverage = (100 * held) / asked;
    const mark = coverage >= 93.5 && coverage <= 96.5 ? " " : "*";
    console.log(
      `${name.padEnd(56)}  ${level.padEnd(8)}  ${percent(held).padStart(7)} %${mark}  ${percent(below).padStart(6)} / ${percent(asked - held - below).padStart(5)} %  ${asked.toLocaleString("en").padStart(12)}`,
    );
  }
console.log(`took ${((performance.now() - start) / 1000).toFixed(0)} s`);
