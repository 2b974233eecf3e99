import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, addMonths } from "./calendar-date.ts";
import { elapsedMonths, recencyDays } from "./elapsed-months.ts";

test("an event twelve months before the day counts twelve, a day earlier thirteen", () => {
  expect(elapsedMonths("2024-11-30", "2025-11-30")).toBe(12);
  expect(elapsedMonths("2024-11-29", "2025-11-30")).toBe(13);
  expect(elapsedMonths("2025-08-31", "2026-02-28")).toBe(6);
  expect(elapsedMonths("2026-01-01", "2025-11-30")).toBe(0);
});

test("rebuilt days give the same verdict on recency as the true ones", () => {
  fc.assert(
    fc.property(fc.nat(3000), fc.nat(400), fc.integer({ min: 1, max: 36 }), (age, offset, limit) => {
      const cutoff = addDays("2025-01-01", offset);
      const signed = addDays(cutoff, -age);
      const rebuilt = recencyDays(elapsedMonths(signed, cutoff), null);
      const truly = addMonths(signed, limit) >= cutoff;
      expect(addMonths(rebuilt.signedOn ?? "", limit) >= (rebuilt.cutoffOn ?? "")).toBe(truly);
    }),
  );
});
