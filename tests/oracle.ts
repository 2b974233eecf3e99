import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { sharedMissing, sharedPath } from "./shared.ts";

/** A CSV table of an oracle folder, read by column. */
export type OracleTable = {
  readonly length: number;
  readonly text: (column: string) => string[];
  readonly numbers: (column: string) => number[];
  /** Like `numbers`, with undefined where the file says NA or nothing. */
  readonly optionalNumbers: (column: string) => (number | undefined)[];
};

export type Oracle = {
  /** The folder's expected.json; the caller names the part of its shape that it reads. */
  readonly expected: <Shape>() => Shape;
  readonly table: (file: string) => OracleTable;
};

function table(path: string): OracleTable {
  const records: Record<string, string>[] = parse(readFileSync(path), {
    columns: true,
    skip_empty_lines: true,
  });
  const text = (column: string) =>
    records.map((record) => {
      const cell = record[column];
      if (cell === undefined) throw new Error(`${path} has no column ${column}`);
      return cell;
    });
  const optionalNumbers = (column: string) =>
    text(column).map((cell) => (cell === "NA" || cell === "" ? undefined : Number(cell)));
  const numbers = (column: string) =>
    optionalNumbers(column).map((value) => {
      if (value === undefined || Number.isNaN(value))
        throw new Error(`${path}: ${column} has a cell that is no number`);
      return value;
    });
  return { length: records.length, text, numbers, optionalNumbers };
}

/** Tests against figures that R or a paper printed; without the shared folder one skipped test says so. */
export function describeOracle(folder: string, body: (oracle: Oracle) => void): void {
  const reason = sharedMissing(`oracles/${folder}/expected.json`);
  if (reason !== false) {
    describe.skip(`oracle ${folder}`, () => it(`is skipped: ${reason}`, () => undefined));
    return;
  }
  const file = (name: string) => {
    const path = sharedPath(`oracles/${folder}/${name}`);
    if (path === undefined) throw new Error(`oracle ${folder} has no file ${name}`);
    return path;
  };
  const json: unknown = JSON.parse(readFileSync(file("expected.json"), "utf8"));
  describe(`oracle ${folder}`, () => {
    // The shape is what the test says it reads; a wrong claim shows as a failing comparison.
    body({ expected: <Shape>() => json as Shape, table: (name) => table(file(name)) });
  });
}

/** Distance between two numbers: relative, or absolute when the expected one is zero. */
export function deviation(actual: number, expected: number): number {
  const distance = Math.abs(actual - expected);
  return Math.abs(expected) < 1e-12 ? distance : distance / Math.abs(expected);
}

/** Asserts that two numbers, or two lists of them, agree to a relative tolerance. */
export function expectAgreement(
  actual: number | undefined | ArrayLike<number | undefined>,
  expected: number | readonly number[],
  tolerance: number,
): void {
  const found = typeof actual === "object" ? Array.from(actual) : [actual];
  const wanted = typeof expected === "number" ? [expected] : expected;
  expect(found.length, "count of numbers").toBe(wanted.length);
  for (const [index, value] of wanted.entries()) {
    const off = deviation(found[index] ?? Number.NaN, value);
    expect(
      off <= tolerance,
      `${found[index]} should be ${value}, deviates by ${off} (tolerance ${tolerance})`,
    ).toBe(true);
  }
}
