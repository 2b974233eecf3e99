import { beforeEach, expect, test, vi } from "vitest";

const waited: number[] = [];
vi.mock("node:timers/promises", () => ({
  setImmediate: async () => void waited.push(0),
  setTimeout: async (ms: number) => void waited.push(ms),
}));
const { refusalPace } = await import("./refusal-pace.ts");

beforeEach(() => {
  waited.length = 0;
});

test("a refusal waits as long as look-ups took of late, on average", async () => {
  const pace = refusalPace();
  for (let nth = 0; nth < 1_000; nth++) pace.took(90);
  for (let nth = 0; nth < 32; nth++) {
    pace.took(0.25);
    pace.took(6.75);
  }
  for (let nth = 0; nth < 20_000; nth++) await pace.wait();
  expect(new Set(waited)).toEqual(new Set([0, 1, 6, 7]));
  const mean = waited.reduce((sum, ms) => sum + ms, 0) / waited.length;
  expect(mean).toBeGreaterThan(3.4);
  expect(mean).toBeLessThan(3.6);
});

test("before any look-up it waits about one millisecond, and never longer than half a second", async () => {
  const pace = refusalPace(() => 0);
  await pace.wait();
  pace.took(60_000);
  await pace.wait();
  expect(waited).toEqual([1, 500]);
});
