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
  /** Whether the interval leaves 0 out. Only then it has a colour. */
  readonly sure: boolean;
};

/** Blocks one after the other, each beginning where the last ended. */
export function waterfallSteps(start: number, parts: readonly WaterfallPart[]): readonly WaterfallStep[] {
  let from = start;
  return parts.map((part) => {
    const step = { ...part, from, to: from + part.points, sure: part.low > 0 || part.high < 0 };
    from = step.to;
    return step;
  });
}
