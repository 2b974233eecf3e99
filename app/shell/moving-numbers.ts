/** What is asked by these names rests on the answers, owners and records of the day, and is asked for again when those move. */
export const MOVING_NUMBERS = [
  "indicators",
  "compare",
  "why",
  "explore",
  "operations",
  "voices",
  "looks",
  "waves",
] as const;

/** The name of the table of all answers below a unit, which no procedure answers; it moves as well. */
export const ANSWERS_BELOW = "answers-below";
