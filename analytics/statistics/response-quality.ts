type Answers = readonly (number | undefined)[];

export type Runs = {
  /** Length of the longest run of equal consecutive answers. */
  readonly longest: number;
  /** Mean length of the runs. */
  readonly mean: number;
};

/**
 * Runs of equal answers, in the order the questions were asked ("longstring"). For what: a sign of ticking down a column.
 * A question without an answer neither ends nor lengthens a run. Johnson JA (2005) J. Research in Personality 39:103;
 * equals R's `careless::longstring`. Undefined without answers.
 */
export function answerRuns(answers: Answers): Runs | undefined {
  let [previous, length, longest, runs, given]: [number | undefined, number, number, number, number] = [
    undefined,
    0,
    0,
    0,
    0,
  ];
  for (const answer of answers) {
    if (answer === undefined) continue;
    given += 1;
    length = answer === previous ? length + 1 : 1;
    if (length === 1) runs += 1;
    longest = Math.max(longest, length);
    previous = answer;
  }
  return given === 0 ? undefined : { longest, mean: given / runs };
}

/**
 * Standard deviation of one person's answers, divisor n − 1 ("intra-individual response variability"); 0 is a straight line.
 * For items on one scale. Dunn AM et al. (2018) J. Business and Psychology 33:105; equals R's `careless::irv`.
 * Undefined with fewer than two answers.
 */
export function answerDeviation(answers: Answers): number | undefined {
  const given = answers.filter((answer) => answer !== undefined);
  if (given.length < 2) return undefined;
  const mean = given.reduce((sum, answer) => sum + answer, 0) / given.length;
  return Math.sqrt(given.reduce((sum, answer) => sum + (answer - mean) ** 2, 0) / (given.length - 1));
}

/** One item's answer with the block it belongs to; items of other blocks carry undefined. */
export type BlockAnswer = {
  readonly answer: number | undefined;
  readonly block: "product" | "service" | undefined;
};

/**
 * Whether somebody gave one and the same answer to at least `items` items that include both a product and a service block.
 * Alone it is legitimate: an owner may be content with everything. It counts together with `isSpeeder`.
 * @throws RangeError when fewer than 2 items are asked for
 */
export function isStraightLine(answers: readonly BlockAnswer[], items = 8): boolean {
  if (!(items >= 2)) throw new RangeError(`a straight line needs at least 2 items, got ${items}`);
  const given = answers.filter(({ answer }) => answer !== undefined);
  const blocks = new Set(given.map(({ block }) => block));
  const same = new Set(given.map(({ answer }) => answer)).size === 1;
  return same && given.length >= items && blocks.has("product") && blocks.has("service");
}

/**
 * Whether an interview took less than a third of the median of its mode and route.
 * @param duration and median in the same unit
 * @throws RangeError on a negative duration or a median that is not above 0
 */
export function isSpeeder(duration: number, median: number, portion = 1 / 3): boolean {
  if (!(duration >= 0) || !(median > 0))
    throw new RangeError(`a duration is from 0 up and its median above 0, got ${duration}, ${median}`);
  return duration < portion * median;
}
