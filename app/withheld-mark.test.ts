import { expect, it } from "vitest";
import { isSilent, scoreMark, withheldMark } from "./withheld-mark.ts";

it("marks what too few answered by the minimum that was asked for, and what must not even be counted", () => {
  expect(withheldMark({ state: "n-only", minimum: 10 })).toBe("n<10");
  expect(withheldMark({ state: "n-only", minimum: 20 })).toBe("n<20");
  expect(withheldMark({ state: "hidden" })).toBe("·");
});

it("leaves the number where it may stand", () => {
  for (const state of ["full", "indicative", "undefined"] as const)
    expect(withheldMark({ state })).toBeUndefined();
});

it("knows a cell without a score, withheld or never asked", () => {
  expect((["hidden", "n-only", "undefined"] as const).every(isSilent)).toBe(true);
  expect((["full", "indicative"] as const).some(isSilent)).toBe(false);
});

it("says n<10 once a row: the score beside that count is a dash", () => {
  expect(scoreMark({ state: "n-only", minimum: 10 })).toBe("—");
  expect(scoreMark({ state: "hidden" })).toBe("·");
  expect(scoreMark({ state: "full" })).toBeUndefined();
});
