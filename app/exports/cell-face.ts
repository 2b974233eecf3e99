import type { ReadingState } from "#analytics/reading.ts";
import type { CellFace } from "#server/exports/export-document.ts";
import { isSilent } from "../withheld-mark.ts";

/** The fills of `tokens.css` on paper, by step from far worse to far better. */
export const FILLS = {
  [-3]: "e5a061",
  [-2]: "f2c99f",
  [-1]: "faead8",
  0: undefined,
  1: "dbefeb",
  2: "a4d5ce",
  3: "62b4aa",
} as const;

type Step = keyof typeof FILLS;

/** What a coloured cell of the screen looks like in a sheet: no fill of few answers, nothing of a number that is not told. */
export function cellFace({
  state,
  step,
  move,
  bold,
  decimals,
}: {
  readonly decimals?: 0 | undefined;
  readonly state: ReadingState;
  readonly step: Step;
  /** A change with a verdict, where the screen has its arrow. */
  readonly move?: number | undefined;
  readonly bold?: boolean | undefined;
}): CellFace | undefined {
  if (isSilent(state)) return undefined;
  if (state === "indicative") return { hatched: true, decimals };
  return {
    fill: FILLS[step],
    edge: step > 0 ? "above" : step < 0 ? "below" : undefined,
    arrow: move === undefined ? undefined : move > 0 ? "▲" : "▼",
    bold,
    decimals,
  };
}
