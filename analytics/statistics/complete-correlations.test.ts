import fc from "fast-check";
import { expect, it } from "vitest";
import { expectAgreement } from "#tests/oracle.ts";
import { blockCorrelations, completeCorrelations } from "./complete-correlations.ts";
import { correlationMatrix, covarianceMatrix } from "./covariance-matrix.ts";

it("equals the general form, weights and constant columns included", () => {
  const row = fc.tuple(
    fc.integer({ min: -5, max: 5 }),
    fc.integer({ min: -5, max: 5 }),
    fc.constant(2),
    fc.integer({ min: 1, max: 9 }),
  );
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 30 }), (rows) => {
      const weights = rows.map(([, , , weight]) => weight);
      const general = covarianceMatrix(
        [0, 1, 2].map((column) => rows.map((one) => one[column])),
        "complete",
        weights,
      );
      const fast = completeCorrelations(
        rows.map(([x, y, z]) => Float64Array.of(x, y, z)),
        Float64Array.from(weights),
      );
      expectAgreement(
        fast?.flat().map((r) => r + 2) ?? [],
        correlationMatrix(general?.matrix ?? [])
          .flat()
          .map((r) => r + 2),
        1e-9,
      );
    }),
  );
});

it("is undefined with fewer than two weighted rows", () => {
  const rows = [Float64Array.of(1, 2), Float64Array.of(2, 1)];
  expect(completeCorrelations(rows, Float64Array.of(1, 0))).toBeUndefined();
  expect(completeCorrelations([], new Float64Array(0))).toBeUndefined();
});

it("of blocks is that of the rows in them, as often as each block is drawn", () => {
  const rows = Array.from({ length: 23 }, (_, row) =>
    Float64Array.of((row * 7) % 5, (row * 3) % 11, row % 4),
  );
  const weights = Float64Array.from(rows, (_, row) => 1 + (row % 3));
  const draw = blockCorrelations(rows, weights, 5);
  const times = Float64Array.of(1, 0, 2, 1, 3);
  const drawn = completeCorrelations(
    rows,
    weights.map((weight, row) => weight * (times[row % 5] ?? 0)),
  );
  expectAgreement(draw(times)?.flat() ?? [], drawn?.flat() ?? [], 1e-9);
  expect(draw(new Float64Array(5))).toBeUndefined();
});
