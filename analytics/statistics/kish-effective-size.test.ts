import { expect, it } from "vitest";
import { describeOracle, expectAgreement } from "#tests/oracle.ts";
import { kishDesignEffect, kishEffectiveSize } from "./kish-effective-size.ts";

it("equal weights lose nothing, whatever their size", () => {
  expect(kishEffectiveSize([7, 7, 7, 7])).toBe(4);
  expect(kishDesignEffect([0.1, 0.1])).toBeCloseTo(1, 14);
});

it("one heavy answer among light ones is worth little more than one: (10+1+1)²/(100+1+1)", () => {
  expect(kishEffectiveSize([10, 1, 1])).toBeCloseTo(144 / 102, 14);
});

it("is undefined without weight and refuses a negative one", () => {
  expect(kishEffectiveSize([])).toBeUndefined();
  expect(kishDesignEffect([0, 0])).toBeUndefined();
  expect(() => kishEffectiveSize([1, -1])).toThrow(RangeError);
});

type Kish = { kish: { neff: number; deff: number } };

describeOracle("04-raking-and-effective-n", (oracle) => {
  const weights = oracle.table("expected_weights.csv");
  const expected = oracle.expected<Record<string, Kish>>();

  it.each([
    ["design", "design"],
    ["rake_stype_schwide", "rake_stype_schwide"],
    ["rake_compimpXstype_schwide", "rake_compimpXstype_schwide"],
    ["greg_stype_api99", "greg_stype_api99"],
    ["trimmed_once", "trimmed_20_60_strict_false"],
  ])("agrees for the weights %s", (column, key) => {
    expectAgreement(kishEffectiveSize(weights.numbers(column)), expected[key]?.kish.neff ?? Number.NaN, 1e-9);
    expectAgreement(kishDesignEffect(weights.numbers(column)), expected[key]?.kish.deff ?? Number.NaN, 1e-9);
  });
});
