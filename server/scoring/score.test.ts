import { expect, test } from "vitest";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import type { Reading } from "#analytics/reading.ts";
import { DEFAULT_VERDICTS } from "../indicators/settings.ts";
import type { Sample } from "./sample.ts";
import { score } from "./score.ts";

const [rule = ""] = Object.keys(OWNER_SATISFACTION.joint);
const [item = ""] = Object.keys(OWNER_SATISFACTION.items);
const DEFINITION: IndexDefinition = {
  ...OWNER_SATISFACTION,
  segments: { owners: { cuts: { [item]: { secure: 5, favourable: 4, atRisk: 2 } } } },
};
const SEGMENT = "owners.secure";
const OPTIONS = {
  by: [],
  estimand: "owner-weighted",
  inference: "finite",
  confidence: 0.95,
  suppression: false,
} as const;

/** Numbers known almost exactly, so that only their size decides. */
function sampleOf(values: Readonly<Record<string, number>>): Sample {
  const readings = Object.entries(values).map(
    ([node, value]): Reading => ({
      group: {},
      node,
      value,
      se: 0.1,
      df: 999,
      low: value - 0.2,
      high: value + 0.2,
      n: 1000,
      population: 9000,
      populationCovered: 9000,
      neff: 1000,
      coverage: 1,
      state: "full",
    }),
  );
  return {
    cuts: [],
    respondents: 1000,
    hash: "",
    frame: undefined,
    readings: () => readings,
    design: () => {
      throw new Error("nobody asks for weights");
    },
  };
}

function verdictsUnder(verdicts: typeof DEFAULT_VERDICTS): Readonly<Record<string, string | undefined>> {
  const before = sampleOf({ TOTAL: 70, [rule]: 40, [SEGMENT]: 30 });
  const after = sampleOf({ TOTAL: 72.5, [rule]: 42.5, [SEGMENT]: 32.5 });
  const { readings, changes = [] } = score(DEFINITION, after, OPTIONS, { sample: before, verdicts });
  return Object.fromEntries(readings.map(({ node }, at) => [node, changes[at]?.verdict]));
}

test("a difference matters from the size that screens ask for: less of a score than of a share or a segment", () => {
  const quiet = "not-distinguishable";
  expect(verdictsUnder(DEFAULT_VERDICTS)).toEqual({ TOTAL: "better", [rule]: quiet, [SEGMENT]: quiet });
  expect(verdictsUnder({ ...DEFAULT_VERDICTS, "verdict.points": 3, "verdict.shares": 2 })).toEqual({
    TOTAL: quiet,
    [rule]: "better",
    [SEGMENT]: "better",
  });
});
