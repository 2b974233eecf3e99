import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, addMonths } from "./calendar-date.ts";
import { OWNER_PHASE_LABELS, OWNER_PHASES, type OwnerPhase, ownerPhaseOn } from "./owner-phase.ts";

const signedOn = "2022-03-01";

function phase(day: string, handedOverOn: string | undefined): OwnerPhase | undefined {
  return ownerPhaseOn(day, { signedOn, handedOverOn });
}

test("nobody owns a home before the day it is signed for", () => {
  expect(phase("2022-02-28", undefined)).toBeUndefined();
  expect(phase("2022-03-01", undefined)).toBe("P");
  expect(ownerPhaseOn("2025-01-01", { signedOn: undefined, handedOverOn: undefined })).toBeUndefined();
  expect(ownerPhaseOn("2025-01-01", { signedOn: undefined, handedOverOn: "2024-01-01" })).toBeUndefined();
});

test("a home handed over before it was signed for has no owner until it is signed for, and then the phase of its handover", () => {
  const resold = { signedOn: "2024-06-01", handedOverOn: "2022-01-01" };
  expect(ownerPhaseOn("2024-05-31", resold)).toBeUndefined();
  expect(ownerPhaseOn("2024-06-01", resold)).toBe("O");
});

test.each<[string, OwnerPhase]>([
  ["2023-01-14", "P"],
  ["2023-01-15", "R"],
  ["2023-07-14", "R"],
  ["2023-07-15", "S"],
  ["2025-01-14", "S"],
  ["2025-01-15", "O"],
  ["2035-01-15", "O"],
])("handed over on 2023-01-15, the owner is on %s in phase %s", (day, expected) => {
  expect(phase(day, "2023-01-15")).toBe(expected);
});

test.each<[string, string, OwnerPhase]>([
  ["2024-08-31", "2025-02-27", "R"],
  ["2024-08-31", "2025-02-28", "S"],
  ["2023-08-31", "2024-02-28", "R"],
  ["2023-08-31", "2024-02-29", "S"],
  ["2024-05-31", "2024-11-29", "R"],
  ["2024-05-31", "2024-11-30", "S"],
  ["2024-02-29", "2026-02-27", "S"],
  ["2024-02-29", "2026-02-28", "O"],
])("handed over at a month's end, %s, the owner is on %s in phase %s", (handedOverOn, day, expected) => {
  expect(phase(day, handedOverOn)).toBe(expected);
});

test("the boundaries are a setting", () => {
  const dates = { signedOn, handedOverOn: "2023-01-15" };
  const yearly = { runInMonths: 12, stableMonths: 36 };
  expect(ownerPhaseOn("2024-01-14", dates, yearly)).toBe("R");
  expect(ownerPhaseOn("2024-01-15", dates, yearly)).toBe("S");
  expect(ownerPhaseOn("2026-01-14", dates, yearly)).toBe("S");
  expect(ownerPhaseOn("2026-01-15", dates, yearly)).toBe("O");
});

test("an owner passes through the phases in order and never goes back", () => {
  const start = "2020-01-01";
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2500 }),
      fc.integer({ min: 0, max: 1500 }),
      fc.nat(90),
      (wait, at, step) => {
        const dates = { signedOn: start, handedOverOn: addDays(start, wait) };
        const order = (day: string) => OWNER_PHASES.indexOf(ownerPhaseOn(day, dates) ?? "P");
        const day = addDays(start, at);
        expect(order(addDays(day, step))).toBeGreaterThanOrEqual(order(day));
        expect(ownerPhaseOn(addMonths(dates.handedOverOn, 24), dates)).toBe("O");
      },
    ),
  );
});

test("every phase has a label, in the same order", () => {
  expect(OWNER_PHASE_LABELS.map((label) => label.phase)).toEqual(OWNER_PHASES);
});
