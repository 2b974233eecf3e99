import { describe, expect, it } from "vitest";
import { type HeldInterview, interviewerFigures, type WrittenContacts } from "./interviewer-figures.ts";
import { type InterviewerLimits, markInterviewers } from "./interviewer-marks.ts";
import { seededRandom } from "./statistics/seeded-random.ts";

const LIMITS: InterviewerLimits = {
  fewest: 10,
  tail: 0.001,
  anHour: { phone: 6, visit: 4 },
  pace: 0.5,
  oddShare: 0.1,
};

const HOUR = 3_600;

function interview(of: Partial<HeldInterview> & { readonly endedAt: number }): HeldInterview {
  return {
    interviewer: "a",
    mode: "phone",
    route: "stable",
    seconds: 600,
    allBest: false,
    outOfHours: false,
    ...of,
  };
}

/** Chance of `k` or more of `n`, term by term. */
function upperTail(k: number, n: number, p: number): number {
  let [sum, term] = [0, (1 - p) ** n];
  for (let i = 0; i <= n; i++) {
    if (i >= k) sum += term;
    term *= ((n - i) / (i + 1)) * (p / (1 - p));
  }
  return sum;
}

describe("figures of interviewers", () => {
  it("are counted by interviewer and mode, with contacts of those who held none", () => {
    const held = [
      interview({ endedAt: 1_000, allBest: true }),
      interview({ endedAt: 4_599, outOfHours: true }),
      interview({ endedAt: 4_600, mode: "visit" }),
    ];
    const rows = interviewerFigures(held, [
      { interviewer: "b", mode: "phone", contacts: [10_000, 10_060, 50_000], looks: [9_000, 9_990] },
    ]);
    expect(rows).toMatchObject([
      {
        interviewer: "a",
        mode: "phone",
        interviews: 2,
        allBest: 1,
        busiestHour: 2,
        outOfHours: 1,
        contacts: 0,
      },
      {
        interviewer: "a",
        mode: "visit",
        interviews: 1,
        allBest: 0,
        busiestHour: 1,
        perHour: null,
        pace: null,
      },
      { interviewer: "b", mode: "phone", interviews: 0, contacts: 3, unseen: 1 },
    ]);
  });

  it("hold lengths against the median of others on the same route, and interviews against time at work", () => {
    const others = Array.from({ length: 20 }, (_, at) =>
      interview({ interviewer: "other", endedAt: at * HOUR, seconds: 500 + at * 10 }),
    );
    const own = Array.from({ length: 6 }, (_, at) => interview({ endedAt: 900 * (at + 1), seconds: 300 }));
    const [row] = interviewerFigures([...own, ...others], []);
    expect(row?.pace).toBeCloseTo(300 / 595, 12);
    // five breaks of ten minutes among six interviews of five
    expect(row?.perHour).toBeCloseTo((6 * 60) / 80, 12);
    const [alone] = interviewerFigures([...own, ...others.slice(1)], []);
    expect(alone?.pace).toBeNull();
    const [elsewhere] = interviewerFigures(
      [...own.map((each) => ({ ...each, route: "old" })), ...others],
      [],
    );
    expect(elsewhere?.pace).toBeNull();
  });
});

describe("marks of interviewers", () => {
  it("all-best interviews are marked where the chance, summed term by term, is below the limit", () => {
    const { uniform, below } = seededRandom(11);
    for (let round = 0; round < 200; round++) {
      const rows = ["a", "b", "c", "d"].map((interviewer, at) => {
        const n = 1 + below(60);
        const share = at === 0 ? 0.2 + uniform() / 2 : 0.1;
        const best = Array.from({ length: n }, () => uniform() < share).filter(Boolean).length;
        return { interviewer, n, best };
      });
      const held = rows.flatMap(({ interviewer, n, best }) =>
        Array.from({ length: n }, (_, at) =>
          interview({ interviewer, endedAt: at * HOUR, allBest: at < best }),
        ),
      );
      const usual = rows.reduce((sum, { best }) => sum + best, 0) / held.length;
      const judged = markInterviewers(interviewerFigures(held, []), LIMITS);
      for (const [at, { n, best }] of rows.entries()) {
        const expected = n >= 10 && usual > 0 && usual < 1 && upperTail(best, n, usual) < 0.001;
        expect(judged[at]?.marks.includes("allBest"), `${best} of ${n} at ${usual}`).toBe(expected);
        expect(judged[at]?.usualAllBest).toBeCloseTo(usual, 12);
        const counts = Array.from({ length: n + 1 }, (_, count) => count);
        const fewest = counts.find((count) => upperTail(count, n, usual) < 0.001) ?? n + 1;
        if (n >= 10 && usual > 0 && usual < 1) expect(judged[at]?.markedFrom).toBe(fewest);
      }
    }
  });

  it("pace, hours, busy hours and contacts without a look are marked beyond their limits alone", () => {
    const calls = (n: number, looks: number): WrittenContacts => ({
      interviewer: "a",
      mode: "phone",
      contacts: Array.from({ length: n }, (_, at) => at * 5 * HOUR),
      looks: Array.from({ length: looks }, (_, at) => at * 5 * HOUR - 60),
    });
    const marksOf = (held: readonly HeldInterview[], written: readonly WrittenContacts[] = []) =>
      markInterviewers(interviewerFigures(held, written), LIMITS).find(
        ({ interviewer }) => interviewer === "a",
      )?.marks;
    const others = Array.from({ length: 20 }, (_, at) => interview({ interviewer: "b", endedAt: at * HOUR }));
    const own = (n: number, of: Partial<HeldInterview> = {}, apart = HOUR) =>
      Array.from({ length: n }, (_, at) => interview({ endedAt: at * apart, ...of }));
    expect(marksOf([...own(10), ...others])).toEqual([]);
    expect(marksOf([...own(10, { seconds: 299 }), ...others])).toEqual(["short"]);
    expect(marksOf([...own(10, { seconds: 300 }), ...others])).toEqual([]);
    expect(marksOf([...own(9, { seconds: 100 }), ...others])).toEqual([]);
    expect(marksOf(own(7, {}, 500))).toEqual(["manyAnHour"]);
    expect(marksOf(own(7, {}, 600))).toEqual([]);
    expect(marksOf(own(5, { mode: "visit" }, 600))).toEqual(["manyAnHour"]);
    expect(marksOf([...own(18), ...own(2, { outOfHours: true })])).toEqual([]);
    expect(marksOf([...own(17), ...own(3, { outOfHours: true })])).toEqual(["outOfHours"]);
    expect(marksOf([], [calls(20, 18)])).toEqual([]);
    expect(marksOf([], [calls(20, 17)])).toEqual(["unseen"]);
    expect(marksOf([], [calls(9, 0)])).toEqual([]);
  });
});
