import { expect, test } from "vitest";
import { MOVING_NUMBERS } from "#app/shell/moving-numbers.ts";
import { VOUCHED_VIEWS } from "#server/passports/vouched-views.ts";
import { PROCEDURES } from "./security/procedures.ts";

/** Kept as they were when they were kept, or asked for again by their own screens. */
const STILL: readonly string[] = [
  "monitor", // asks again by itself while a wave is in the field
  "quality", // a list somebody works through does not move under their hands
  "freshness", // tells that they moved
  "improvements", // what a draft rests on stays as it was
  "definitionDrafts", // counted on what is laid open while weights are moved
  "waveClosings", // a closed wave is frozen
  "views", // how something is looked at
  "arrow", // its table has a name of its own in the browser: ANSWERS_BELOW
  "definitions", // rules, not numbers
  "organisation", // units, not numbers
  "questionnaires", // words, not numbers
  "targets", // set by people
];

test("everything that reads numbers is asked for again when the data moved", () => {
  const reading = Object.entries(PROCEDURES).flatMap(([path, { kind, needs }]) =>
    kind === "query" && needs === "readings.read" ? [path] : [],
  );
  const names = new Set([...reading, ...Object.keys(VOUCHED_VIEWS)].map((path) => path.split(".")[0] ?? ""));
  const forgotten = [...names].filter(
    (name) => !STILL.includes(name) && !(MOVING_NUMBERS as readonly string[]).includes(name),
  );
  expect(forgotten).toEqual([]);
});
