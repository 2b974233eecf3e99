/** A confidence interval on the scale of its estimate. */
export type Interval = { readonly low: number; readonly high: number };

/** Refuses a confidence level that is not strictly between 0 and 1, e.g. 95 for 0.95. */
export function requireConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`confidence must lie strictly between 0 and 1, got ${confidence}`);
  }
}
