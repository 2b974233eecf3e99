import { expect, test } from "vitest";
import type { Step } from "./compile-questionnaire.ts";
import { orderedOptions } from "./option-order.ts";
import { ANNUAL } from "./questionnaires/registry.ts";

function stepOf(code: string): Step {
  const step = ANNUAL.stepsFor({ phase: "R", form: "full" }).find((each) => each.question.code === code);
  if (step === undefined) throw new Error(`${code} is not asked`);
  return step;
}

function order(code: string, seed: string): readonly string[] {
  return orderedOptions(stepOf(code), seed).map((option) => option.value);
}

test("one person sees one order, and people see different ones", () => {
  expect(order("Y44", "a")).toEqual(order("Y44", "a"));
  expect(
    new Set(Array.from({ length: 50 }, (_, index) => order("Y44", `${index}`).join())).size,
  ).toBeGreaterThan(45);
});

test("every option stays, and something else stays last", () => {
  const all = stepOf("Y44").options.map((option) => option.value);
  for (const seed of ["a", "b", "c"]) {
    expect(order("Y44", seed).toSorted()).toEqual(all.toSorted());
    expect(order("Y44", seed).at(-1)).toBe("other");
  }
});

test("every option leads equally often", () => {
  const counts = new Map<string, number>();
  for (let index = 0; index < 10_000; index++) {
    const first = order("Y44", `person ${index}`)[0] ?? "";
    counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  // 9 options move for a run-in owner: 1111 each, standard deviation 31
  expect(counts.size).toBe(9);
  for (const count of counts.values()) expect(Math.abs(count - 10_000 / 9)).toBeLessThan(5 * 31.5);
});

test("a question that does not say so keeps its order", () => {
  expect(order("Y05", "a")).toEqual(stepOf("Y05").options.map((option) => option.value));
});
