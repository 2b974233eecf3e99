import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryCase, momentsFor } from "#tests/arbitrary-survey.ts";
import { EmptyStratumError } from "./empty-stratum-error.ts";
import { evaluate } from "./evaluate.ts";
import { evaluateNaively } from "./evaluate-naively.ts";
import { type IndexDefinition, indexDefinition } from "./index-definition.ts";
import type { Moments } from "./moments.ts";
import type { Reading } from "./reading.ts";
import type { Survey } from "./survey-row.ts";

const NUMBERS = [
  "value",
  "se",
  "df",
  "intervalSe",
  "low",
  "high",
  "n",
  "neff",
  "deff",
  "coverage",
  "sparse",
] as const;

/** Undefined where a case has nothing to weigh: collapsing found nobody to stand for some owners. */
function attempt(run: () => Reading[]): Reading[] | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof EmptyStratumError) return undefined;
    throw error;
  }
}

function expectSame(actual: readonly Reading[], expected: readonly Reading[]): void {
  expect(actual.map(({ group, node }) => ({ group, node }))).toEqual(
    expected.map(({ group, node }) => ({ group, node })),
  );
  for (const [place, reading] of actual.entries()) {
    for (const figure of NUMBERS) {
      const [mine, other] = [reading[figure], expected[place]?.[figure]];
      const same =
        mine === undefined || other === undefined
          ? mine === other
          : Math.abs(mine - other) < 1e-9 * Math.max(1, Math.abs(mine));
      if (!same)
        expect(`${reading.node} ${JSON.stringify(reading.group)} ${figure} ${mine}`).toBe(`${other}`);
    }
  }
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
  return list
    .map((entry, place) => ({ entry, key: Math.sin((place + 1) * (seed + 1)) }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ entry }) => entry);
}

describe("evaluate", () => {
  test("gives from cell sums what plain arithmetic gives from rows", () => {
    let defined = 0;
    fc.assert(
      fc.property(arbitraryCase, ({ definition, survey, options }) => {
        const naive = attempt(() => evaluateNaively(definition, survey, options));
        const fast = attempt(() => evaluate(definition, momentsFor(definition, survey), options));
        expect(fast === undefined).toBe(naive === undefined);
        expectSame(fast ?? [], naive ?? []);
        defined += (fast ?? []).filter((reading) => reading.value !== undefined).length;
      }),
      { numRuns: 1500, seed: 20_260_101 },
    );
    expect(defined).toBeGreaterThan(10_000);
  });

  test("does not depend on the order of rows, cells or strata", () => {
    fc.assert(
      fc.property(arbitraryCase, fc.integer({ min: 1, max: 99 }), ({ definition, survey, options }, seed) => {
        const moments = momentsFor(definition, survey);
        const other: Moments = {
          ...momentsFor(definition, { ...survey, rows: shuffled(survey.rows, seed) }),
          strata: shuffled(survey.strata, seed),
        };
        const first = attempt(() => evaluate(definition, moments, options));
        const second = attempt(() =>
          evaluate(definition, { ...other, cells: shuffled(other.cells, seed) }, options),
        );
        expectSame(second ?? [], first ?? []);
      }),
      { numRuns: 300, seed: 20_260_102 },
    );
  });

  test("needs only the ratios of weights: basis points times seven change nothing", () => {
    const times = (node: IndexDefinition["tree"]): IndexDefinition["tree"] => ({
      ...node,
      ...(node.combine
        ? { combine: node.combine.map((child) => ({ ...times(child), weight: 7 * (child.weight ?? 0) })) }
        : {}),
      ...(node.items
        ? {
            items: Object.fromEntries(Object.entries(node.items).map(([item, weight]) => [item, 7 * weight])),
          }
        : {}),
      ...(node.measures
        ? {
            measures: Object.fromEntries(
              Object.entries(node.measures).map(([id, weight]) => [id, 7 * weight]),
            ),
          }
        : {}),
    });
    fc.assert(
      fc.property(arbitraryCase, ({ definition, survey, options }) => {
        const scaled = { ...definition, tree: times(definition.tree), phaseWeights: undefined };
        const moments = momentsFor(definition, survey);
        const first = attempt(() => evaluate({ ...definition, phaseWeights: undefined }, moments, options));
        expectSame(attempt(() => evaluate(scaled, moments, options)) ?? [], first ?? []);
      }),
      { numRuns: 300, seed: 20_260_103 },
    );
  });
});

