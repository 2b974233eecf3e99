import { describe, expect, it } from "vitest";
import { type IndexDefinition, indexDefinition } from "#analytics/index-definition.ts";
import { type SeededRandom, seededRandom } from "#analytics/statistics/seeded-random.ts";
import type { Survey } from "#analytics/survey-row.ts";
import type { CutTableRequest } from "#server/explore/cut-table.ts";
import type { FreeCut } from "#server/explore/merged-classes.ts";
import { makeWaveTable } from "#server/indicators/wave-table.ts";
import type { AgeCut } from "#surveys/tenure.ts";
import { answersInMemory } from "#tests/answers-in-memory.ts";
import { determined, determinedTogether } from "./determined-cells.ts";
import { type Crossing, type Lattice, latticeOf } from "./lattice-of-cuts.ts";

const FLOOR = 5;

const PLAIN = indexDefinition.parse({
  id: "small",
  version: 1,
  items: Object.fromEntries(["Y1", "Y2", "Y3"].map((item) => [item, { scale: [1, 5] }])),
  tree: {
    id: "TOTAL",
    combine: [
      { id: "DA", weight: 6000, items: { Y1: 5000, Y2: 5000 } },
      { id: "DB", weight: 4000, items: { Y3: 10_000 } },
    ],
  },
  emptyStratum: "drop",
});

const CUTS_OF_SEGMENTS = { secure: 4, favourable: 3, atRisk: 2 };

/** The same with everything that is read beside an index: a net promoter score of the third item, a joint rule, and segments. */
const BESIDE: IndexDefinition = {
  ...PLAIN,
  items: { ...PLAIN.items, Y3: { ...PLAIN.items.Y3, scale: [0, 10], score: "min-max" } },
  joint: { loyal: { all: { Y1: 4, Y2: 4 } } },
  segments: { loyalty: { cuts: { Y1: CUTS_OF_SEGMENTS, Y2: CUTS_OF_SEGMENTS } } },
};

/** Years since handover that homes of a phase may have. */
const TENURE = {
  P: [""],
  R: ["0-6m"],
  S: ["6-12m", "12-24m"],
  O: ["24-36m", "36-60m", "60-m"],
};

/** A chooser that favours some of a list, so that others get few answers. */
function uneven(random: SeededRandom, list: readonly string[]): () => string {
  const shares = list.map(() => 0.05 + random.uniform() ** 2);
  const all = shares.reduce((sum, share) => sum + share, 0);
  return () => {
    let left = random.uniform() * all;
    for (const [at, each] of list.entries()) {
      left -= shares[at] ?? 0;
      if (left < 0) return each;
    }
    return list[0] ?? "";
  };
}

/**
 * Two regions of a few projects, one of which moved in every second record. Who is to be handed a home may have no batch; in every third
 * record nobody has, and each batch of a project is of one phase. Where the wave tells owners by years since handover, its column of
 * batches holds these, each class within one phase.
 */
