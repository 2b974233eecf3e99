/** A straight line from values to positions; positions are per cent of the drawing's width. */
export type Scale = {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  /** Position in 0–100, held inside the drawing. */
  readonly at: (value: number) => number;
  /** The same as an SVG length. */
  readonly percent: (value: number) => string;
};

const STEPS = [1, 2, 2.5, 5, 10];

/** The smallest round step that divides a span into no more intervals than wanted; never below 0.5. */
function roundStep(span: number, wanted: number): number {
  const least = span / wanted;
  if (least <= 0.5) return 0.5;
  const power = 10 ** Math.floor(Math.log10(least));
  return (STEPS.find((step) => step * power >= least * (1 - 1e-9)) ?? 10) * power;
}

/**
 * A shared scale over values: starts where the data are, as dots and lines may, and ends on round ticks. Where there are
 * no values it shows the limits; between limits that are no end, nothing.
 * @param limits where values cannot lie beyond, e.g. [0, 100] or [0, Infinity]
 * @param wanted about how many intervals between ticks
 */
export function niceScale(
  values: readonly number[],
  { limits, wanted = 4 }: { readonly limits: readonly [number, number]; readonly wanted?: number },
): Scale {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0 && !limits.every(Number.isFinite)) return fixedScale([0, 1]);
  const low = finite.length > 0 ? Math.min(...finite) : limits[0];
  const high = finite.length > 0 ? Math.max(...finite) : limits[1];
  const span = Math.max(high - low, 1);
  const step = roundStep(span, wanted);
  const from = Math.max(limits[0], Math.floor(low / step) * step);
  const to = Math.min(limits[1], Math.ceil(high / step) * step);
  const domain: readonly [number, number] = to > from ? [from, to] : [from, from + step];
  const ticks: number[] = [];
  for (let tick = Math.ceil(domain[0] / step) * step; tick <= domain[1] + 1e-9; tick += step)
    ticks.push(Number(tick.toFixed(6)));
  return fixedScale(domain, ticks);
}

/** A scale over a given domain. */
export function fixedScale(domain: readonly [number, number], ticks: readonly number[] = []): Scale {
  const [from, to] = domain;
  const at = (value: number) => Math.min(100, Math.max(0, ((value - from) / (to - from)) * 100));
  return { domain, ticks, at, percent: (value) => `${Number(at(value).toFixed(3))}%` };
}
