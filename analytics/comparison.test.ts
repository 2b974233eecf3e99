import { expect, test } from "vitest";
import { independentContrast, testContrasts } from "./comparison.ts";
import type { Reading } from "./reading.ts";

function reading(value: number | undefined, se: number | undefined, node = "T", project = "A"): Reading {
  const unknown = { low: undefined, high: undefined, population: undefined, populationCovered: undefined };
  return {
    group: { project },
    node,
    value,
    se,
    df: se === undefined ? undefined : 60,
    n: 60,
    neff: 60,
    coverage: 1,
    state: "full",
    ...unknown,
  };
}

function changed(points: number | undefined, se: number | undefined, node = "T", project = "A") {
  return independentContrast(
    reading(70, 0.6 * (se ?? 0), node, project),
    reading(points === undefined ? undefined : 70 + points, se && 0.8 * se, node, project),
  );
}

test("the standard errors of independent waves add in squares", () => {
  const [test] = testContrasts([changed(5, 2)]);
  expect([test?.difference, test?.se, test?.z]).toEqual([5, expect.closeTo(2, 12), expect.closeTo(2.5, 12)]);
  // (0.36 + 0.64)² / (0.36²/60 + 0.64²/60), in units of the variance
  expect(test?.df).toBeCloseTo(60 / (0.36 ** 2 + 0.64 ** 2), 9);
  expect(test?.low ?? 0).toBeLessThan(5);
  expect((test?.low ?? 0) + (test?.high ?? 0)).toBeCloseTo(10, 9);
});

test("a verdict needs both: hardly chance, and large enough to matter", () => {
  const verdicts = testContrasts([
    changed(6, 1, "T", "A"),
    changed(-6, 1, "T", "B"),
    changed(1.9, 0.1, "T", "C"),
    changed(6, 9, "T", "D"),
  ]);
  expect(verdicts.map(({ verdict, material }) => [verdict, material])).toEqual([
    ["better", true],
    ["worse", true],
    ["not-distinguishable", false],
    ["not-distinguishable", true],
  ]);
});

test("a family is one node over its groups; a rule may ask for less", () => {
  const family = [2.2, 0.1, 0.2, 0.3].map((points, i) => changed(points, 1, "T", `${i}`));
  const [first] = testContrasts([...family, changed(2.2, 1, "other")], { test: "normal" });
  expect(first?.q).toBeCloseTo(4 * (first?.p ?? 0), 12);
  const alone = testContrasts([changed(1.8, 1)], { test: "normal" })[0];
  const watched = testContrasts([changed(1.8, 1)], { test: "normal", rule: { level: 0.1, material: 0 } })[0];
  expect([alone?.verdict, watched?.verdict]).toEqual(["not-distinguishable", "better"]);
});

test("nothing is said of a value that is missing, or of a difference without error", () => {
  const [gone, exact] = testContrasts([changed(undefined, undefined), changed(5, 0)]);
  expect(gone).toMatchObject({ difference: undefined, p: undefined, verdict: "not-distinguishable" });
  expect(exact).toMatchObject({
    difference: 5,
    se: 0,
    z: undefined,
    q: undefined,
    verdict: "not-distinguishable",
  });
});
