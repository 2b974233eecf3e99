import { describe, expect, it } from "vitest";
import { cellQueryOf, heatQueryOf, indicatorQueryOf } from "./indicator-query.ts";
import { loadSelection } from "./selection.ts";

function selected(address: string) {
  return loadSelection(new URLSearchParams(address));
}

describe("the address as a question", () => {
  it("falls back on the reader's own unit and the newest wave", () => {
    expect(indicatorQueryOf(selected(""), 7)).toEqual({
      unit: 7,
      wave: undefined,
      phase: undefined,
      mode: undefined,
      compare: undefined,
      organisation: "then",
    });
  });

  it("takes unit, wave, phase and the wave compared with", () => {
    const query = heatQueryOf(selected("unit=12&wave=3&phase=R&cmp=2&by=phase&org=now"), 7);
    expect(query).toMatchObject({
      unit: 12,
      wave: 3,
      phase: "R",
      compare: 2,
      by: "phase",
      organisation: "now",
    });
  });

  it("can ask for no comparison", () => {
    expect(indicatorQueryOf(selected("cmp=none"), 7).compare).toBeNull();
  });

  it("passes over what makes no sense instead of failing", () => {
    expect(indicatorQueryOf(selected("unit=abc&phase=X&cmp=-1"), 7)).toMatchObject({
      unit: 7,
      phase: undefined,
      compare: undefined,
    });
    expect(cellQueryOf(selected("d=D4"), 7)).toBeUndefined();
    expect(cellQueryOf(selected("d=D4~zz"), 7)).toBeUndefined();
  });

  it("opens the cell of a unit or of a phase", () => {
    expect(cellQueryOf(selected("unit=3&d=D4~12"), 7)).toMatchObject({ unit: 12, node: "D4" });
    expect(cellQueryOf(selected("unit=3&d=D4~S"), 7)).toMatchObject({ unit: 3, phase: "S", node: "D4" });
  });
});
