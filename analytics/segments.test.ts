import fc from "fast-check";
import { expect, describe as group, test } from "vitest";
import { arbitrarySurvey, momentsFor } from "#tests/arbitrary-survey.ts";
import { check } from "./check.ts";
import { describe } from "./describe.ts";
import { diff } from "./diff.ts";
import { evaluate } from "./evaluate.ts";
import { indexDefinition, SEGMENTS, segmentId } from "./index-definition.ts";
import { jointShareBounds } from "./statistics/joint-share-bounds.ts";

const cuts = { secure: 5, favourable: 4, atRisk: 2 };
const definition = indexDefinition.parse({
  id: "loyalty-segments",
  version: 1,
  items: { Y1: { scale: [1, 5] }, Y2: { scale: [1, 5] }, Y3: { scale: [0, 10] } },
  tree: { id: "total", items: { Y1: 1 } },
  emptyStratum: "drop",
  joint: {
    loyal: { all: { Y1: 4, Y2: 4, Y3: 8 } },
    satisfied: { all: { Y1: 4 } },
    again: { all: { Y2: 4 } },
    recommends: { all: { Y3: 8 } },
  },
  segments: {
    loyalty: { cuts: { Y1: cuts, Y2: cuts, Y3: { secure: 10, favourable: 8, atRisk: 5 } } },
  },
});

group("segments", () => {
  test("put everybody who answered all items into exactly one kind, whatever was answered", () => {
    let seen = 0;
    fc.assert(
      fc.property(arbitrarySurvey(definition), (survey) => {
        const readings = evaluate(definition, momentsFor(definition, survey), { by: ["project"] });
        for (const own of Map.groupBy(readings, (reading) => reading.group.project).values()) {
          const of = (node: string) => own.find((reading) => reading.node === node);
          const kinds = SEGMENTS.map((segment) => of(segmentId("loyalty", segment)));
          const loyal = of("loyal");
          for (const kind of kinds) expect(kind?.n).toBe(loyal?.n);
          if (loyal?.value === undefined) continue;
          expect(kinds.reduce((sum, kind) => sum + (kind?.value ?? Number.NaN), 0)).toBeCloseTo(100, 9);
          const [secure, favourable] = kinds;
          expect((secure?.value ?? 0) + (favourable?.value ?? 0)).toBeCloseTo(loyal.value, 9);
          seen++;
        }
      }),
      { numRuns: 200, seed: 20_260_110 },
    );
    expect(seen).toBeGreaterThan(200);
  });

  test("a joint share stays between its Fréchet bounds when everybody answered everything", () => {
    const complete = arbitrarySurvey(definition).map((survey) => {
      const rows = survey.rows.filter(({ answers }) =>
        ["Y1", "Y2", "Y3"].every((item) => answers[item] !== undefined),
      );
      const strata = survey.strata.map((stratum) => ({
        ...stratum,
        respondents: rows.filter((row) => row.stratum === stratum.key).length,
      }));
      return { ...survey, rows, strata };
    });
    fc.assert(
      fc.property(complete, (survey) => {
        const readings = evaluate(definition, momentsFor(definition, survey), { by: [] });
        const share = (node: string) => readings.find((each) => each.node === node)?.value;
        const loyal = share("loyal");
        if (loyal === undefined) return;
        const parts = ["satisfied", "again", "recommends"].map((node) =>
          Math.min(1, Math.max(0, (share(node) ?? 0) / 100)),
        );
        const { low, high } = jointShareBounds(parts);
        expect(loyal / 100).toBeGreaterThanOrEqual(low - 1e-12);
        expect(loyal / 100).toBeLessThanOrEqual(high + 1e-12);
      }),
      { numRuns: 200, seed: 20_260_111 },
    );
  });

  test("with cuts out of order cannot be published", () => {
    const wrong = {
      ...definition,
      segments: { loyalty: { cuts: { Y1: { secure: 4, favourable: 5, atRisk: 2 } } } },
    };
    expect(check(wrong)).toContainEqual(
      expect.objectContaining({ code: "cuts", item: "segments/loyalty/Y1" }),
    );
    const empty = { ...definition, segments: { loyalty: { cuts: {} } } };
    expect(check(empty)).toContainEqual(expect.objectContaining({ code: "empty", item: "segments/loyalty" }));
    expect(check(definition).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("are said in words, and a moved cut is a change of numbers", () => {
    expect(describe(definition).find(({ place }) => place === "segments/loyalty")?.en).toMatch(
      /secure = Y1 ≥ 5, Y2 ≥ 5, Y3 ≥ 10; .* at risk = any of Y1 ≤ 2/,
    );
    const moved = {
      ...definition,
      segments: { loyalty: { cuts: { ...definition.segments?.loyalty?.cuts, Y1: { ...cuts, atRisk: 1 } } } },
    };
    expect(diff(definition, moved)).toMatchObject([
      { place: "segments/loyalty/cuts/Y1/atRisk", before: 2, after: 1, affects: "numbers" },
    ]);
  });
});
