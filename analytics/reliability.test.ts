import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { momentsFor } from "#tests/arbitrary-survey.ts";
import { indexDefinition } from "./index-definition.ts";
import { reliabilityOf } from "./reliability.ts";
import { covarianceMatrix } from "./statistics/covariance-matrix.ts";
import { cronbachAlpha, feldtInterval, itemReliabilities } from "./statistics/cronbach-alpha.ts";
import { seededRandom } from "./statistics/seeded-random.ts";

const definition = indexDefinition.parse({
  id: "any",
  version: 1,
  items: {
    Y1: { scale: [1, 5] },
    Y2: { scale: [0, 10] },
    Y3: { scale: [1, 5], score: "top-box", boxes: 2 },
    Y4: { scale: [1, 5] },
  },
  tree: {
    id: "total",
    combine: [
      { id: "many", weight: 1, items: { Y1: 1, Y2: 2, Y3: 1 } },
      { id: "one", weight: 1, items: { Y4: 1 } },
    ],
  },
  emptyStratum: "drop",
});
const OWNERS: Record<string, number> = { A: 400, B: 900, C: 150 };

const answer = (low: number, high: number) =>
  fc.option(fc.integer({ min: low, max: high }), { nil: undefined, freq: 6 });
const rows = fc.array(
  fc.record({
    project: fc.constantFrom(...Object.keys(OWNERS)),
    Y1: answer(1, 5),
    Y2: answer(0, 10),
    Y3: answer(1, 5),
  }),
  { minLength: 0, maxLength: 40 },
);
type Row = { project: string; Y1?: number | undefined; Y2?: number | undefined; Y3?: number | undefined };

function momentsOf(all: readonly Row[]) {
  const counts = Map.groupBy(all, ({ project }) => project);
  return momentsFor(definition, {
    strata: Object.entries(OWNERS).map(([project, population]) => ({
      key: `${project}|S`,
      project,
      phase: "S",
      population,
      respondents: counts.get(project)?.length ?? 0,
    })),
    rows: all.map(({ project, ...answers }) => ({
      stratum: `${project}|S`,
      group: { project, phase: "S", mode: "web" },
      answers,
    })),
  });
}

describe("reliability of a node", () => {
  test("from sums is that of the rows with their weights", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const columns = [
          all.map(({ Y1 }) => (Y1 === undefined ? undefined : 25 * (Y1 - 1))),
          all.map(({ Y2 }) => (Y2 === undefined ? undefined : 10 * Y2)),
          all.map(({ Y3 }) => (Y3 === undefined ? undefined : Y3 >= 4 ? 100 : 0)),
        ];
        const asked = columns.filter((column) => column.some((score) => score !== undefined));
        const sizes = Map.groupBy(all, ({ project }) => project);
        const weights = all.map(({ project }) => (OWNERS[project] ?? 0) / (sizes.get(project)?.length ?? 1));
        const naive = asked.length < 2 ? undefined : covarianceMatrix(asked, "pairwise", weights);
        const alpha = naive && cronbachAlpha(naive.matrix);
        const found = reliabilityOf(definition, momentsOf(all), "many");
        // where nobody differs, rounding decides whether the total is 0
        const total = naive?.matrix.flat().reduce((sum, value) => sum + value, 0) ?? 0;
        if (naive === undefined) expect(found).toBeUndefined();
        if (naive === undefined || alpha === undefined || total < 1e-6) return;
        expect(found?.alpha).toBeCloseTo(alpha, 8);
        const common = asked.flatMap((one) =>
          asked.map((two) => all.filter((_, row) => one[row] !== undefined && two[row] !== undefined).length),
        );
        expect(found?.n).toBe(Math.min(...common));
        const interval = feldtInterval(alpha, Math.min(...common), asked.length);
        expect(found?.interval.low).toBeCloseTo(interval.low, 6);
        for (const [at, { restCorrelation }] of itemReliabilities(naive.matrix).entries())
          if (restCorrelation !== undefined && Math.abs(restCorrelation) <= 1)
            expect(found?.items[at]?.restCorrelation).toBeCloseTo(restCorrelation, 6);
      }),
      { numRuns: 40 },
    );
  });

  test("is unknown for one item, for nobody, and for people who all say the same", () => {
    const same = Array.from({ length: 12 }, () => ({ project: "A", Y1: 4, Y2: 7, Y3: 5 }));
    expect(reliabilityOf(definition, momentsOf(same), "many")).toBeUndefined();
    expect(reliabilityOf(definition, momentsOf([]), "many")).toBeUndefined();
    expect(reliabilityOf(definition, momentsOf(same), "one")).toBeUndefined();
    expect(() => reliabilityOf(definition, momentsOf(same), "none")).toThrow(RangeError);
  });

  test("of items that rise together is high, with an omega of the same size", () => {
    const next = seededRandom(7);
    const step = (level: number, most: number) =>
      Math.max(0, Math.min(most, Math.round((most * (level + next.below(100) / 2)) / 150)));
    const all = Array.from({ length: 400 }, (_, at) => {
      const level = next.below(101);
      return {
        project: at % 2 ? "A" : "B",
        Y1: 1 + step(level, 4),
        Y2: step(level, 10),
        Y3: 1 + step(level, 4),
      };
    });
    const found = reliabilityOf(definition, momentsOf(all), "many");
    expect(found?.alpha).toBeGreaterThan(0.7);
    expect(Math.abs((found?.omega ?? 0) - (found?.alpha ?? 0))).toBeLessThan(0.15);
    expect(found?.items.map(({ item }) => item)).toEqual(["Y1", "Y2", "Y3"]);
  });
});
