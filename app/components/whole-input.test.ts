import { expect, test } from "vitest";
import { wholeNumber } from "./whole-input.tsx";

test("only whole numbers within the bounds are taken over", () => {
  expect(wholeNumber("24", 1, 240)).toBe(24);
  expect(wholeNumber("0", 0, 10)).toBe(0);
  expect(wholeNumber("-3", -5, 5)).toBe(-3);
  for (const typed of ["", " ", "0", "241", "2.5", "1e2", "abc", "-", "٣"])
    expect(wholeNumber(typed, 1, 240), typed).toBeUndefined();
});
