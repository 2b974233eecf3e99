import { expect, test } from "vitest";
import type { Respondent } from "./compile-questionnaire.ts";
import type { OwnerPhase } from "./owner-phase.ts";
import { ANNUAL, RESIDENCE, SIGNING } from "./questionnaires/registry.ts";
import { bySection, route } from "./route.ts";

function codes(respondent: Respondent, answers = {}, compiled = ANNUAL): readonly string[] {
  return route(compiled, respondent, answers).questions.map((question) => question.code);
}

test.each<[OwnerPhase, number, number]>([
  ["P", 18, 13],
  ["R", 40, 24],
  ["S", 36, 21],
  ["O", 31, 20],
])(
  "phase %s has %i items in full and %i in the short form, screeners all answered yes",
  (phase, full, short) => {
    const answers = { Y28: "yes", Y33: "unsolved" };
    expect(codes({ phase, form: "full" }, answers)).toHaveLength(full);
    expect(codes({ phase, form: "short" }, answers)).toHaveLength(short);
  },
);

test("a run-in owner without repair or complaint sees 33 items", () => {
  expect(codes({ phase: "R", form: "full" }, { Y28: "no", Y33: "none" })).toHaveLength(33);
  expect(codes({ phase: "R", form: "full" })).toHaveLength(33);
});

test("screeners open their modules", () => {
  const resident: Respondent = { phase: "S", form: "full" };
  expect(codes(resident, { Y28: "yes" })).toEqual(expect.arrayContaining(["Y29", "Y30", "Y31", "Y32"]));
  expect(codes(resident, { Y33: "solved" })).toEqual(expect.arrayContaining(["Y34", "Y35", "Y36"]));
  expect(codes(resident, { Y28: "REF" })).not.toContain("Y29");
});

test("sales items are for those who signed at most twelve months before the cut-off day", () => {
  const signed = (signedOn: string) =>
    codes({ phase: "P", form: "full", cutoffOn: "2025-11-30", signedOn }).includes("Y06");
  expect(signed("2025-11-30")).toBe(true);
  expect(signed("2024-11-30")).toBe(true);
  expect(signed("2024-11-29")).toBe(false);
  expect(codes({ phase: "P", form: "full", cutoffOn: "2025-11-30", signedOn: "2024-11-29" })).toHaveLength(
    12,
  );
});

test("the handover item is for those who took over at most six months before the cut-off day", () => {
  const tookOver = (handedOverOn: string) =>
    codes({ phase: "R", form: "full", cutoffOn: "2025-02-28", handedOverOn }).includes("Y12");
  expect(tookOver("2024-08-31")).toBe(true);
  expect(tookOver("2024-08-28")).toBe(true);
  expect(tookOver("2024-08-27")).toBe(false);
});

test("an unknown day withholds no question", () => {
  expect(codes({ phase: "P", form: "full", cutoffOn: "2025-11-30" })).toContain("Y06");
  expect(codes({ phase: "P", form: "full", signedOn: "2010-01-01" })).toContain("Y06");
});

test("answers of hidden questions are dropped and open nothing", () => {
  const answers = { Y28: "yes", Y29: 3, Y30: 1, Y30_why: "还在漏", Y06: 5 };
  expect(route(ANNUAL, { phase: "O", form: "full" }, answers).answers).toEqual({
    Y28: "yes",
    Y29: 3,
    Y30: 1,
    Y30_why: "还在漏",
  });
  expect(route(ANNUAL, { phase: "O", form: "full" }, { ...answers, Y28: "no" }).answers).toEqual({
    Y28: "no",
  });
  expect(route(ANNUAL, { phase: "P", form: "full" }, answers).answers).toEqual({ Y06: 5 });
});

test("a home that nobody lives in ends the residence callback", () => {
  const owner: Respondent = { phase: "S", form: "full" };
  expect(codes(owner, { R01: "resident" }, RESIDENCE)).toHaveLength(20);
  expect(codes(owner, {}, RESIDENCE)).toHaveLength(20);
  expect(codes(owner, { R01: "vacant", R02: 5 }, RESIDENCE)).toEqual(["R01"]);
});

test("the signing callback has twelve items, all in the short form too", () => {
  expect(codes({ phase: "P", form: "full" }, {}, SIGNING)).toHaveLength(12);
  expect(codes({ phase: "P", form: "short" }, {}, SIGNING)).toHaveLength(12);
});

test("sections gather what is seen, in order, and none is empty", () => {
  const { questions } = route(ANNUAL, { phase: "P", form: "short" }, {});
  expect(bySection(ANNUAL, questions).map(({ section, questions: own }) => [section.id, own.length])).toEqual(
    [
      ["overall", 4],
      ["buying", 2],
      ["waiting", 2],
      ["complaint", 1],
      ["next", 3],
    ],
  );
});
