import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitrarySubmission } from "#tests/arbitrary-answers.ts";
import { CODE } from "./code-book.ts";
import { decode } from "./decode.ts";
import { encode } from "./encode.ts";
import { ANNUAL, RESIDENCE, SIGNING } from "./questionnaires/registry.ts";
import { route } from "./route.ts";
import { validate } from "./validate.ts";

function byteOf(item: string, answer: number | string): number | undefined {
  const { codes } = encode(ANNUAL, { [item]: answer });
  return codes[ANNUAL.codeBook.findIndex((entry) => entry.item === item)];
}

test("a byte is the place on the scale, and none of the high codes is a score", () => {
  expect([1, 5, "NA", "REF", "DK", "INVALID"].map((answer) => byteOf("Y01", answer))).toEqual([
    1, 5, 255, 254, 253, 252,
  ]);
  expect([0, 6, 10].map((answer) => byteOf("Y04", answer))).toEqual([1, 7, 11]);
  expect(["no", "yes"].map((answer) => byteOf("Y28", answer))).toEqual([1, 2]);
  expect(["none", "solved", "unsolved"].map((answer) => byteOf("Y33", answer))).toEqual([1, 2, 3]);
  expect(encode(ANNUAL, {}).codes.every((code) => code === CODE.none)).toBe(true);
});

test("choices, words and permission lie apart from the codes", () => {
  const answers = {
    Y18: 1,
    Y18_why: "渗水",
    Y21: ["leak", "other"],
    Y21_other: "返味",
    Y45: "谢谢",
    Y46: "yes",
  };
  const { choices, texts, consent } = encode(ANNUAL, answers);
  expect(choices).toEqual({ Y21: ["leak", "other"] });
  expect(texts).toEqual({ Y18_why: "渗水", Y21_other: "返味", Y45: "谢谢" });
  expect(consent).toBe(true);
  expect(encode(ANNUAL, {}).consent).toBe(false);
});

test.each([ANNUAL, SIGNING, RESIDENCE])(
  "what validation lets through comes back from the record unchanged ($questionnaire.id)",
  (compiled) => {
    fc.assert(
      fc.property(arbitrarySubmission(compiled), ({ respondent, answers }) => {
        const result = validate(compiled, respondent, answers);
        const silence = compiled.byCode.has("Y46") ? { Y46: "no" } : {};
        const valid = result.ok ? result.answers : result.problems;
        expect(valid).toEqual(route(compiled, respondent, answers).answers);
        expect(result.ok && decode(compiled, encode(compiled, result.answers))).toEqual({
          ...silence,
          ...valid,
        });
      }),
      { numRuns: 300 },
    );
  },
);

test("an answer that was never validated is a bug, not a code", () => {
  expect(() => encode(ANNUAL, { Y01: 6 })).toThrow("answer 6 is not on the scale of Y01");
  expect(() => encode(ANNUAL, { Y01: 2.5 })).toThrow("not on the scale");
  expect(() => encode(ANNUAL, { Y33: "maybe" })).toThrow("not on the scale");
  expect(() => encode(ANNUAL, { X01: 1 })).toThrow("X01 is not a field");
});

test("bytes of another questionnaire are refused", () => {
  const record = { ...encode(ANNUAL, {}), codes: new Uint8Array(3) };
  expect(() => decode(ANNUAL, record)).toThrow("belongs to another questionnaire");
  const codes = encode(ANNUAL, {}).codes.with(0, 9);
  expect(() => decode(ANNUAL, { ...record, codes })).toThrow("byte 9 is not a code of Y01");
});
