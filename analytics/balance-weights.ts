/** Weights of siblings in basis points, by id. */
export type Weights = Readonly<Record<string, number>>;

/** The whole siblings share out: 100 % in basis points. */
export const WHOLE = 10_000;

/** A percent in basis points: weights that were whole percents stay so. */
const PERCENT = 100;

/** Shares out a total by weight in whole steps, by the largest remainder; equally where all weights are 0. */
function shareOut(weights: readonly number[], total: number, step: number): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => (sum === 0 ? total / weights.length : (weight / sum) * total));
  const floors = exact.map((each) => Math.floor(each / step + 1e-9) * step);
  let left = total - floors.reduce((all, each) => all + each, 0);
  const byRemainder = [...exact.keys()].toSorted(
    (a, b) => (exact[b] ?? 0) - (floors[b] ?? 0) - ((exact[a] ?? 0) - (floors[a] ?? 0)) || a - b,
  );
  for (const at of byRemainder) {
    const more = Math.min(step, left);
    floors[at] = (floors[at] ?? 0) + more;
    left -= more;
  }
  return floors;
}

function stepOf(weights: readonly number[]): number {
  return weights.every((weight) => weight % PERCENT === 0) ? PERCENT : 1;
}

/**
 * Gives a sibling a weight and lets the others that are not locked scale so that all add up to 100 % again. It gets no more
 * than the locked ones leave; where nothing else can move, it takes what is left.
 * @param weight wanted, basis points
 * @param locked ids whose weights stay
 */
export function balance(weights: Weights, id: string, weight: number, locked: ReadonlySet<string>): Weights {
  const fixed = Object.entries(weights).filter(([other]) => other !== id && locked.has(other));
  const free = Object.entries(weights).filter(([other]) => other !== id && !locked.has(other));
  const room = Math.max(0, WHOLE - fixed.reduce((sum, [, each]) => sum + each, 0));
  const own = free.length === 0 ? room : Math.min(room, Math.max(0, Math.round(weight)));
  const shares = shareOut(
    free.map(([, each]) => each),
    room - own,
    stepOf([own, room, ...free.map(([, each]) => each)]),
  );
  const moved = new Map(free.map(([other], at) => [other, shares[at] ?? 0]));
  return Object.fromEntries(
    Object.entries(weights).map(([each, was]) => [each, each === id ? own : (moved.get(each) ?? was)]),
  );
}

/** Scales weights so that they add up to 100 %: after a sibling came or went. */
export function fill(weights: Weights): Weights {
  const entries = Object.entries(weights);
  const shares = shareOut(
    entries.map(([, weight]) => weight),
    WHOLE,
    stepOf(entries.map(([, weight]) => weight)),
  );
  return Object.fromEntries(entries.map(([id], at) => [id, shares[at] ?? 0]));
}

/** Sum of weights, basis points. */
export function sumOfWeights(weights: Weights): number {
  return Object.values(weights).reduce((sum, weight) => sum + weight, 0);
}