/** Three owners of A answered out of 6, two of B out of 2. */
const survey: Survey = {
  strata: [
    { key: "A|P", population: 6, respondents: 3, project: "A", phase: "P", region: "east" },
    { key: "B|P", population: 2, respondents: 2, project: "B", phase: "P", region: "east" },
  ],
  rows: [
    { stratum: "A|P", group: { project: "A", phase: "P" }, answers: { Y1: 5, Y2: 8 } },
    { stratum: "A|P", group: { project: "A", phase: "P" }, answers: { Y1: 3, Y2: 6 } },
    { stratum: "A|P", group: { project: "A", phase: "P" }, answers: { Y1: 4 } },
    { stratum: "B|P", group: { project: "B", phase: "P" }, answers: { Y1: 1, Y2: 10 } },
    { stratum: "B|P", group: { project: "B", phase: "P" }, answers: { Y1: 2, Y2: 9 } },
  ],
};

const definition = indexDefinition.parse({
  id: "by-hand",
  version: 1,
  items: { Y1: { scale: [1, 5] }, Y2: { scale: [0, 10] } },
  tree: { id: "total", items: { Y1: 7500, Y2: 2500 } },
  joint: { loyal: { all: { Y1: 3, Y2: 8 } } },
});

describe("an index a reader can check with a pencil", () => {
  const readings = evaluate(definition, momentsFor(definition, survey), { by: [] });
  const of = (node: string) => readings.find((reading) => reading.node === node);

  test("each answer of A stands for two owners, each of B for one", () => {
    // scores of Y1: A 100, 50, 75; B 0, 25 → (2·225 + 25) / 8
    expect(of("Y1")?.value).toBeCloseTo(475 / 8, 12);
    // scores of Y2: A 80, 60; B 100, 90 → (2·140 + 190) / 6
    expect(of("Y2")?.value).toBeCloseTo(470 / 6, 12);
    expect(of("total")?.value).toBeCloseTo(0.75 * (475 / 8) + 0.25 * (470 / 6), 12);
  });

  test("only A, of which half was asked, adds to the error", () => {
    // deviations from the mean of A: 25, −25, 0 → Σ = 1250; V = (1 − ½)·3/2·1250·(2/8)²
    expect(of("Y1")?.se).toBeCloseTo(Math.sqrt(0.5 * 1.5 * 1250 * (2 / 8) ** 2), 12);
    expect(of("Y1")?.df).toBe(3);
  });

  test("a joint share rests on those who answered everything", () => {
    // of A one of two, of B none of two → 2·1 / 6
    expect(of("loyal")?.value).toBeCloseTo(100 / 3, 12);
    expect(of("loyal")?.n).toBe(4);
    expect(of("total")).toMatchObject({
      n: 5,
      population: 8,
      populationCovered: 8,
      coverage: 1,
      state: "full",
    });
  });

  test("the effective number of respondents is Kish's", () => {
    expect(of("Y1")?.neff).toBeCloseTo(8 ** 2 / (3 * 4 + 2), 12);
  });
});

