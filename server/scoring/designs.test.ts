import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type IndexDefinition, indexDefinition } from "#analytics/index-definition.ts";
import { seededRandom } from "#analytics/statistics/seeded-random.ts";
import { describeOracle, expectAgreement, type OracleTable } from "#tests/oracle.ts";
import type { ScoreOptions } from "./score.ts";
import { scoreFiles } from "./score-files.ts";
import type { ReadingResult } from "./score-result.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "designs-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Columns = Readonly<Record<string, readonly (string | number)[]>>;

function write(name: string, columns: Columns): string {
  const names = Object.keys(columns);
  const rows = (columns[names[0] ?? ""] ?? []).map((_, row) =>
    names.map((column) => columns[column]?.[row] ?? "").join(","),
  );
  // as Excel writes it: byte order mark, carriage returns
  writeFileSync(join(folder, name), `\uFEFF${[names.join(","), ...rows].join("\r\n")}\r\n`);
  return join(folder, name);
}

async function readingsOf(
  definition: IndexDefinition,
  answers: Columns,
  population: Columns | undefined,
  options: Partial<ScoreOptions> = {},
): Promise<readonly ReadingResult[]> {
  const paths = {
    answers: write("answers.csv", answers),
    population: population && write("population.csv", population),
  };
  const { result } = await scoreFiles(definition, paths, {
    by: [],
    estimand: "owner-weighted",
    inference: "finite",
    confidence: 0.95,
    suppression: false,
    ...options,
  });
  return result.readings;
}

/** The tolerance of the published figures. */
const DIGITS = 1e-9;

const SCHOOLS = indexDefinition.parse({
  id: "schools",
  version: 1,
  items: { api00: { scale: [0, 1000], score: "of-max" }, api99: { scale: [0, 1000], score: "of-max" } },
  tree: { id: "both", items: { api00: 1, api99: 0 } },
});

type Design = {
  readonly n: number;
  readonly degf: number;
  readonly kish_neff: number;
  readonly api00: { readonly mean: number; readonly se: number; readonly ci95_t: readonly [number, number] };
  readonly api99: { readonly mean: number; readonly se: number };
};

describeOracle("01-design-based-means", ({ expected, table }) => {
  const { designs } = expected<{ designs: Record<string, Design> }>();
  const answersOf = (schools: OracleTable): Columns => ({
    respondent_id: schools.text("cds"),
    api00: schools.numbers("api00"),
    api99: schools.numbers("api99"),
  });
  const strata = (schools: OracleTable): Columns => ({
    ...answersOf(schools),
    stratum: schools.text("stype"),
  });
  const owners = (schools: OracleTable): Columns => {
    // R weighs by the file's column, which is N/n to nine digits; the owners it stands for are the sum of it.
    const weights = schools.numbers("pw");
    const known = new Map<string, number>();
    for (const [row, type] of schools.text("stype").entries())
      known.set(type, (known.get(type) ?? 0) + (weights[row] ?? 0));
    return { stratum: [...known.keys()], owners: [...known.values()] };
  };
  const clusters = (schools: OracleTable): Columns => ({
    ...answersOf(schools),
    psu: schools.text("dnum"),
    weight: schools.numbers("pw"),
  });

  const cases: readonly (readonly [
    string,
    string,
    (schools: OracleTable) => [Columns, Columns?],
    Partial<ScoreOptions>,
  ])[] = [
    ["srs_nofpc", "data_srs.csv", (schools) => [answersOf(schools)], {}],
    ["strat_fpc", "data.csv", (schools) => [strata(schools), owners(schools)], {}],
    ["strat_nofpc", "data.csv", (schools) => [strata(schools), owners(schools)], { inference: "process" }],
    ["clus1_nofpc", "data_clus1.csv", (schools) => [clusters(schools)], {}],
    ["clus2_ultimate_cluster_nofpc", "data_clus2.csv", (schools) => [clusters(schools)], {}],
  ];
  test.each(cases)(
    "a file drawn like %s has R's mean, error, interval and size",
    async (name, file, files, options) => {
      const [answers, population] = files(table(file));
      const readings = await readingsOf(SCHOOLS, answers, population, options);
      const design = designs[name] as Design;
      const [now, before, both] = readings;
      for (const reading of [now, both]) {
        expectAgreement(reading?.value ?? undefined, design.api00.mean / 10, DIGITS);
        expectAgreement(reading?.se ?? undefined, design.api00.se / 10, DIGITS);
      }
      expectAgreement(before?.se ?? undefined, design.api99.se / 10, DIGITS);
      expectAgreement(
        [now?.low ?? undefined, now?.high ?? undefined],
        design.api00.ci95_t.map((end) => end / 10),
        DIGITS,
      );
      expect([now?.n, now?.df]).toEqual([design.n, design.degf]);
      expectAgreement(now?.neff ?? undefined, design.kish_neff, DIGITS);
    },
  );
});

