import { describe, expect, it } from "vitest";
import { excludedInterviews, type JudgedInterview } from "./interview-exclusion.ts";

const STRAIGHT: JudgedInterview["answers"] = Array.from({ length: 8 }, (_, item) => ({
  answer: 5,
  block: item % 2 ? "product" : "service",
}));
const VARIED: JudgedInterview["answers"] = STRAIGHT.map((one, item) => ({ ...one, answer: 1 + (item % 5) }));

function interview(id: string, changes: Partial<JudgedInterview> = {}): JudgedInterview {
  return {
    id,
    household: id,
    complete: true,
    bySampledPerson: true,
    completedAt: 0,
    route: "phone",
    duration: 600,
    answers: VARIED,
    ...changes,
  };
}

describe("excluding interviews", () => {
  it("keeps the first complete interview by the sampled person of a household", () => {
    const excluded = excludedInterviews([
      interview("spouse first", { household: "1", bySampledPerson: false, completedAt: 1 }),
      interview("sampled, broken off", { household: "1", complete: false, completedAt: 2 }),
      interview("sampled", { household: "1", completedAt: 3 }),
      interview("sampled again", { household: "1", completedAt: 4 }),
      interview("neighbour", { household: "2" }),
    ]);
    expect(excluded).toEqual(
      new Map([
        ["spouse first", "duplicate-household"],
        ["sampled, broken off", "duplicate-household"],
        ["sampled again", "duplicate-household"],
      ]),
    );
  });

  it("needs both speed and a straight line, speed being judged within the route", () => {
    const excluded = excludedInterviews([
      interview("fast and straight", { duration: 150, answers: STRAIGHT }),
      interview("fast", { duration: 150 }),
      interview("straight", { answers: STRAIGHT }),
      interview("slow 1"),
      interview("slow 2"),
      interview("online is quicker", { route: "online", duration: 150, answers: STRAIGHT }),
      interview("no clock", { duration: undefined, answers: STRAIGHT }),
    ]);
    expect(excluded).toEqual(new Map([["fast and straight", "speeding-straight-line"]]));
  });

  it("refuses repeated ids", () => {
    expect(() => excludedInterviews([interview("a"), interview("a")])).toThrow(RangeError);
  });
});
