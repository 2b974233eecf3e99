const ALMOST_NOTHING = 1e-9;

/**
 * What a set of sums tells: whether another sum follows from them by adding and subtracting multiples of them.
 * @param rows factors of each known sum, all of one length
 */
export function spanOf(rows: readonly (readonly number[])[]): (sum: readonly number[]) => boolean {
  const steps: { readonly at: number; readonly row: readonly number[] }[] = [];
  const reduced = (sum: readonly number[]): readonly number[] => {
    let rest = [...sum];
    for (const { at, row } of steps) {
      const times = rest[at] ?? 0;
      if (times !== 0) rest = rest.map((each, place) => each - times * (row[place] ?? 0));
    }
    return rest.map((each) => (Math.abs(each) < ALMOST_NOTHING ? 0 : each));
  };
  for (const row of rows) {
    const rest = reduced(row);
    const at = rest.findIndex((each) => each !== 0);
    if (at < 0) continue;
    const pivot = rest[at] as number;
    steps.push({ at, row: rest.map((each) => each / pivot) });
  }
  return (sum) => reduced(sum).every((each) => each === 0);
}