describe("items of few answers", () => {
  const few = evaluate({ ...definition, minimumAnswers: 5 }, momentsFor(definition, survey), {
    by: ["project"],
  });
  const of = (project: string, node: string) =>
    few.find(({ group, node: own }) => group.project === project && own === node);

  test("are told by their share in a value", () => {
    expect(["Y1", "Y2", "total"].map((node) => of("A", node)?.sparse)).toEqual([1, 1, 1]);
    const [whole] = evaluate({ ...definition, minimumAnswers: 5 }, momentsFor(definition, survey), { by: [] })
      .filter(({ node }) => node === "total")
      .map(({ sparse }) => sparse);
    // five answered Y1, four Y2, which weighs a quarter
    expect(whole).toBeCloseTo(0.25, 12);
  });

  test("vary at least as much as in the whole sample below the minimum", () => {
    // of Y1, weighed by owners: A 100, 50, 75 twice, B 0, 25 once; mean 475/8, Σw(s − mean)²/8 · 5/4
    const square =
      [100, 50, 75].reduce((sum, s) => sum + 2 * (s - 475 / 8) ** 2, 0) +
      (475 / 8) ** 2 +
      (25 - 475 / 8) ** 2;
    const common = ((square / 8) * 5) / 4;
    // three of A's six answered: (1 − ½)·3/2 · 3 · common · (2/6)²
    expect(of("A", "Y1")?.intervalSe).toBeCloseTo(Math.sqrt(0.5 * 1.5 * 3 * common * (2 / 6) ** 2), 10);
    expect(of("A", "Y1")?.se).toBeCloseTo(Math.sqrt(0.5 * 1.5 * 1250 * (2 / 6) ** 2), 10);
    // B was asked in full, so that nothing about its owners is left to chance
    expect(of("B", "Y1")).toMatchObject({ se: 0, intervalSe: 0 });
  });

  test("have intervals of value ± t·se where that is asked for", () => {
    const [own] = evaluate(definition, momentsFor(definition, survey), {
      by: ["project"],
      fewAnswers: "own",
    });
    expect(own?.intervalSe).toBe(own?.se);
  });
});

describe("rules of the definition", () => {
  const empty: Survey = {
    ...survey,
    strata: [
      ...survey.strata,
      { key: "B|R", population: 9, respondents: 0, project: "B", phase: "R", region: "east" },
    ],
  };

  test("owners nobody stands for are an error that names them", () => {
    expect(() => evaluate(definition, momentsFor(definition, empty), { by: [] })).toThrow(/owners of B\|R/);
  });

  test("dropped strata stay in the population and leave the covered one", () => {
    const readings = evaluate({ ...definition, emptyStratum: "drop" }, momentsFor(definition, empty), {
      by: ["project"],
    });
    expect(readings.find(({ group }) => group.project === "B")).toMatchObject({
      population: 11,
      populationCovered: 2,
    });
  });

  test("a phase's own weights hold where a group is that phase alone", () => {
    const own = { ...definition, phaseWeights: { P: { Y1: 10_000, Y2: 0 } } };
    const both: Survey = {
      strata: [...survey.strata, { key: "B|R", population: 1, respondents: 1, project: "B", phase: "R" }],
      rows: [...survey.rows, { stratum: "B|R", group: { project: "B", phase: "R" }, answers: { Y2: 5 } }],
    };
    const total = (by: string[]) =>
      evaluate(own, momentsFor(own, both), { by })
        .filter(({ node }) => node === "total")
        .map(({ value }) => value);
    expect(total(["phase"])[0]).toBeCloseTo(475 / 8, 12);
    expect(total([])[0]).not.toBeCloseTo(475 / 8, 3);
  });

  test("a phase nobody of a group answered in leaves no standardised value unless it is asked for", () => {
    const mixed = { ...definition, standard: { P: 5000, R: 5000 } };
    const rows = [
      ...survey.rows,
      { stratum: "A|R", group: { project: "A", phase: "R" }, answers: { Y1: 5, Y2: 5 } },
    ];
    const strata = [
      ...survey.strata,
      { key: "A|R", population: 1, respondents: 1, project: "A", phase: "R" },
    ];
    const ask = (phases: "present" | undefined) =>
      evaluate(mixed, momentsFor(mixed, { strata, rows }), {
        by: ["project"],
        estimand: "phase-standardised",
        phases,
      });
    const y1 = (readings: Reading[]) => readings.filter(({ node }) => node === "Y1");
    expect(y1(ask(undefined)).map(({ value }) => value)).toEqual([(75 + 100) / 2, undefined]);
    expect(y1(ask("present"))[1]).toMatchObject({ value: 12.5, coverage: 0.5 });
  });

  test("columns the moments lack are named", () => {
    const bare = momentsFor(
      indexDefinition.parse({
        id: "a",
        version: 1,
        items: { Y1: { scale: [1, 5] } },
        tree: { id: "t", items: { Y1: 1 } },
      }),
      survey,
    );
    expect(() => evaluate(definition, bare, { by: [] })).toThrow(/lack column Y2/);
    expect(() => evaluate(definition, momentsFor(definition, survey), { by: ["age"] })).toThrow(
      /no grouping column age/,
    );
  });
});
