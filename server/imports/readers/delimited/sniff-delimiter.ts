const CANDIDATES = [",", "\t", ";", "|"] as const;
export type Delimiter = (typeof CANDIDATES)[number];

function countOutsideQuotes(line: string, delimiter: string): number {
  let count = 0;
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === delimiter) count++;
  }
  return count;
}

/**
 * The delimiter of a text: the candidate that cuts most of the first lines into the same number of fields,
 * and among equals the one that cuts finer. A text without any is one column of commas.
 */
export function sniffDelimiter(text: string): Delimiter {
  const lines = text
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== "")
    .slice(0, 50);
  const scored = CANDIDATES.map((delimiter) => {
    const counts = lines.map((line) => countOutsideQuotes(line, delimiter));
    const usual = counts.toSorted((a, b) => a - b)[counts.length >> 1] ?? 0;
    const steady = counts.filter((count) => count === usual).length / Math.max(1, counts.length);
    return { delimiter, score: usual === 0 ? 0 : steady + Math.min(usual, 200) / 1000 };
  });
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).delimiter;
}
