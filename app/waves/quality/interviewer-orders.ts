import type { ShownInterviewer } from "./shown-quality.ts";

const KEYS = {
  marks: ({ marks }) => marks.length,
  interviews: ({ interviews }) => interviews,
  allBest: ({ allBest, interviews }) => (interviews === 0 ? -1 : allBest / interviews),
  busiestHour: ({ busiestHour }) => busiestHour,
  // the fastest first, those whose pace nobody knows last
  pace: ({ pace }) => -(pace ?? Number.POSITIVE_INFINITY),
  unseen: ({ unseen, contacts }) => (contacts === 0 ? -1 : unseen / contacts),
  outOfHours: ({ outOfHours }) => outOfHours,
} as const satisfies Readonly<Record<string, (row: ShownInterviewer) => number>>;

export type InterviewerOrder = keyof typeof KEYS;

/** Ways to put interviewers in order, each with what is oddest first. */
export const INTERVIEWER_ORDERS = Object.keys(KEYS) as readonly InterviewerOrder[];

/** The rows in an order; of those alike, whoever held more interviews first. */
export function sortInterviewers(
  rows: readonly ShownInterviewer[],
  order: InterviewerOrder,
): readonly ShownInterviewer[] {
  const key = KEYS[order];
  return rows.toSorted((a, b) => {
    const [first, second] = [key(a), key(b)];
    return first === second ? b.interviews - a.interviews : second - first;
  });
}
