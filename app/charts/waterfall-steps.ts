/** A part of a change: points with their interval. */
export type WaterfallPart = {
  readonly key: string;
  readonly name: string;
  readonly points: number;
  readonly low: number;
  readonly high: number;
};

/** A floating block: where it begins and ends on the scale of the number. */
export type WaterfallStep = WaterfallPart & {
  readonly from: number;
  readonly to: number;
  /** Whether the interval leaves 0 out and there is something to print. Only then it has a colour. */
  readonly sure: boolean;
};

/** What prints as 0.0 is no change, however narrow its interval. */
function isSure({ points, low, high }: WaterfallPart): boolean {
  return Math.abs(points) >= 0.05 && (low > 0 || high < 0);
}

/** Blocks one after the other, each beginning where the last ended. */
export function waterfallSteps(start: number, parts: readonly WaterfallPart[]): readonly WaterfallStep[] {
  let from = start;
  return parts.map((part) => {
    const step = { ...part, from, to: from + part.points, sure: isSure(part) };
    from = step.to;
    return step;
  });
}
