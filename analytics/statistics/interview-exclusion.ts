import { type BlockAnswer, isSpeeder, isStraightLine } from "./response-quality.ts";

export type JudgedInterview = {
  readonly id: string;
  readonly household: string;
  readonly complete: boolean;
  /** Answered by the person who was drawn. */
  readonly bySampledPerson: boolean;
  /** Orders the interviews of a household, e.g. milliseconds of completion. */
  readonly completedAt: number;
  /** Mode and route through the questionnaire; durations are compared within it. */
  readonly route: string;
  readonly duration: number | undefined;
  readonly answers: readonly BlockAnswer[];
};

export type ExclusionReason = "duplicate-household" | "speeding-straight-line";

function medianDurations(interviews: readonly JudgedInterview[]): Map<string, number> {
  const medians = new Map<string, number>();
  for (const [route, mine] of Map.groupBy(interviews, (interview) => interview.route)) {
    const sorted = mine
      .flatMap(({ duration }) => (duration === undefined ? [] : [duration]))
      .toSorted((a, b) => a - b);
    const upper = sorted[Math.floor(sorted.length / 2)];
    const lower = sorted[Math.ceil(sorted.length / 2) - 1];
    if (upper !== undefined && lower !== undefined) medians.set(route, (upper + lower) / 2);
  }
  return medians;
}

/**
 * Interviews left out of the scores, with the reason: of a household answered twice all but the first complete one by the
 * sampled person (else the first complete, else the first); and interviews that were both too fast and one straight line.
 * For what: a fixed rule that nobody can bend case by case; reports publish the count by reason and the score with and without.
 * Neither equal answers nor speed alone exclude anybody. The rule is the product's own.
 * @returns id → reason, only for the excluded; a duplicate is reported as such even if it was fast
 * @throws RangeError when ids repeat
 */
export function excludedInterviews(interviews: readonly JudgedInterview[]): Map<string, ExclusionReason> {
  if (new Set(interviews.map(({ id }) => id)).size < interviews.length)
    throw new RangeError("interviews need unique ids");
  const excluded = new Map<string, ExclusionReason>();
  for (const ofHousehold of Map.groupBy(interviews, ({ household }) => household).values()) {
    const rank = ({ complete, bySampledPerson }: JudgedInterview) =>
      complete ? (bySampledPerson ? 0 : 1) : 2;
    const [, ...others] = ofHousehold.toSorted(
      (a, b) => rank(a) - rank(b) || a.completedAt - b.completedAt || (a.id < b.id ? -1 : 1),
    );
    for (const { id } of others) excluded.set(id, "duplicate-household");
  }
  const medians = medianDurations(interviews);
  for (const { id, route, duration, answers } of interviews) {
    const median = medians.get(route);
    if (excluded.has(id) || duration === undefined || !median) continue;
    if (isSpeeder(duration, median) && isStraightLine(answers)) excluded.set(id, "speeding-straight-line");
  }
  return excluded;
}
