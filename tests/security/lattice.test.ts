import { describe, expect, it } from "vitest";
import { type IndexDefinition, indexDefinition } from "#analytics/index-definition.ts";
import { type SeededRandom, seededRandom } from "#analytics/statistics/seeded-random.ts";
import type { Survey } from "#analytics/survey-row.ts";
import type { CutTableRequest } from "#server/explore/cut-table.ts";
import type { FreeCut } from "#server/explore/merged-classes.ts";
import { makeWaveTable } from "#server/indicators/wave-table.ts";
import { answersInMemory } from "#tests/answers-in-memory.ts";
import { type Crossing, determined, type Lattice, latticeOf } from "./lattice-of-cuts.ts";

const FLOOR = 5;
const ANSWERS = 260;

const definition: IndexDefinition = indexDefinition.parse({
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

/** Two regions of a few projects, one of which moved in every second record; who is to be handed a home may have no batch. */
function recordOf(seed: number): Survey {
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
  const answer = () => (random.uniform() < 0.95 ? 1 + random.below(5) : undefined);
  const rows = Array.from({ length: ANSWERS }, () => {
    const [project, phase] = [choose.project(), choose.phase()];
    const region = regionOf.get(project) ?? "";
    const group = {
      ...{ project, region, phase, region_current: project === moved ? "W" : region },
      ...{ mode: choose.mode(), product_type: choose.product_type() },
      batch: phase === "P" && random.below(2) === 0 ? "" : choose.batch(),
    };
    return { stratum: `${project}|${phase}`, group, answers: { Y1: answer(), Y2: answer(), Y3: answer() } };
  });
  const strata = [...Map.groupBy(rows, ({ stratum }) => stratum)].map(([key, own]) => {
    const { project = "", region = "", phase = "", region_current = "" } = own[0]?.group ?? {};
    const population = own.length + random.below(3 * own.length);
    return { key, project, region, phase, population, respondents: own.length, group: { region_current } };
  });
  return { rows, strata };
}

async function requestOf(seed: number): Promise<CutTableRequest> {
  const sources = answersInMemory(recordOf(seed));
  const published = { definition, hash: `lattice ${seed}` };
  const request = { waveId: seed, questionnaire: "annual" };
  return { sources, published, request, whole: await makeWaveTable(sources, published, request) };
}

const table = (phases: boolean, ...cuts: FreeCut[]): Crossing => ({ cuts, phases });
const PLAIN = [table(false), table(true)];

/** Tables that are read together. */
const READ: Readonly<Record<string, readonly Crossing[]>> = {
  "all answers, by phase, mode, kind, batch and what these are merged into": [
    ...PLAIN,
    ...(["mode", "product_type", "product_class", "batch", "batch_class"] as const).map((cut) =>
      table(false, cut),
    ),
  ],
  "mode × phase and all that is coarser": [...PLAIN, table(false, "mode"), table(true, "mode")],
  "kind × phase and all that is coarser": [
    ...PLAIN,
    table(false, "product_type"),
    table(true, "product_type"),
  ],
  "mode × kind and all that is coarser": [
    ...PLAIN,
    table(false, "mode"),
    table(false, "product_type"),
    table(false, "mode", "product_type"),
  ],
};

/** What follows although too few stand behind it. */
function betrayed(lattice: Lattice): readonly string[] {
  return [
    ...determined(lattice, "n").filter(({ n }) => n < FLOOR),
    ...determined(lattice, "value").filter(({ n }) => n < definition.minimumAnswers),
  ].map(({ key, n }) => `${key}: ${n}`);
}

describe("everything that may be read of a small wave, solved together", () => {
  it.each(Object.entries(READ))("tells of no few: %s", async (_, tables) => {
    for (const seed of [1, 2, 3]) {
      const lattice = await latticeOf(await requestOf(seed), tables);
      const withheld = lattice.cells.filter(({ n, tellsValue }) => n > 0 && !tellsValue);
      expect(withheld.length).toBeGreaterThan(50);
      expect(lattice.cells.length - withheld.length).toBeGreaterThan(50);
      expect(lattice.ties.length).toBeGreaterThan(200);
      expect(betrayed(lattice), `record ${seed}`).toEqual([]);
    }
  });

  it("finds a few when only these are withheld, so the attack works", async () => {
    const tables = READ["all answers, by phase, mode, kind, batch and what these are merged into"] ?? [];
    const { cells, ties } = await latticeOf(await requestOf(1), tables);
    const careless = cells.map((cell) => ({
      ...cell,
      tellsN: cell.n === 0 || cell.n >= FLOOR,
      tellsValue: cell.n === 0 || cell.n >= definition.minimumAnswers,
    }));
    expect(betrayed({ cells: careless, ties }).length).toBeGreaterThan(20);
  });
});
