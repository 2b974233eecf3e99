import { expect, test } from "vitest";
import type { Respondent } from "./compile-questionnaire.ts";
import { ANNUAL, RESIDENCE, SIGNING } from "./questionnaires/registry.ts";
import { validate } from "./validate.ts";

const resident: Respondent = { phase: "R", form: "full" };
const quasiOwner: Respondent = { phase: "P", form: "full" };

function problemsOf(respondent: Respondent, input: unknown, compiled = ANNUAL): readonly string[] {
  const result = validate(compiled, respondent, input);
  return result.ok ? [] : result.problems.map((problem) => `${problem.item}: ${problem.code}`);
}

function answersOf(respondent: Respondent, input: unknown, compiled = ANNUAL): unknown {
  const result = validate(compiled, respondent, input);
  return result.ok ? result.answers : result.problems;
}

test("numbers are accepted as JSON sends them and as a plain form sends them", () => {
  expect(answersOf(resident, { Y01: 4, Y02: "5", Y04: "10" })).toEqual({ Y01: 4, Y02: 5, Y04: 10 });
});

test.each([
  0,
  6,
  4.5,
  -1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  "6",
  "04",
  "4.0",
  " 4",
  "1e0",
  true,
  [4],
  { value: 4 },
])("a five-point rating of %j is off the scale", (value) => {
  expect(problemsOf(resident, { Y01: value })).toEqual(["Y01: off-scale"]);
});

test.each([-1, 11, "11", "NA"])("a 0–10 rating of %j is off the scale", (value) => {
  expect(problemsOf(resident, { Y04: value })).toEqual(["Y04: off-scale"]);
});

test("the answer beside the scale is the question's own", () => {
  expect(answersOf(resident, { Y01: "NA", Y02: "DK", Y18: "REF" })).toEqual({
    Y01: "NA",
    Y02: "DK",
    Y18: "REF",
  });
  expect(problemsOf(resident, { Y01: "DK", Y02: "NA" })).toEqual(["Y01: off-scale", "Y02: off-scale"]);
});

test("blanks are no answers", () => {
  const blanks = { Y01: "", Y02: null, Y05: [], Y33: undefined, Y45: "  \n " };
  expect(answersOf(resident, blanks)).toEqual({});
});

test("choices are offered by phase and stand in the questionnaire's order", () => {
  expect(answersOf(resident, { Y05: ["other", "D4", "D4"] })).toEqual({ Y05: ["D4", "other"] });
  expect(answersOf(resident, { Y05: "D4" })).toEqual({ Y05: ["D4"] });
  expect(problemsOf(quasiOwner, { Y05: ["D4"] })).toEqual(["Y05: unknown-option"]);
  expect(problemsOf(resident, { Y05: ["D3", "D4", "D5", "P1"] })).toEqual(["Y05: too-many-choices"]);
  expect(problemsOf(resident, { Y21: ["none", "leak"] })).toEqual(["Y21: exclusive-option"]);
  expect(problemsOf(resident, { Y33: "maybe" })).toEqual(["Y33: unknown-option"]);
});

test("answers of questions this person is not asked are dropped, unread", () => {
  expect(answersOf(quasiOwner, { Y01: 4, Y18: 2, Y28: "no" })).toEqual({ Y01: 4 });
  expect(answersOf(resident, { Y28: "no", Y29: 9 })).toEqual({ Y28: "no" });
  expect(answersOf({ phase: "R", form: "short" }, { Y01: 4, Y02: 3 })).toEqual({ Y01: 4 });
  const flat = { R01: "vacant", R02: 5 };
  expect(answersOf({ phase: "S", form: "full" }, flat, RESIDENCE)).toEqual({ R01: "vacant" });
});

test("a text box is read only where a low rating or a write-in opened it", () => {
  expect(answersOf(resident, { Y18: 2, Y18_why: "卫生间漏水" })).toEqual({ Y18: 2, Y18_why: "卫生间漏水" });
  expect(answersOf(resident, { Y18: 3, Y18_why: "卫生间漏水" })).toEqual({ Y18: 3 });
  expect(answersOf(resident, { Y21: ["other"], Y21_other: "返味" })).toEqual({
    Y21: ["other"],
    Y21_other: "返味",
  });
  expect(answersOf(resident, { Y21: ["leak"], Y21_other: "返味" })).toEqual({ Y21: ["leak"] });
});

test("texts lose control characters and broken surrogates, keep their lines, and have a limit", () => {
  expect(answersOf(resident, { Y45: " 一\r\n二\u0000\u0007三\uD83D\t四 " })).toEqual({
    Y45: "一\n二三\uFFFD\t四",
  });
  expect(answersOf(resident, { Y45: "字".repeat(2000) })).toEqual({ Y45: "字".repeat(2000) });
  expect(problemsOf(resident, { Y45: "字".repeat(2001) })).toEqual(["Y45: text-too-long"]);
  expect(problemsOf(resident, { Y45: 7 })).toEqual(["Y45: not-text"]);
  expect(problemsOf(resident, { Y18: 1, Y18_why: ["x"] })).toEqual(["Y18_why: not-text"]);
});

test("markup, formulas and template braces are words like any others", () => {
  const words = `<script>alert(1)</script> =1+1 {{7*7}} '; drop table answers;--`;
  expect(answersOf(resident, { Y45: words })).toEqual({ Y45: words });
});

test("unknown items are refused, not ignored, and a flood of them is cut short", () => {
  const hostile: unknown = JSON.parse('{"__proto__": {"Y01": 5}, "Y99": 1, "quality": "ok", "Y01_why": "x"}');
  expect(problemsOf(resident, hostile)).toEqual([
    "__proto__: unknown-item",
    "Y99: unknown-item",
    "quality: unknown-item",
    "Y01_why: unknown-item",
  ]);
  const flood = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`X${index}`, 1]));
  expect(problemsOf(resident, flood)).toHaveLength(50);
});

test.each([null, undefined, "Y01=4", 4, [{ Y01: 4 }]])("%j is not a set of answers", (input) => {
  expect(problemsOf(resident, input)).toEqual([": not-answers"]);
});

test("a problem names the question in both languages", () => {
  const result = validate(ANNUAL, resident, { Y18: 9, Y05: ["D3", "D4", "D5", "P1"], Y21: ["none", "leak"] });
  expect(result.ok ? [] : result.problems.map(({ zh, en }) => [zh, en])).toEqual([
    ["“打分原因”最多选 3 项", "Choose up to 3 for “Reasons for the score”."],
    ["“防渗漏”的回答不在 1–5 之内", "The answer to “Freedom from leaks” is not within 1–5."],
    [
      "“出现过的质量问题”选了“没有”就不能再选别的",
      "“None” cannot go with other choices for “Defects so far”.",
    ],
  ]);
});

test("nothing is required", () => {
  expect(answersOf(resident, {})).toEqual({});
  expect(answersOf({ phase: "P", form: "full" }, {}, SIGNING)).toEqual({});
});
