import { describe, expect, it } from "vitest";
import { chosenAddress, partsOf } from "./chosen-address.ts";
import { loadSelection } from "./selection.ts";

function selected(address: string) {
  return loadSelection(new URLSearchParams(address));
}

describe("what is chosen", () => {
  it("calls its readers at a choice, and at none that changes nothing", () => {
    const first = selected("");
    const chosen = chosenAddress(first);
    const heard: (number | null)[] = [];
    const leave = chosen.subscribe(() => heard.push(chosen.now().wave));
    chosen.put(first);
    chosen.put(selected("wave=3"));
    leave();
    chosen.put(selected("wave=4"));
    expect(heard).toEqual([3]);
    expect(chosen.now().wave).toBe(4);
    expect(chosen.first).toBe(first);
  });

  it("gives the same parts as long as they are the same", () => {
    const parts = partsOf(["wave", "phase"]);
    const before = parts(selected("wave=3&phase=R"));
    expect(parts(selected("wave=3&phase=R&d=D4~12"))).toBe(before);
    expect(parts(selected("wave=2&phase=R"))).toEqual({ wave: 2, phase: "R" });
  });
});
