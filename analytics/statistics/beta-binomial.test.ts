import { describe, expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import {
  type BetaPrior,
  betaPriorByLikelihood,
  betaPriorByMoments,
  posteriorOfShare,
  posteriorShare,
} from "./beta-binomial.ts";

describe("beta-binomial shrinkage", () => {
  it("turns 4 of 14 into .223 with the prior that Gelman et al. (section 5.1) print as 1.4 and 8.6", () => {
    const share = posteriorShare({ alpha: 1.356, beta: 8.615 }, { successes: 4, n: 14 });
    expect(share).toBeCloseTo(5.356 / 23.971, 14);
    expect(Math.round(share * 1000)).toBe(223);
  });

  it("has no prior where units scatter no more than chance", () => {
    const alike = Array.from({ length: 20 }, () => ({ successes: 5, n: 10 }));
    expect(betaPriorByMoments(alike)).toBeUndefined();
    expect(betaPriorByLikelihood(alike)).toBeUndefined();
    const tight = Array.from({ length: 20 }, (_, unit) => ({ successes: 50 + (unit % 2), n: 100 }));
    expect(betaPriorByLikelihood(tight)).toBeUndefined();
  });

  it("stays inside (0, 1) for a unit where everybody agrees", () => {
    const share = posteriorShare({ alpha: 8, beta: 2 }, { successes: 3, n: 3 });
    expect(share).toBeCloseTo(11 / 13, 14);
  });

  it("has the mean, the scatter and the tails of its beta distribution", () => {
    // Beta(2, 2): mean 1/2, variance 1/20, and F(x) = 3x² − 2x³, whose 2.5 % point solves to 0.0943
    const found = posteriorOfShare({ alpha: 1, beta: 1 }, { share: 0.5, n: 2 }, 0.95);
    expect(found.value).toBeCloseTo(0.5, 14);
    expect(found.se).toBeCloseTo(Math.sqrt(1 / 20), 14);
    expect(3 * found.low ** 2 - 2 * found.low ** 3).toBeCloseTo(0.025, 12);
    expect(found.low + found.high).toBeCloseTo(1, 12);
    const whole = posteriorOfShare({ alpha: 8, beta: 2 }, { share: 1, n: 3 }, 0.95);
    expect(whole.value).toBeCloseTo(posteriorShare({ alpha: 8, beta: 2 }, { successes: 3, n: 3 }), 14);
    expect(whole.high).toBeLessThan(1);
    expect(() => posteriorOfShare({ alpha: 1, beta: 1 }, { share: 1.2, n: 4 }, 0.95)).toThrow(RangeError);
  });

  it("refuses counts that do not fit", () => {
    expect(() => betaPriorByMoments([{ successes: 3, n: 2 }])).toThrow(RangeError);
    expect(() => posteriorShare({ alpha: 0, beta: 1 }, { successes: 1, n: 2 })).toThrow(RangeError);
  });
});

type Expected = {
  D_beta_binomial: {
    mle: { alpha: number; beta: number; mean: number; neg_loglik_kernel: number; posterior_mean: number[] };
    moments_on_first_70_raw_rates: { alpha: number; beta: number };
  };
};

describeOracle("10-empirical-bayes-shrinkage", (oracle) => {
  const data = oracle.table("data_rat_tumour.csv");
  const sizes = data.numbers("n");
  const units = data.numbers("y").map((successes, row) => ({ successes, n: sizes[row] ?? Number.NaN }));
  const { mle, moments_on_first_70_raw_rates: moments } = oracle.expected<Expected>().D_beta_binomial;

  it("agrees on the moments of the first 70 groups", () => {
    const found = betaPriorByMoments(units.slice(0, 70));
    expectAgreement([found?.alpha, found?.beta], [moments.alpha, moments.beta], 1e-9);
  });

  it("fits no worse than R's optimiser, which stopped with five digits of the prior", () => {
    const rising = (x: number, count: number) =>
      Array.from({ length: count }, (_, step) => Math.log(x + step)).reduce((sum, log) => sum + log, 0);
    const misfit = ({ alpha, beta }: BetaPrior) =>
      units.reduce(
        (sum, { successes, n }) =>
          sum + rising(alpha + beta, n) - rising(alpha, successes) - rising(beta, n - successes),
        0,
      );
    const found = betaPriorByLikelihood(units);
    if (!found) throw new Error("the groups differ");
    expectAgreement(misfit(mle), mle.neg_loglik_kernel, 1e-12);
    expect(misfit(found)).toBeLessThanOrEqual(misfit(mle));
  });

  it("agrees on the likelihood of 71 groups, as far as R's optimiser went", () => {
    const found = betaPriorByLikelihood(units);
    if (!found) throw new Error("the groups differ");
    expectAgreement([found.alpha, found.beta], [mle.alpha, mle.beta], 1e-5);
    expectAgreement(
      units.map((unit) => posteriorShare(found, unit)),
      mle.posterior_mean,
      1e-5,
    );
    expectAgreement(
      units.map((unit) => posteriorShare(mle, unit)),
      mle.posterior_mean,
      1e-9,
    );
  });
});
