import { describe, expect, it } from "vitest";
import type { Reading } from "#analytics/reading.ts";
import { tieBands } from "./tie-bands.ts";

type Unit = { readonly code: string; readonly reading: Reading };

function unit(code: string, value: number, se: number): Unit {
  const rest = { low: undefined, high: undefined, n: 100, population: 900, populationCovered: 900 };
  const reading: Reading = {
    group: { project: code },
    node: "TOTAL",
    value,
    se,
    df: 99,
    ...rest,
    neff: 100,
    coverage: 1,
    state: "full",
  };
  return { code, reading };
}

function bandsOf(units: readonly Unit[]): string[] {
  return tieBands(
    units,
    ({ reading }) => reading,
    ({ code }) => code,
  ).map((band) => band.map(({ code }) => code).join(" "));
}

describe("tie bands", () => {
  it("puts units together while they cannot be told from the band's head", () => {
    const units = [unit("C", 70, 1), unit("A", 76, 1), unit("B", 75, 1), unit("D", 69, 1), unit("E", 60, 1)];
    expect(bandsOf(units)).toEqual(["A B", "C D", "E"]);
  });

  it("compares with the head, not with the neighbour, so that a chain of small steps does not make one band", () => {
    const units = [80, 78, 76, 74, 72].map((value, at) => unit(`P${at}`, value, 1));
    expect(bandsOf(units)).toEqual(["P0 P1", "P2 P3", "P4"]);
  });

  it("does not depend on the order units come in, and breaks ties by code", () => {
    const units = [unit("B", 70, 2), unit("A", 70, 2), unit("C", 50, 2)];
    expect(bandsOf(units)).toEqual(["A B", "C"]);
    expect(bandsOf(units.toReversed())).toEqual(["A B", "C"]);
  });

  it("makes one band of what is too uncertain to part, and none of nothing", () => {
    expect(bandsOf([unit("A", 90, 30), unit("B", 50, 30)])).toEqual(["A B"]);
    expect(bandsOf([])).toEqual([]);
  });
});