function recordOf(
  { items }: IndexDefinition,
  seed: number,
  answers: number,
  missing = 0.05,
  ageBy: AgeCut = "batch",
): Survey {
  const random = seededRandom(seed);
  const regionOf = new Map<string, string>(
    ["E", "W"].flatMap((region) =>
      Array.from({ length: 2 + random.below(2) }, (_, at) => [`${region}${at}`, region] as const),
    ),
  );
  const moved = seed % 2 === 0 ? "E0" : "";
  const choose = {
    project: uneven(random, [...regionOf.keys()]),
    phase: uneven(random, ["P", "R", "S", "O"]),
    mode: uneven(random, ["web", "phone", "visit"]),
    product_type: uneven(random, ["high", "low", "villa"]),
    batch: uneven(random, ["2019", "2021", "2023"]),
  };
  const answer = (item: string) => {
    const [low = 1, high = 5] = items[item]?.scale ?? [];
    return random.uniform() >= missing ? low + random.below(high - low + 1) : undefined;
  };
  const ages = new Map<string, string>();
  const chooseTenure = new Map(
    Object.entries(TENURE).map(([phase, words]) => [phase, uneven(random, words)]),
  );
  const homeOf = (project: string) => {
    const phase = choose.phase();
    if (ageBy === "tenure") return { phase, batch: chooseTenure.get(phase)?.() ?? "" };
    if (seed % 3 !== 0) return { phase, batch: phase === "P" && random.below(2) === 0 ? "" : choose.batch() };
    if (phase === "P") return { phase, batch: "" };
    const batch = choose.batch();
    const age = ages.get(`${project} ${batch}`) ?? phase;
    ages.set(`${project} ${batch}`, age);
    return { phase: age, batch };
  };
  const rows = Array.from({ length: answers }, () => {
    const project = choose.project();
    const { phase, batch } = homeOf(project);
    const region = regionOf.get(project) ?? "";
    const group = {
      ...{ project, region, phase, region_current: project === moved ? "W" : region },
      ...{ mode: choose.mode(), product_type: choose.product_type() },
      batch,
    };
    const answers = Object.fromEntries(["Y1", "Y2", "Y3"].map((item) => [item, answer(item)]));
    return { stratum: `${project}|${phase}`, group, answers };
  });
  const strata = [...Map.groupBy(rows, ({ stratum }) => stratum)].map(([key, own]) => {
    const { project = "", region = "", phase = "", region_current = "" } = own[0]?.group ?? {};
    const population = own.length + random.below(3 * own.length);
    return { key, project, region, phase, population, respondents: own.length, group: { region_current } };
  });
  return { rows, strata };
}

async function requestOf(
  seed: number,
  answers: number,
  missing?: number,
  definition = PLAIN,
  ageBy: AgeCut = "batch",
): Promise<CutTableRequest> {
  const sources = answersInMemory(recordOf(definition, seed, answers, missing, ageBy));
  const hash = `lattice ${seed} ${answers} ${missing} ${definition === PLAIN} ${ageBy}`;
  const published = { definition, hash };
  const request = { waveId: seed, questionnaire: "annual" };
  const whole = await makeWaveTable(sources, published, request);
  return { sources, published, request, whole, classMinimum: definition.minimumAnswers };
}

const CUTS: readonly FreeCut[] = ["mode", "product_type", "batch"];

const MERGED: readonly FreeCut[] = ["product_class", "batch_class"];

/** Every table that can be asked for: all combinations of cuts, by phase or not, and what small groups are merged into. */
const EVERY: readonly Crossing[] = [
  ...Array.from({ length: 2 ** CUTS.length }, (_, bits) =>
    CUTS.filter((_, at) => (bits >> at) % 2 === 1),
  ).flatMap((cuts) => [false, true].map((phases) => ({ cuts, phases }))),
  ...MERGED.map((cut) => ({ cuts: [cut], phases: false })),
];
const ALONE = EVERY.filter(({ cuts, phases }) => cuts.length + (phases ? 1 : 0) < 2);

/** What follows although too few stand behind it. */
function betrayed(lattice: Lattice): readonly string[] {
  return [
    ...determined(lattice, "n").filter(({ n }) => n > 0 && n < FLOOR),
    ...determined(lattice, "value").filter(({ n }) => n > 0 && n < PLAIN.minimumAnswers),
    ...determinedTogether(lattice, PLAIN).filter(({ n }) => n > 0 && n < PLAIN.minimumAnswers),
  ].map(({ key, n }) => `${key}: ${n}`);
}

/** What follows at all of all that is hidden. */
function following(lattice: Lattice, definition: IndexDefinition): readonly string[] {
  return [
    ...determined(lattice, "n").map((cell) => ({ ...cell, what: "n" })),
    ...determined(lattice, "value").map((cell) => ({ ...cell, what: "value" })),
    ...determinedTogether(lattice, definition).map((cell) => ({ ...cell, what: "value" })),
  ].flatMap(({ key, n, what }) => (n > 0 ? [`${what} of ${key}: ${n}`] : []));
}

