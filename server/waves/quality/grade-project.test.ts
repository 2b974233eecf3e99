import { expect, test } from "vitest";
import { gradeProject, type ProjectFacts } from "./grade-project.ts";

const facts = (over: Partial<ProjectFacts>): ProjectFacts => ({
  received: 100,
  allBest: 10,
  flagged: 3,
  isolated: 0,
  voided: 0,
  inBursts: 0,
  fromStaffNetworks: 0,
  interference: 0,
  owners: 500,
  leftOut: 0,
  ...over,
});
const grade = (over: Partial<ProjectFacts>) => gradeProject(facts(over), 0.1);

test("ordinary fieldwork is an A, also with some content and some hasty owners", () => {
  expect(grade({})).toBe("A");
  expect(grade({ allBest: 14, flagged: 10, interference: 1, leftOut: 5 })).toBe("A");
  expect(grade({ allBest: 0 })).toBe("A");
});

test("each oddity by itself is to be looked at", () => {
  for (const odd of [
    { allBest: 18 },
    { inBursts: 20 },
    { flagged: 15 },
    { interference: 2 },
    { leftOut: 10 },
    { voided: 2 },
  ])
    expect([odd, grade(odd)]).toEqual([odd, "voided" in odd ? "A" : "B"]);
});

test("voided answers, or too many of the best with a sign how, are not appraised", () => {
  expect(grade({ voided: 3 })).toBe("C");
  expect(gradeProject(facts({ received: 20, voided: 1, allBest: 2 }), 0.1)).toBe("C");
  expect(grade({ allBest: 25 })).toBe("B");
  expect(grade({ allBest: 25, inBursts: 20 })).toBe("C");
  expect(grade({ allBest: 25, fromStaffNetworks: 5 })).toBe("C");
});

test("a handful of answers has no grade", () => {
  expect(gradeProject(facts({ received: 9 }), 0.1)).toBeUndefined();
});
