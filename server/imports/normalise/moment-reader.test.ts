import fc from "fast-check";
import { expect, it } from "vitest";
import { readDateTime } from "./date-time.ts";
import { momentReader } from "./moment-reader.ts";

const number = (max: number) => fc.integer({ min: 0, max }).map(String);
const padded = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, "0"));
const two = (max: number) => fc.oneof(number(max), padded(max));
const day = fc
  .tuple(
    fc.constantFrom("2024", "24", "1900", "0000", "2023"),
    fc.constantFrom("-", "/", ".", "年"),
    two(13),
    two(32),
  )
  .map(([y, mark, m, d]) => (mark === "年" ? `${y}年${m}月${d}日` : [y, m, d].join(mark)));
const clock = fc
  .tuple(
    fc.constantFrom("", "", "", "下午", "T"),
    two(25),
    two(61),
    two(61),
    fc.constantFrom("", "", "Z", " PM", "+08:00", ".5"),
  )
  .map(([before, h, m, s, after]) => `${before}${h}:${m}:${s}${after}`);
const written = fc.oneof(
  fc.tuple(day, clock).map((both) => both.join(" ")),
  day,
  fc.tuple(day, clock, clock).map((all) => all.join(" ")),
  fc.tuple(fc.constantFrom("45000", "20240105", "45000.5"), clock).map((both) => both.join(" ")),
);

it("reads every moment as the reader of single moments does, on one calendar and the other", () => {
  for (const date1904 of [false, true]) {
    const read = momentReader(date1904);
    fc.assert(
      fc.property(written, (text) => {
        expect(read(text)).toEqual(readDateTime(text, date1904));
        expect(read(text)).toEqual(readDateTime(text, date1904));
      }),
      { numRuns: 2_000, seed: 7 },
    );
  }
});
