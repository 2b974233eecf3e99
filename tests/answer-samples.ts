import type { Answers } from "#surveys/question.ts";

/** A complete answer of an owner in the stable phase to the short year-end form. */
export const STABLE_ANSWERS: Answers = {
  Y01: 4,
  Y03: 4,
  Y04: 8,
  Y05: ["P2", "M1"],
  Y18: 2,
  Y18_why: "北阳台窗边下雨会渗水",
  Y20: 4,
  Y21: ["leak", "door_window"],
  Y22: 5,
  Y25: 3,
  Y28: "yes",
  Y29: 4,
  Y30: 3,
  Y33: "none",
  Y37: 4,
  Y38: 4,
  Y40: 4,
  Y41: 5,
  Y44: ["P3", "D4"],
  Y45: "希望车库灯亮一点",
  Y46: "no",
};
