import { expect, test } from "vitest";
import { ownerPhaseOn } from "#surveys/owner-phase.ts";
import { drawGroup } from "./synthetic-group.ts";

const OPTIONS = { owners: 4000, seed: 7, asOf: "2026-11-22" };
const group = drawGroup(OPTIONS);

test("equal options give an equal group, another seed another", () => {
  expect(drawGroup(OPTIONS)).toEqual(group);
  expect(drawGroup({ ...OPTIONS, seed: 8 }).homes).not.toEqual(group.homes);
});

test("nothing is known of the seed's day or later", () => {
  const today = new Date("2026-11-22T00:00:00+08:00");
  for (const { members } of group.waves) {
    for (const { interview } of members) if (interview) expect(interview.submittedAt < today).toBe(true);
  }
  for (const { startedAt } of group.calls) expect(startedAt < today).toBe(true);
  for (const { reportedAt, closedAt } of group.repairs) {
    expect(reportedAt < today).toBe(true);
    if (closedAt) expect(closedAt <= today && closedAt >= reportedAt).toBe(true);
  }
});

test("three year-end waves, the newest in the field, and every phase in each of them", () => {
  const annual = group.waves.filter(({ wave }) => wave.kind === "annual");
  expect(annual.map(({ wave }) => [wave.year, wave.state])).toEqual([
    [2024, "published"],
    [2025, "published"],
    [2026, "field"],
  ]);
  for (const { members } of annual)
    expect(new Set(members.map(({ phase }) => phase))).toEqual(new Set(["P", "R", "S", "O"]));
});

test("a member's phase is the one of the home on the cut-off day", () => {
  for (const { wave, members } of group.waves.filter(({ wave }) => wave.kind === "annual")) {
    for (const { home, phase } of members.slice(0, 500)) {
      expect(ownerPhaseOn(wave.cutoffOn, { signedOn: home.signedOn, handedOverOn: home.handedOverOn })).toBe(
        phase,
      );
    }
  }
});

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

test("owners whose repairs came back are less satisfied with repair: the planted coupling is there", () => {
  const large = drawGroup({ ...OPTIONS, owners: 12_000 });
  const returned = new Set(large.repairs.filter(({ reopened }) => reopened > 0).map(({ home }) => home.id));
  const marks = large.waves
    .filter(({ wave }) => wave.kind === "annual")
    .flatMap(({ members }) => members)
    .flatMap(({ home, interview }) => {
      const answer = interview?.answers.Y30;
      return typeof answer === "number" ? [{ answer, returned: returned.has(home.id) }] : [];
    });
  const [with_, without] = [marks.filter((mark) => mark.returned), marks.filter((mark) => !mark.returned)];
  expect(with_.length).toBeGreaterThan(50);
  expect(meanOf(with_.map(({ answer }) => answer))).toBeLessThan(
    meanOf(without.map(({ answer }) => answer)) - 0.2,
  );
});

test("a project that fell by plan has fallen in the answers", () => {
  const large = drawGroup({ ...OPTIONS, owners: 20_000 });
  const scoreOf = (year: number) =>
    meanOf(
      large.waves
        .filter(({ wave }) => wave.kind === "annual" && wave.year === year)
        .flatMap(({ members }) => members)
        .flatMap(({ home, interview }) =>
          home.project === "EC05" && typeof interview?.answers.Y01 === "number"
            ? [interview.answers.Y01]
            : [],
        ),
    );
  expect(scoreOf(2026)).toBeLessThan(scoreOf(2025) - 0.2);
});

test("owners call as often, about what and with what luck as they do elsewhere, and a bad project's line is worse", () => {
  const large = drawGroup({ ...OPTIONS, owners: 12_000 });
  const day = (text: string) => new Date(`${text}T00:00:00+08:00`);
  const year = large.calls.filter(({ startedAt }) => startedAt >= day("2025-11-22"));
  const owners = large.homes.filter(({ signedOn }) => signedOn !== undefined).length;
  expect(year.length / owners).toBeGreaterThan(1.05);
  expect(year.length / owners).toBeLessThan(1.35);
  const share = (part: readonly unknown[], whole: readonly unknown[]) => part.length / whole.length;
  for (const [category, expected] of [
    ["inquiry", 0.45],
    ["repair", 0.35],
    ["complaint", 0.05],
    ["suggestion", 0.03],
    ["other", 0.12],
  ] as const)
    expect(
      Math.abs(
        share(
          year.filter((call) => call.category === category),
          year,
        ) - expected,
      ),
      category,
    ).toBeLessThan(0.015);
  const answered = (calls: typeof year) =>
    share(
      calls.filter((call) => call.answered),
      calls,
    );
  const evening = year.filter(({ startedAt }) => (startedAt.getUTCHours() + 8) % 24 >= 18);
  expect(answered(year)).toBeGreaterThan(0.85);
  expect(answered(evening)).toBeLessThan(answered(year) - 0.05);
  for (const { answered: taken, talkSeconds } of large.calls) expect(talkSeconds !== undefined).toBe(taken);
  // twelve months before each of three waves, and more for who looks further back
  for (const from of ["2023-10-31", "2024-10-31", "2025-10-23"])
    expect(large.calls.filter(({ startedAt }) => startedAt < day(from)).length).toBeGreaterThan(100);
  const line = (project: string, from: string, upTo: string) =>
    large.calls.filter(
      (call) => call.project === project && call.startedAt >= day(from) && call.startedAt < day(upTo),
    );
  expect(answered(line("SC03", "2025-11-22", "2026-11-22"))).toBeLessThan(
    answered(line("SC03", "2023-11-22", "2024-11-22")) - 0.03,
  );
});
