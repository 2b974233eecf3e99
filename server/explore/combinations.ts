/** A value of each thing that divides the answers, in one order. */
export type Combination = readonly string[];

function product(choices: readonly (readonly string[])[]): readonly Combination[] {
  let all: readonly Combination[] = [[]];
  for (const own of choices) all = all.flatMap((begun) => own.map((value) => [...begun, value]));
  return all;
}

/** Every combination there may be. */
export function everyCombination(dimensions: readonly (readonly string[])[]): readonly Combination[] {
  return product(dimensions);
}

/** Every combination that differs from one in each of its values. */
export function opposites(
  dimensions: readonly (readonly string[])[],
  one: Combination,
): readonly Combination[] {
  return product(dimensions.map((values, at) => values.filter((value) => value !== one[at])));
}

/** The corners of a box between two combinations: of each pair of values either one. */
export function cornersOf(one: Combination, other: Combination): readonly Combination[] {
  return product(one.map((value, at) => [value, other[at] ?? ""]));
}
