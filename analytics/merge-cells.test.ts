import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeCells } from "./merge-cells.ts";
import type { ColumnSpec } from "./moments.ts";
import { momentsOfRows } from "./moments-of-rows.ts";

const COLUMNS: readonly ColumnSpec[] = [
  { kind: "answer", item: "Y1" },
  { kind: "at-least", item: "Y2", from: 4 },
];
const BASES = [["Y1", "Y2"]];

test("cells summed up are those that are made without the cut", () => {
  const answer = fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined });
  const row = fc
    .record({
      stratum: fc.constantFrom("a|P", "a|O", "b|P"),
      mode: fc.constantFrom("web", "phone"),
      batch: fc.constantFrom("", "2021", "2023"),
      Y1: answer,
      Y2: answer,
    })
    .map(({ stratum, mode, batch, ...answers }) => ({ stratum, group: { mode, batch }, answers }));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
      const survey = { rows, strata: [] };
      const by = (cuts: readonly string[]) => momentsOfRows(COLUMNS, BASES, survey, cuts).cells;
      expect(mergeCells(by(["mode", "batch"]), ["batch"])).toEqual(by(["mode"]));
      expect(mergeCells(by(["mode", "batch"]), [])).toEqual(by(["mode", "batch"]));
      expect(mergeCells(by(["mode", "batch"]), ["mode", "batch"])).toEqual(by([]));
    }),
  );
});
