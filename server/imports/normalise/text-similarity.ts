function pairs(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at + 1 < text.length; at++) {
    const pair = text.slice(at, at + 2);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

/**
 * How alike two short texts are, 0 to 1: the Dice coefficient of their pairs of neighbouring characters, with
 * punctuation left out. Made for wordings of one question that differ in a word or two.
 */
export function textSimilarity(a: string, b: string): number {
  const [one, two] = [a, b].map((text) => text.replace(/[\p{P}\p{S}\s]/gu, ""));
  if (!one || !two || one.length < 2 || two.length < 2) return one === two ? 1 : 0;
  const [left, right] = [pairs(one), pairs(two)];
  let shared = 0;
  for (const [pair, count] of left) shared += Math.min(count, right.get(pair) ?? 0);
  return (2 * shared) / (one.length + two.length - 2);
}
