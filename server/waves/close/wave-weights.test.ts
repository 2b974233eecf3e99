import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { type AnsweredStratum, waveWeights } from "./wave-weights.ts";

const stratum = (
  projectId: number,
  phase: AnsweredStratum["phase"],
  owners: number,
  respondents: number,
  regionId = 1,
): AnsweredStratum => ({ projectId, regionId, phase, owners, respondents });

const RULE = { collapseBelow: 5, trim: null };

describe("weights of a wave", () => {
  test("are the owners over the respondents of a project and phase", () => {
    const weighting = waveWeights(
      [stratum(1, "S", 100, 20), stratum(1, "O", 60, 10), stratum(2, "S", 30, 10)],
      RULE,
    );
    expect(weighting.strata.map(({ weight }) => weight)).toEqual([5, 6, 3]);
    expect(weighting).toMatchObject({
      respondents: 40,
      owners: 190,
      ownersCovered: 190,
      collapsed: [],
      dropped: [],
      trimmed: [],
    });
    // (Σw)²/Σw² = 190² / (20·25 + 10·36 + 10·9)
    expect(weighting.effective).toBeCloseTo(190 ** 2 / 950, 10);
    expect(weighting.designEffect).toBeCloseTo((40 * 950) / 190 ** 2, 10);
  });

  test("join small strata in the declared order, and say so", () => {
    const weighting = waveWeights(
      [stratum(1, "S", 100, 20), stratum(1, "O", 60, 2), stratum(2, "S", 30, 10)],
      RULE,
    );
    expect(weighting.collapsed).toEqual([["1|O", "1|S"]]);
    expect(weighting.strata.map(({ weight, pool }) => [weight, pool])).toEqual([
      [160 / 22, "1|O+1|S"],
      [160 / 22, "1|O+1|S"],
      [3, "2|S"],
    ]);
  });

  test("leave owners out whom nobody can speak for, and name them", () => {
    const weighting = waveWeights([stratum(1, "S", 100, 20), stratum(1, "P", 40, 0)], RULE);
    expect(weighting.dropped).toEqual(["1|P"]);
    expect(weighting.strata[1]?.weight).toBeUndefined();
    expect(weighting).toMatchObject({ owners: 140, ownersCovered: 100 });
  });

  test("cut the largest and keep the region's owners", () => {
    const weighting = waveWeights([stratum(1, "S", 100, 50), stratum(2, "S", 1_000, 5)], {
      collapseBelow: 5,
      trim: 5,
    });
    expect(weighting.trimmed).toEqual(["2|S"]);
    expect(weighting.strata[1]?.weight).toBe(10);
    const sum = weighting.strata.reduce(
      (total, { weight = 0, respondents }) => total + weight * respondents,
      0,
    );
    expect(sum).toBeCloseTo(1_100, 9);
  });

  test("always add up to the owners they stand for", () => {
    const strata = fc.uniqueArray(
      fc.record({
        projectId: fc.integer({ min: 1, max: 4 }),
        phase: fc.constantFrom(...OWNER_PHASES),
        owners: fc.integer({ min: 1, max: 500 }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { selector: ({ projectId, phase }) => `${projectId}|${phase}`, maxLength: 16 },
    );
    fc.assert(
      fc.property(strata, fc.constantFrom(null, 3, 5), (drawn, trim) => {
        const answered = drawn.map(({ share, ...rest }) =>
          stratum(
            rest.projectId,
            rest.phase,
            rest.owners,
            Math.floor(rest.owners * share),
            rest.projectId % 2,
          ),
        );
        const weighting = waveWeights(answered, { collapseBelow: 5, trim });
        const sum = weighting.strata.reduce(
          (total, { weight = 0, respondents }) => total + weight * respondents,
          0,
        );
        expect(Math.abs(sum - weighting.ownersCovered)).toBeLessThan(1e-6);
        expect(weighting.respondents).toBe(
          answered.reduce((total, { respondents }) => total + respondents, 0),
        );
      }),
    );
  });
});
