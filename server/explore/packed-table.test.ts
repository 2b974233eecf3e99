import fc from "fast-check";
import { expect, test } from "vitest";
import type { Reading } from "#analytics/reading.ts";
import type { CutTable } from "./cut-part.ts";
import { bytesOfTable, packTable, unpackTable } from "./packed-table.ts";

const number = fc.double({ noNaN: true });
const perhaps = fc.option(number, { nil: undefined });

const reading: fc.Arbitrary<Reading> = fc
  .tuple(
    fc.record({
      group: fc.dictionary(fc.constantFrom("region", "project", "mode"), fc.constantFrom("1", "2", "电话")),
      node: fc.constant(""),
      value: perhaps,
      se: perhaps,
      df: perhaps,
      low: perhaps,
      high: perhaps,
      n: perhaps,
      population: perhaps,
      populationCovered: perhaps,
      neff: perhaps,
      coverage: perhaps,
      state: fc.constantFrom("full", "indicative", "n-only", "hidden", "undefined"),
    }),
    fc.record(
      { intervalSe: perhaps, deff: perhaps, sparse: perhaps, minimum: perhaps },
      { requiredKeys: [] },
    ),
  )
  .map(([plain, more]) => ({ ...plain, ...more }));

const pair = fc.tuple(number, number);
const openCell = fc.record({
  ...{ n: number, owners: number, total: number },
  ...{ values: pair, counts: pair, together: pair },
});

function placed<T>(value: fc.Arbitrary<T>, named: (value: T, node: string) => T) {
  const nodes = fc.dictionary(fc.constantFrom("TOTAL", "Y1", "Y2", "NPS"), value);
  return fc
    .dictionary(fc.constantFrom("whole/", "region:1/", "region:1/P", "project:3/O"), nodes)
    .map(
      (all) =>
        new Map(
          Object.entries(all).map(([place, own]) => [
            place,
            new Map(Object.entries(own).map(([node, each]) => [node, named(each, node)])),
          ]),
        ),
    );
}

const readings = placed(reading, (each, node) => ({ ...each, node }));
const part = fc.record({
  values: fc.dictionary(fc.constantFrom("mode", "batch"), fc.constantFrom("web", "", "一期")),
  raw: readings,
  shown: readings,
  open: placed(openCell, (each) => each),
});
const table: fc.Arbitrary<CutTable> = fc
  .dictionary(fc.string(), part, { maxKeys: 4 })
  .map((parts) => ({ parts: new Map(Object.entries(parts)) }));

/** All of a table as values, in their order. */
function all({ parts }: CutTable) {
  return [...parts].map(([name, { values, raw, shown, open }]) => ({
    ...{ name, values },
    ...{ raw: [...raw].map(([place, nodes]) => [place, [...nodes]]) },
    ...{ shown: [...shown].map(([place, nodes]) => [place, [...nodes]]) },
    ...{ open: [...open].map(([place, nodes]) => [place, [...nodes]]) },
  }));
}

test("a packed table is unpacked as it was, to the last bit and in its order", () => {
  fc.assert(
    fc.property(table, (one) => {
      expect(all(unpackTable(packTable(one)))).toEqual(all(one));
    }),
  );
});

test("the memory a table takes grows with its readings, packed or not", () => {
  const of = (places: number): CutTable => {
    const one = { group: {}, node: "TOTAL", value: 80, n: 12, state: "indicative" } as Reading;
    const map = new Map(
      Array.from({ length: places }, (_, at) => [`project:${at}/`, new Map([["TOTAL", one]])]),
    );
    return { parts: new Map([["[]", { values: {}, raw: map, shown: map, open: new Map() }]]) };
  };
  expect(bytesOfTable(of(200))).toBe(2 * bytesOfTable(of(100)));
  const [small, large] = [100, 10_000].map((places) => bytesOfTable(unpackTable(packTable(of(places)))));
  expect(large).toBeGreaterThan(20 * (small ?? 0));
});
