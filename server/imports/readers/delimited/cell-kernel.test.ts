import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOST_WORDS } from "../../normalise/word-numbers.ts";
import { cellKernel } from "./cell-kernel.ts";

const COMMA = 0x2c;
const LF = 0x0a;

/** All records of a text, one after the other, as the reader asks for them. */
function cutAll(text: string, kernel = cellKernel(1 << 20, COMMA, LF)) {
  const length = kernel.text.write(text);
  const records = [];
  for (let start = 0; start < length; start = kernel.next()) {
    const record = kernel.cut(start, length);
    if (!record) return { records, stopped: start };
    records.push(record);
  }
  return { records, stopped: undefined };
}

const cell = fc.string({
  unit: fc.constantFrom("a", "5", "满", "意", " ", "𠮷", "é", "\t", ";", "\r"),
  maxLength: 60,
});

describe("cellKernel", () => {
  it("cuts what has no quote as splitting does", () => {
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(table, fc.constantFrom("\n", "\r\n"), (rows, end) => {
        const text = rows.map((row) => `${row.join(",")}${end}`).join("");
        const split = text
          .split("\n")
          .slice(0, -1)
          .map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line).split(","));
        expect(cutAll(text).records.map(({ cells }) => cells)).toEqual(split);
      }),
    );
  });

  it("gives a word one number, and no two words the same", () => {
    const kernel = cellKernel(1 << 20, COMMA, LF);
    const textOf = new Map<number, string>();
    const numberOf = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 40 }), (row) => {
        // nobody has a number the first time
        for (const { cells, words } of cutAll(`${row.join(",")}\n`.repeat(3), kernel).records)
          for (const [at, word] of words.entries()) {
            if (word < 0) continue;
            expect(word).toBeLessThan(MOST_WORDS);
            const text = cells[at] ?? "";
            expect(textOf.get(word) ?? text).toBe(text);
            expect(numberOf.get(text) ?? word).toBe(word);
            textOf.set(word, text);
            numberOf.set(text, word);
          }
      }),
    );
    expect(textOf.size).toBeGreaterThan(200);
  });

  it("reads on when there are more words than numbers", () => {
    const kernel = cellKernel(1 << 20, COMMA, LF);
    const words = Array.from({ length: 15_000 }, (_, n) => `答案${(n * 7919) % 15_000}`);
    for (let round = 0; round < 3; round++)
      for (let from = 0; from < words.length; from += 50) {
        const record = words.slice(from, from + 50);
        expect(cutAll(`${record.join(",")}\n`, kernel).records[0]?.cells).toEqual(record);
      }
    const numbers = cutAll(`${words.slice(0, 2_000).join(",")}\n`, kernel).records[0]?.words ?? [];
    expect(numbers.filter((number) => number >= 0).length).toBeGreaterThan(500);
    expect(Math.max(...numbers)).toBeLessThan(MOST_WORDS);
  });

  it("leaves quotes, unfinished records and absurdly wide ones to those who look closely", () => {
    expect(cutAll('a,b\nc,"d"\n').stopped).toBe(4);
    expect(cutAll('a,b"c\n').stopped).toBe(0);
    expect(cutAll("a,b\nc,d").stopped).toBe(4);
    expect(cutAll(`${",".repeat(5_000)}\n`).stopped).toBe(0);
    expect(cutAll("\n\r\n,\n").records.map(({ cells }) => cells)).toEqual([[""], [""], ["", ""]]);
  });
});
