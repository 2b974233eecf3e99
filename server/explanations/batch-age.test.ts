import { describe, expect, it } from "vitest";
import { batchAge } from "./batch-age.ts";

describe("the age of a handover batch", () => {
  it("is counted in whole months, and in years begun", () => {
    expect(batchAge("2024-06-20", "2024-06-20")).toEqual({ months: 0, year: 1 });
    expect(batchAge("2024-06-20", "2025-06-19")).toEqual({ months: 11, year: 1 });
    expect(batchAge("2024-06-20", "2025-06-20")).toEqual({ months: 12, year: 2 });
    expect(batchAge("2023-12-31", "2024-02-29")).toEqual({ months: 2, year: 1 });
  });

  it("is none before the first home is handed over", () => {
    expect(batchAge("2025-01-01", "2024-12-31")).toBeUndefined();
  });
});
