import { describe, expect, test } from "vitest";
import { columnsFor, crosstabQueryOf, isFree, loadExplore, writeExplore } from "./explore-selection.ts";

const asked = async (address: Record<string, string>) => crosstabQueryOf(await loadExplore(address), 7);

describe("years since handover in the address", () => {
  test("are a filter and a way to divide, as batches are", async () => {
    expect(await asked({ rows: "tenure", cols: "mode" })).toMatchObject({ rows: "tenure", columns: "mode" });
    expect(await asked({ rows: "phase", tenure: "24-36m" })).toMatchObject({ tenure: "24-36m", unit: 7 });
    const selection = await loadExplore(writeExplore("", { rows: "phase", tenure: "60-m" }));
    expect(selection.tenure).toBe("60-m");
  });

  test("never divide beside batches, whose place they take", async () => {
    for (const rows of ["batch", "batch_class", "tenure", "tenure_class"] as const)
      for (const column of columnsFor(rows)) expect(column).not.toMatch(/^(batch|tenure)/);
    expect((await asked({ rows: "tenure", cols: "batch" })).columns).toBeUndefined();
  });

  test("take a filter by either away where they divide already", async () => {
    expect(isFree({ rows: "tenure", cols: "none" }, "batch")).toBe(false);
    const query = await asked({ rows: "batch", tenure: "24-36m", batch: "一期" });
    expect([query.batch, query.tenure]).toEqual([undefined, undefined]);
    expect((await asked({ rows: "tenure_class", mode: "web" })).mode).toBeUndefined();
  });

  test("stay where they were asked for: it is the wave that has them or not", async () => {
    expect(await asked({ rows: "phase", tenure: "24-36m", batch: "一期" })).toMatchObject({
      tenure: "24-36m",
      batch: "一期",
    });
  });
});
