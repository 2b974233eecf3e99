import { expect, test } from "vitest";
import { formMinutes } from "./form-minutes.ts";
import { OWNER_PHASES } from "./owner-phase.ts";
import { ANNUAL } from "./questionnaires/registry.ts";

test("a form's minutes follow from its questions: the short form as it says, the long one in proportion", () => {
  const { minutes } = ANNUAL.questionnaire;
  const told = (form: "short" | "full") =>
    OWNER_PHASES.map((phase) => {
      const questions = ANNUAL.stepsFor({ phase, form }).length;
      return { phase, questions, minutes: formMinutes(ANNUAL, phase, form) };
    });
  // by hand from the published counts of items: 24 short questions are 5 minutes
  expect(minutes).toBe(5);
  expect(told("short")).toEqual([
    { phase: "P", questions: 13, minutes: 3 },
    { phase: "R", questions: 24, minutes: 5 },
    { phase: "S", questions: 21, minutes: 5 },
    { phase: "O", questions: 20, minutes: 5 },
  ]);
  expect(told("full")).toEqual([
    { phase: "P", questions: 18, minutes: 4 },
    { phase: "R", questions: 40, minutes: 9 },
    { phase: "S", questions: 36, minutes: 8 },
    { phase: "O", questions: 31, minutes: 7 },
  ]);
});
