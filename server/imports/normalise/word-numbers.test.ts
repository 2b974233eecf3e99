import { expect, it } from "vitest";
import { NO_NUMBER, wordNumbers } from "./word-numbers.ts";

it("gives every word one number of its own", () => {
  const numberOf = wordNumbers();
  const words = [
    "5",
    "满意",
    "",
    "非常满意(5)",
    "a",
    "满",
    "10",
    ...Array.from({ length: 500 }, (_, n) => `w${n}`),
  ];
  const numbers = words.map(numberOf);
  expect(new Set(numbers).size).toBe(words.length);
  expect(words.map(numberOf)).toEqual(numbers);
});

it("has no number for a word that comes after ten thousand others", () => {
  const numberOf = wordNumbers();
  for (let n = 0; n < 10_000; n++) numberOf(`word ${n}`);
  expect([numberOf("one more"), numberOf("one more"), numberOf("7")]).toEqual([NO_NUMBER, NO_NUMBER, 55]);
  expect(numberOf("word 9999")).toBe(10_127);
});
