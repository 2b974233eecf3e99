import { beforeEach, expect, test, vi } from "vitest";

const waited: number[] = [];
vi.mock("node:timers/promises", () => ({ setTimeout: async (ms: number) => void waited.push(ms) }));
const { refusalPace } = await import("./refusal-pace.ts");

beforeEach(() => {
  waited.length = 0;
  vi.useFakeTimers({ toFake: ["performance"] });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

test("what was looked up in vain and what was not looked up are told after the same time", async () => {
  const pace = refusalPace();
  const after: Record<"looked-up" | "not-looked-up", number[]> = { "looked-up": [], "not-looked-up": [] };
  // look-ups as they are on an idle server: most in a millisecond, some in several
  const lookups = Array.from({ length: 64 }, (_, nth) => 0.7 + (nth % 8) * 0.9);
  for (const ms of lookups) pace.took(ms);
  for (let nth = 0; nth < 200; nth++)
    for (const ms of lookups) {
      const began = performance.now();
      vi.advanceTimersByTime(ms);
      const spent = performance.now() - began;
      await pace.refused(began, "looked-up");
      after["looked-up"].push(spent + (waited.pop() ?? Number.NaN));
      await pace.refused(performance.now(), "not-looked-up");
      after["not-looked-up"].push(waited.pop() ?? Number.NaN);
    }
  for (const times of Object.values(after)) {
    expect(mean(times)).toBeCloseTo(20, 1);
    expect(Math.min(...times)).toBeGreaterThan(19);
    expect(Math.max(...times)).toBeLessThan(21);
  }
});

test("where look-ups take longer than a beat, so do refusals without one", async () => {
  const pace = refusalPace();
  for (let nth = 0; nth < 32; nth++) {
    pace.took(5);
    pace.took(55);
  }
  for (let nth = 0; nth < 2_000; nth++) await pace.refused(performance.now(), "not-looked-up");
  expect(new Set(waited)).toEqual(new Set([20, 60]));
  expect(mean(waited)).toBeGreaterThan(38);
  expect(mean(waited)).toBeLessThan(42);
  waited.length = 0;
  const began = performance.now();
  vi.advanceTimersByTime(55);
  await refusalPace(() => 0).refused(began, "looked-up");
  expect(waited).toEqual([5]);
});

test("before any look-up it waits a beat, and never longer than half a second", async () => {
  const pace = refusalPace(() => 0);
  await pace.refused(performance.now(), "not-looked-up");
  pace.took(60_000);
  await pace.refused(performance.now(), "not-looked-up");
  expect(waited).toEqual([20, 500]);
});
