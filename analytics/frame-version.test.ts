import { expect, test } from "vitest";
import { frameVersion } from "./frame-version.ts";
import type { Stratum } from "./moments.ts";

const stratum = (key: string, population: number | undefined, respondents = 3): Stratum => ({
  key,
  population,
  respondents,
});

test("names the owners of the strata, whatever their order and whoever answered", () => {
  const one = frameVersion([stratum("A|P", 10), stratum("A|R", 20)]);
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(frameVersion([stratum("A|R", 20, 0), stratum("A|P", 10, 9)])).toBe(one);
});

test("changes with an owner, and when owners move to another stratum", () => {
  const frames = [
    [stratum("A|P", 10), stratum("A|R", 20)],
    [stratum("A|P", 10), stratum("A|R", 21)],
    [stratum("A|P", 11), stratum("A|R", 19)],
    [stratum("A|P", 20), stratum("A|R", 10)],
    [stratum("A|P", 10), stratum("B|R", 20)],
  ];
  expect(new Set(frames.map(frameVersion)).size).toBe(frames.length);
});

test("is nothing where nobody counted owners", () => {
  expect(frameVersion([stratum("A|P", undefined)])).toBeUndefined();
});
