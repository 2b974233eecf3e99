import { expect, test } from "vitest";
import type { Respondent } from "./compile-questionnaire.ts";
import { completeness } from "./completeness.ts";
import type { AnswerValue } from "./question.ts";
import { ANNUAL, RESIDENCE } from "./questionnaires/registry.ts";

// Quasi-owner, short form, no complaint: Y01 Y03 Y04 Y05 Y06 Y07 Y09 Y10 Y33 Y44 count, words and permission do not.
const owner: Respondent = { phase: "P", form: "short" };
const all: Record<string, AnswerValue> = {
  Y33: "none",
  Y01: 4,
  Y03: 4,
  Y04: 8,
  Y05: ["D1"],
  Y06: 4,
  Y07: 4,
  Y09: 4,
  Y10: 4,
  Y44: ["D2"],
};

function first(count: number): Record<string, AnswerValue> {
  return Object.fromEntries(Object.entries(all).slice(0, count));
}

test.each([
  [10, "complete"],
  [8, "complete"],
  [7, "partial"],
  [5, "partial"],
  [4, "break-off"],
  [0, "break-off"],
])("%i of 10 core items answered is %s", (count, expected) => {
  expect(completeness(ANNUAL, owner, first(count))).toBe(expected);
});

test("without the overall item a response does not count, however full", () => {
  const { Y01: _, ...rest } = all;
  expect(completeness(ANNUAL, owner, rest)).toBe("break-off");
  expect(completeness(ANNUAL, owner, { ...all, Y01: "REF" })).toBe("break-off");
});

test("not applicable and do not know are answers, a refusal is not", () => {
  expect(completeness(ANNUAL, owner, { ...first(7), Y09: "NA" })).toBe("complete");
  expect(completeness(ANNUAL, owner, { ...first(7), Y09: "REF" })).toBe("partial");
  expect(completeness(ANNUAL, owner, { ...first(7), Y09: "INVALID" })).toBe("partial");
});

test("a screener answered yes makes more items applicable", () => {
  expect(completeness(ANNUAL, owner, { ...first(8), Y33: "unsolved" })).toBe("partial");
});

test("answers of hidden questions fill no gap", () => {
  expect(completeness(ANNUAL, owner, { ...first(7), Y18: 5, Y37: 5, Y02: 5 })).toBe("partial");
});

test("a home that nobody lives in is screened out", () => {
  expect(completeness(RESIDENCE, { phase: "S", form: "full" }, { R01: "vacant" })).toBe("screened-out");
});
