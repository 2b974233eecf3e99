import type { Procedure } from "./procedures.ts";

const NOWHERE = 987_654_321;

function change(foreign: readonly unknown[], input?: unknown): Procedure {
  return {
    kind: "mutation",
    needs: "settings.change",
    foreign: () => foreign,
    ...(input === undefined ? {} : { input: () => input }),
  };
}

const TARGET = { node: "D4", unit: null, year: 2025, value: 70, seen: 0 };
const BENCHMARK = { node: "D4", source: "s", year: 2025, value: 70, seen: 0 };

/** What indicators are to reach, and what others reached. */
export const TARGET_PROCEDURES: Readonly<Record<string, Procedure>> = {
  "targets.list": { kind: "query", needs: "settings.read", input: () => ({}) },
  "targets.detectable": {
    kind: "query",
    needs: "readings.read",
    input: ({ unit }) => ({ node: "TOTAL", unit, year: 2025 }),
    foreign: () => [
      { node: "TOTAL", unit: NOWHERE, year: 2025 },
      { node: "NOTHING", unit: null, year: 2025 },
    ],
  },
  "targets.set": change([
    { ...TARGET, node: "NOTHING" },
    { ...TARGET, unit: NOWHERE },
  ]),
  "targets.setBenchmark": change([{ ...BENCHMARK, node: "NOTHING" }]),
  "targets.takeBack": change([{ batch: "00000000-0000-4000-8000-000000000000" }]),
  "targets.checkFile": change([], { text: "" }),
  "targets.importFile": change([], { text: "" }),
};
