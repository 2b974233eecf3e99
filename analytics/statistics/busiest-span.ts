/** Instants in order, as numbers of any one unit. @throws RangeError on what is no number */
function ordered(instants: readonly number[]): readonly number[] {
  if (instants.some((each) => !Number.isFinite(each))) throw new RangeError("an instant is a finite number");
  return instants.toSorted((a, b) => a - b);
}

/**
 * Most instants within any span of `length`, its end not included. For what: how many interviews somebody ended within the
 * busiest hour; the scan statistic of a point process (Naus JI (1965) JASA 60:532), counted and not tested.
 * @param instants and length in the same unit
 * @returns 0 without instants
 * @throws RangeError on a length that is not above 0
 */
export function busiestSpan(instants: readonly number[], length: number): number {
  if (!(length > 0)) throw new RangeError(`a span is longer than 0, got ${length}`);
  const sorted = ordered(instants);
  let [first, most] = [0, 0];
  for (const [last, instant] of sorted.entries()) {
    while (instant - (sorted[first] ?? instant) >= length) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/** A piece of work, from its start to its end. */
export type Stretch = { readonly from: number; readonly to: number };

/**
 * Time spent on pieces of work, breaks of up to `rest` between two included: what interviews an hour are counted over.
 * What overlaps is time once.
 * @param stretches and rest in one unit, which is the result's
 * @throws RangeError on a stretch that ends before it begins, or a rest below 0
 */
export function timeAtWork(stretches: readonly Stretch[], rest: number): number {
  if (!(rest >= 0)) throw new RangeError(`a break is 0 or longer, got ${rest}`);
  if (stretches.some(({ from, to }) => !(from <= to)))
    throw new RangeError("a stretch ends before it begins");
  let time = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    if (to <= until) continue;
    time += to - (from - until <= rest ? until : from);
    until = to;
  }
  return time;
}
