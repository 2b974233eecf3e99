import { describe, expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import { answerDistances } from "./answer-distance.ts";

describe("distance of answers", () => {
  it("adds up to (n − 1) times the questions, and leaves out who left something out", () => {
    const rows = [
      [1, 5],
      [2, 3],
      [5, 4],
      [4, 1],
      [3, undefined],
    ];
    const distances = answerDistances(rows) ?? [];
    expect(distances[4]).toBeUndefined();
    expect(distances.slice(0, 4).reduce<number>((sum, one) => sum + (one ?? 0), 0)).toBeCloseTo(3 * 2, 12);
  });

  it("has none where a question follows from the others, and refuses lists of different length", () => {
    expect(
      answerDistances([
        [1, 1],
        [2, 2],
        [4, 4],
      ]),
    ).toBeUndefined();
    expect(
      answerDistances([
        [1, 2],
        [3, 1],
      ]),
    ).toBeUndefined();
    expect(answerDistances([])).toBeUndefined();
    expect(() => answerDistances([[1], [1, 2]])).toThrow(RangeError);
  });
});

describeOracle("18-response-quality", (oracle) => {
  it("agrees on 200 respondents with 50 answers each", () => {
    const table = oracle.table("data.csv");
    const columns = Array.from({ length: 50 }, (_, at) =>
      table.optionalNumbers(`scale${String.fromCharCode(65 + Math.floor(at / 5))}${(at % 5) + 1}`),
    );
    const rows = Array.from({ length: table.length }, (_, row) => columns.map((column) => column[row]));
    expectAgreement(answerDistances(rows) ?? [], oracle.table("expected_rows.csv").numbers("mahad"), 1e-8);
  });
});