describe("everything that may be read of a small wave, solved together", () => {
  it.each([
    [1, 120, 0.05, PLAIN],
    [2, 300, 0.05, PLAIN],
    [3, 260, 0, PLAIN],
    [6, 500, 0.05, PLAIN],
    [1, 500, 0.5, PLAIN],
    [9, 900, 0.35, PLAIN],
    [24, 700, 0.1, PLAIN],
    [21, 300, 0.05, PLAIN],
    [43, 300, 0.05, PLAIN],
    [54, 300, 0.05, PLAIN],
    [5, 500, 0.5, PLAIN],
    [15, 500, 0.5, PLAIN],
    [69, 500, 0.5, PLAIN],
    [69, 150, 0.1, PLAIN],
    [75, 150, 0.1, PLAIN],
    [20, 150, 0.1, PLAIN],
    [48, 700, 0.1, PLAIN],
    [24, 300, 0.05, BESIDE],
    [12, 150, 0.1, BESIDE],
    [9, 150, 0.1, BESIDE],
    [75, 500, 0.5, BESIDE],
  ])(
    "hides nothing that can be worked out: record %i of %i answers, items left out with %f",
    async (seed, answers, missing, definition) => {
      const lattice = await latticeOf(await requestOf(seed, answers, missing, definition), EVERY);
      const told = (cells: number) =>
        lattice.cells.filter(({ values, tellsValue }) => Object.keys(values).length === cells && tellsValue);
      const withheld = lattice.cells.filter(({ n, tellsValue }) => n > 0 && !tellsValue);
      expect(withheld.length).toBeGreaterThan(1_000);
      expect(told(1).length).toBeGreaterThan(100);
      expect(told(2).filter(({ n }) => n > 0).length).toBeGreaterThan(10);
      expect(lattice.ties.length).toBeGreaterThan(10_000);
      expect(following(lattice, definition)).toEqual([]);
    },
    240_000,
  );

  it.each([
    [1, 120, 0.05, PLAIN],
    [2, 300, 0.05, PLAIN],
    [6, 500, 0.05, PLAIN],
    [9, 900, 0.35, PLAIN],
    [5, 500, 0.5, PLAIN],
    [24, 700, 0.1, PLAIN],
    [75, 150, 0.1, BESIDE],
  ])(
    "nor where owners are told by years since handover: record %i of %i answers, items left out with %f",
    async (seed, answers, missing, definition) => {
      const asked = await requestOf(seed, answers, missing, definition, "tenure");
      const lattice = await latticeOf(asked, EVERY);
      const told = lattice.cells.filter(({ values, tellsValue }) => values.batch !== undefined && tellsValue);
      expect(told.length).toBeGreaterThan(20);
      expect(lattice.ties.length).toBeGreaterThan(5_000);
      expect(following(lattice, definition)).toEqual([]);
    },
    240_000,
  );

  it("does not tell an empty place of a crossed table from a small one", async () => {
    const { cells } = await latticeOf(await requestOf(2, 300), EVERY);
    const crossed = cells.filter(({ values, phase }) => Object.keys(values).length + (phase ? 1 : 0) > 1);
    const empty = crossed.filter(({ n, tellsN }) => n === 0 && !tellsN);
    expect(empty.length).toBeGreaterThan(50);
    expect(empty.filter(({ tellsValue }) => tellsValue)).toEqual([]);
  });

  it("finds a few when only these are withheld, so the attack works", async () => {
    const { cells, ties } = await latticeOf(await requestOf(1, 260), ALONE);
    const careless = cells.map((cell) => ({
      ...cell,
      tellsN: cell.n === 0 || cell.n >= FLOOR,
      tellsValue: cell.n === 0 || cell.n >= PLAIN.minimumAnswers,
    }));
    expect(betrayed({ cells: careless, ties }).length).toBeGreaterThan(20);
  });
});
