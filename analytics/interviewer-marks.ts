import type { InterviewerFigures } from "./interviewer-figures.ts";
import { binomialTails } from "./statistics/funnel-limits.ts";

/** What can be odd about how somebody interviews; a reason to look, never a proof. */
export const INTERVIEWER_MARKS = ["allBest", "manyAnHour", "short", "unseen", "outOfHours"] as const;
export type InterviewerMark = (typeof INTERVIEWER_MARKS)[number];

/** From where on somebody's figures are marked. */
export type InterviewerLimits = {
  /** Fewest interviews, or contacts, whose shares say something. */
  readonly fewest: number;
  /** Chance, 0–1, below which so many all-best interviews are marked; 0.001 are the 99.8 % limits of the funnel. */
  readonly tail: number;
  /** More interviews within an hour are marked. */
  readonly anHour: Readonly<Record<"phone" | "visit", number>>;
  /** A pace below this multiple of others' is marked. */
  readonly pace: number;
  /** A share of contacts without a look, or of interviews out of hours, above this is marked. */
  readonly oddShare: number;
};

/** An interviewer in one mode, held against all of that mode. */
export type JudgedInterviewer = InterviewerFigures & {
  /** All-best interviews among those of all interviewers in the mode, 0–1; undefined without interviews. */
  readonly usualAllBest: number | undefined;
  /** Fewest all-best interviews that are marked, above `interviews` where even all of them are not; undefined where nothing can be compared. */
  readonly markedFrom: number | undefined;
  readonly marks: readonly InterviewerMark[];
};

/** Fewest of `n` that chance alone reaches less often than `tail`; n + 1 where there are none. Too few are not suspicious. */
function fewestBeyond(n: number, usual: number, tail: number): number {
  let count = Math.floor(n * usual);
  while (count <= n && binomialTails(count, n, usual).upper >= tail) count += 1;
  return count;
}

/**
 * Marks interviewers whose figures lie beyond the limits. All-best interviews by the exact upper tail of a binomial with the
 * share of all interviewers in the mode (methodology 13: funnel, 99.8 %).
 * Somebody who asks other owners than colleagues do may lie beyond it without fault.
 * @throws RangeError on counts that do not fit each other
 */
export function markInterviewers(
  figures: readonly InterviewerFigures[],
  limits: InterviewerLimits,
): readonly JudgedInterviewer[] {
  const usualOf = new Map(
    [...Map.groupBy(figures, ({ mode }) => mode)].map(([mode, rows]) => {
      const all = rows.reduce((sum, { interviews }) => sum + interviews, 0);
      const best = rows.reduce((sum, { allBest }) => sum + allBest, 0);
      return [mode, all === 0 ? undefined : best / all] as const;
    }),
  );
  return figures.map((row) => {
    const usual = usualOf.get(row.mode);
    const enough = row.interviews >= limits.fewest;
    const comparable = enough && usual !== undefined && usual > 0 && usual < 1;
    const markedFrom = comparable ? fewestBeyond(row.interviews, usual, limits.tail) : undefined;
    const holds: Readonly<Record<InterviewerMark, boolean>> = {
      allBest: markedFrom !== undefined && row.allBest >= markedFrom,
      manyAnHour: row.busiestHour > limits.anHour[row.mode],
      short: enough && row.pace !== null && row.pace < limits.pace,
      unseen: row.contacts >= limits.fewest && row.unseen > limits.oddShare * row.contacts,
      outOfHours: enough && row.outOfHours > limits.oddShare * row.interviews,
    };
    return {
      ...row,
      usualAllBest: usual,
      markedFrom,
      marks: INTERVIEWER_MARKS.filter((mark) => holds[mark]),
    };
  });
}
