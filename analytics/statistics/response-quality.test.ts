import { describe, expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import {
  answerDeviation,
  answerRuns,
  type BlockAnswer,
  isSpeeder,
  isStraightLine,
} from "./response-quality.ts";

const line = (answer: number, items: number): BlockAnswer[] =>
  Array.from({ length: items }, (_, item) => ({ answer, block: item % 2 ? "product" : "service" }));

describe("response quality", () => {
  it("counts runs of equal answers and passes over questions without one", () => {
    expect(answerRuns([5, 5, undefined, 5, 4, 5])).toEqual({ longest: 3, mean: 5 / 3 });
    expect(answerRuns([undefined])).toBeUndefined();
  });

  it("has deviation 0 for a straight line and none for a single answer", () => {
    expect(answerDeviation([4, 4, undefined, 4])).toBe(0);
    expect(answerDeviation([4])).toBeUndefined();
    expect(answerDeviation([1, 5])).toBeCloseTo(Math.sqrt(8), 14);
  });

  it("sees a straight line only over eight items of both product and service", () => {
    expect(isStraightLine(line(5, 8))).toBe(true);
    expect(isStraightLine(line(5, 7))).toBe(false);
    expect(isStraightLine(line(5, 12).map((one) => ({ ...one, block: "service" as const })))).toBe(false);
    expect(isStraightLine([...line(5, 8), { answer: 4, block: undefined }])).toBe(false);
    expect(isStraightLine([...line(5, 8), { answer: undefined, block: "product" }])).toBe(true);
  });

  it("calls it speeding below a third of the median", () => {
    expect(isSpeeder(99, 300)).toBe(true);
    expect(isSpeeder(100, 300)).toBe(false);
    expect(() => isSpeeder(-1, 300)).toThrow(RangeError);
    expect(() => isSpeeder(10, 0)).toThrow(RangeError);
    expect(() => isStraightLine([], 1)).toThrow(RangeError);
  });
});

describeOracle("18-response-quality", (oracle) => {
  const rowsOf = (file: string, prefix: RegExp) => {
    const table = oracle.table(file);
    const columns = Array.from({ length: 100 }, (_, place) => place).flatMap((place) => {
      const scale = String.fromCharCode(65 + Math.floor(place / 5));
      const name =
        prefix.source === "X" ? `X${place + 1}` : place < 50 ? `scale${scale}${(place % 5) + 1}` : undefined;
      return name === undefined ? [] : [table.optionalNumbers(name)];
    });
    return Array.from({ length: table.length }, (_, row) => columns.map((column) => column[row]));
  };

  it("agrees on 200 respondents with 50 answers each", () => {
    const rows = rowsOf("data.csv", /scale/);
    const printed = oracle.table("expected_rows.csv");
    expect(rows[0]).toHaveLength(50);
    expect(rows.map((answers) => answerRuns(answers)?.longest)).toEqual(printed.numbers("longstr"));
    expectAgreement(
      rows.map((answers) => answerRuns(answers)?.mean),
      printed.numbers("avgstr"),
      1e-12,
    );
    expectAgreement(
      rows.map((answers) => answerDeviation(answers)),
      printed.numbers("irv"),
      1e-12,
    );
  });

  it("agrees on the test file whose longest runs are 10, 20 … 90, 10", () => {
    const { testfile } = oracle.expected<{ testfile: { longstr: number[]; avgstr: number[] } }>();
    const rows = rowsOf("data_longstring_testfile.csv", /X/);
    expect(rows.map((answers) => answerRuns(answers)?.longest)).toEqual(testfile.longstr);
    expectAgreement(
      rows.map((answers) => answerRuns(answers)?.mean),
      testfile.avgstr,
      1e-12,
    );
  });
});
