import { expect, test } from "vitest";
import { tieBands } from "./bands.ts";
import type { Reading } from "./reading.ts";

function unit(name: string, value: number | undefined, se = 2): Reading {
  return {
    group: { project: name },
    node: "TOTAL",
    value,
    se: value === undefined ? undefined : se,
    df: 100,
    low: undefined,
    high: undefined,
    n: 50,
    population: undefined,
    populationCovered: undefined,
    neff: 50,
    coverage: 1,
    state: "full",
  };
}

function bandsOf(units: readonly Reading[]): string[] {
  const bands = tieBands(
    units,
    (reading) => reading,
    ({ group }) => group.project ?? "",
  );
  return bands.map((band) => band.map(({ group }) => group.project).join(" "));
}

test("a unit joins while it cannot be told from the head of the band", () => {
  // the difference of two units has a standard error of 2.83: 5.6 points are significant
  expect(bandsOf([unit("d", 70), unit("b", 79), unit("a", 80), unit("c", 75), unit("e", 69)])).toEqual([
    "a b c",
    "d e",
  ]);
});

test("the head decides, not the neighbour: a long slope does not slide into one band", () => {
  const slope = ["a", "b", "c", "d", "e", "f"].map((name, step) => unit(name, 80 - 3 * step));
  expect(bandsOf(slope)).toEqual(["a b", "c d", "e f"]);
});

test("equal scores stand by their key, units without a score stand nowhere", () => {
  expect(bandsOf([unit("b", 70), unit("x", undefined), unit("a", 70)])).toEqual(["a b"]);
  expect(bandsOf([])).toEqual([]);
});

test("a unit known without error still ties with one that is not", () => {
  expect(bandsOf([unit("a", 75, 0), unit("b", 74), unit("c", 60, 0)])).toEqual(["a b", "c"]);
});

test("items of few answers make a score less certain than its printed error, and its band wider", () => {
  const units = [unit("a", 75), { ...unit("b", 69.2), intervalSe: 3.2 }];
  expect(bandsOf(units)).toEqual(["a b"]);
  expect(bandsOf([unit("a", 75), unit("b", 69.2)])).toEqual(["a", "b"]);
});