const DEFINITION = indexDefinition.parse({
  id: "small",
  version: 1,
  items: {
    Y01: { scale: [1, 5] },
    Y04: { scale: [0, 10], score: "net", promoters: 9, detractors: 6 },
    Y29: { scale: [1, 5], score: "top-box", boxes: 2 },
  },
  tree: {
    id: "total",
    combine: [
      { id: "OUT", weight: 7, items: { Y01: 6000, Y29: 4000 } },
      { id: "NPS", weight: 3, items: { Y04: 1 } },
    ],
  },
  phaseWeights: { P: { OUT: 1, NPS: 1 } },
  standard: { P: 4000, S: 6000 },
  joint: { loyal: { all: { Y01: 4, Y04: 8 } } },
});
const OWNERS: Columns = {
  project: ["Oak", "Oak", "Elm", "Elm", "Ash"],
  phase: ["P", "S", "P", "S", "S"],
  owners: [120, 45, 30, 300, 9],
};

/** Answers of each stratum, some of them missing, and one stratum with a single respondent. */
function drawn(seed: number): Columns {
  const random = seededRandom(seed);
  const sizes = [12, 7, 5, 30, 1];
  const place = sizes.flatMap((size, stratum) => Array.from({ length: size }, () => stratum));
  const answer = (low: number, count: number) =>
    ["", "NA", "REF", "DK"][random.below(12)] ?? low + random.below(count);
  const of = (column: string) => place.map((stratum) => OWNERS[column]?.[stratum] ?? "");
  return {
    respondent_id: place.map((_, row) => `r${row}`),
    project: of("project"),
    phase: of("phase"),
    mode: place.map(() => ["web", "phone"][random.below(2)] ?? ""),
    Y01: place.map(() => answer(1, 5)),
    Y04: place.map(() => answer(0, 11)),
    Y29: place.map(() => answer(1, 5)),
    own: place.map((stratum) => Number(OWNERS.owners?.[stratum]) / (sizes[stratum] ?? 1)),
  };
}

function expectSame(found: readonly ReadingResult[], wanted: readonly ReadingResult[]): void {
  expect(found.length).toBe(wanted.length);
  for (const [place, reading] of wanted.entries()) {
    const other = found[place];
    expect([other?.group, other?.node, other?.n, other?.state, other?.population, other?.df]).toEqual([
      reading.group,
      reading.node,
      reading.n,
      reading.state,
      reading.population,
      reading.df,
    ]);
    for (const figure of ["value", "se", "low", "high", "neff", "coverage"] as const) {
      const [a, b] = [other?.[figure] ?? null, reading[figure]];
      if (b === null) expect(a, `${reading.node} ${figure}`).toBeNull();
      else expect(Math.abs((a ?? Number.NaN) - b), `${reading.node} ${figure}`).toBeLessThan(1e-9);
    }
  }
}

describe("rows and cell sums give the same numbers where both can", () => {
  const seeds = [1, 2, 3, 4];
  const asked: readonly Partial<ScoreOptions>[] = [
    {},
    { by: ["project"] },
    { by: ["phase", "mode"], inference: "process" },
    { estimand: "phase-standardised" },
    { by: ["project"], estimand: "unweighted", confidence: 0.9 },
  ];
  test.each(seeds)("with weights written out as N/n, seed %i", async (seed) => {
    const { own = [], ...answers } = drawn(seed);
    for (const options of asked) {
      const sums = await readingsOf(DEFINITION, answers, OWNERS, options);
      expectSame(await readingsOf(DEFINITION, { ...answers, weight: own }, OWNERS, options), sums);
      expect(sums.filter(({ value }) => value !== null).length).toBeGreaterThan(5);
    }
  });

  test.each(seeds)("with every respondent a sampling unit, seed %i", async (seed) => {
    const { own: _, ...answers } = drawn(seed);
    const { respondent_id = [] } = answers;
    for (const options of asked)
      expectSame(
        await readingsOf(DEFINITION, { ...answers, psu: respondent_id }, OWNERS, options),
        await readingsOf(DEFINITION, answers, OWNERS, options),
      );
  });

  test("people of one building who answer alike make the error larger", async () => {
    const answers: Columns = drawn(7);
    const rows = answers.respondent_id?.map((_, row) => row) ?? [];
    const alike = { ...answers, Y01: rows.map((row) => 1 + (Math.floor(row / 5) % 5)) };
    const buildings = rows.map((row) => `b${Math.floor(row / 5)}`);
    const [apart] = await readingsOf(DEFINITION, alike, OWNERS);
    const [together] = await readingsOf(DEFINITION, { ...alike, psu: buildings }, OWNERS);
    expect(together?.value).toBeCloseTo(apart?.value ?? Number.NaN, 10);
    expect(together?.se ?? 0).toBeGreaterThan(1.5 * (apart?.se ?? 0));
    expect(together?.df ?? 99).toBeLessThan(apart?.df ?? 0);
  });
});

test("without a population everybody counts once and nothing is corrected", async () => {
  const { own: _, ...answers } = drawn(5);
  const plain = await readingsOf(DEFINITION, answers, undefined);
  const unweighted = await readingsOf(DEFINITION, answers, undefined, {
    estimand: "unweighted",
    inference: "process",
  });
  expectSame(plain, unweighted);
  expect(plain[0]?.population).toBeNull();
});
