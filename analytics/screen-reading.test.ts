import { expect, it } from "vitest";
import type { Reading } from "./reading.ts";
import { screenReading } from "./screen-reading.ts";

const READING = { group: {}, node: "Y1", value: 71, n: 14, state: "full" } as unknown as Reading;

it("says of too few answers below which minimum they lie, and of nothing else", () => {
  expect(screenReading(READING, "n-only", 20)).toMatchObject({ state: "n-only", n: 14, minimum: 20 });
  expect(screenReading(READING, "n-only", 20).value).toBeUndefined();
  for (const protection of ["shown", "hidden", "empty"] as const)
    expect(screenReading(READING, protection, 20)).not.toHaveProperty("minimum");
});
