import { expect, test } from "vitest";
import { MEASURE_FACTS, MEASURES } from "#server/operations/measures.ts";
import english from "../messages/operations.en.json" with { type: "json" };
import chinese from "../messages/operations.zh-CN.json" with { type: "json" };

test("a measure has the same name on the screen and in a file", () => {
  for (const key of MEASURES)
    expect(MEASURE_FACTS[key].words).toEqual({
      zh: chinese.operations[`measure_${key}`],
      en: english.operations[`measure_${key}`],
    });
});
