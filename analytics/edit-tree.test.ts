import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { balance, fill, sumOfWeights, type Weights, WHOLE } from "./balance-weights.ts";
import { check } from "./check.ts";
import { nodesOf } from "./columns-of-definition.ts";
import { OWNER_SATISFACTION } from "./definitions/registry.ts";
import { diff } from "./diff.ts";
import {
  addIndicator,
  addItem,
  addMeasure,
  freeId,
  movePart,
  parentOf,
  partsOfNode,
  retirePart,
  setPhaseWeights,
  setWeights,
  weightsOfNode,
} from "./edit-tree.ts";
import { indexDefinition } from "./index-definition.ts";

const weights: fc.Arbitrary<Weights> = fc
  .array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 8 })
  .map((parts) => fill(Object.fromEntries(parts.map((part, at) => [`N${at}`, part * 100]))));

describe("weights of siblings", () => {
  test("add up to 100 % after any move, and locked ones stay", () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: -500, max: 12_000 }), fc.nat(), (own, wanted, seed) => {
        const ids = Object.keys(own);
        const id = ids[seed % ids.length] as string;
        const locked = new Set(ids.filter((each, at) => each !== id && (seed >> at) % 3 === 0));
        const moved = balance(own, id, wanted, locked);
        expect(sumOfWeights(moved)).toBe(WHOLE);
        expect(Object.keys(moved)).toEqual(ids);
        for (const each of ids) expect(moved[each]).toBeGreaterThanOrEqual(0);
        for (const each of locked) expect(moved[each]).toBe(own[each]);
      }),
    );
  });

  test("scale in proportion, in whole percents where they were whole", () => {
    expect(balance({ a: 3000, b: 4500, c: 2500 }, "a", 4400, new Set())).toEqual({
      a: 4400,
      b: 3600,
      c: 2000,
    });
    expect(balance({ a: 3000, b: 4500, c: 2500 }, "a", 4400, new Set(["b"]))).toEqual({
      a: 4400,
      b: 4500,
      c: 1100,
    });
  });

  test("take what is left where nothing else may move", () => {
    expect(balance({ a: 3000, b: 7000 }, "a", 5000, new Set(["b"]))).toEqual({ a: 3000, b: 7000 });
    expect(balance({ a: 10_000, b: 0 }, "a", 4000, new Set())).toEqual({ a: 4000, b: 6000 });
  });
});

function errorsOf(definition: typeof OWNER_SATISFACTION) {
  return check(indexDefinition.parse(definition)).filter(({ severity }) => severity === "error");
}

describe("editing a tree", () => {
  test("leaves the definition it began with as it was", () => {
    const before = JSON.stringify(OWNER_SATISFACTION);
    retirePart(movePart(OWNER_SATISFACTION, "Y29", "D5"), "D1");
    setWeights(OWNER_SATISFACTION, "DEV", { D1: 1 });
    setPhaseWeights(OWNER_SATISFACTION, "R", { OUT: WHOLE });
    expect(JSON.stringify(OWNER_SATISFACTION)).toBe(before);
  });

  test("moves an item with its weight, and both families add up", () => {
    const moved = movePart(OWNER_SATISFACTION, "Y31", "D3");
    expect(parentOf(moved, "Y31")?.id).toBe("D3");
    for (const id of ["D3", "D4"]) {
      const node = nodesOf(moved.tree).find((each) => each.id === id);
      expect(sumOfWeights(weightsOfNode(node ?? moved.tree))).toBe(WHOLE);
    }
    expect(errorsOf(moved)).toEqual([]);
    expect(diff(OWNER_SATISFACTION, moved).some(({ place }) => place === "tree/D3/items/Y31")).toBe(true);
  });

  test("moves an indicator with all below it, but never below itself", () => {
    const moved = movePart(OWNER_SATISFACTION, "D4", "PMC");
    expect(partsOfNode(parentOf(moved, "Y29") ?? moved.tree).map(({ id }) => id)).toContain("Y30");
    expect(parentOf(moved, "D4")?.id).toBe("PMC");
    expect(errorsOf(moved)).toEqual([]);
    expect(movePart(OWNER_SATISFACTION, "DEV", "D4")).toBe(OWNER_SATISFACTION);
  });

  test("retires a level-one indicator in the phases' own weights too", () => {
    const retired = retirePart(OWNER_SATISFACTION, "PMC");
    expect(sumOfWeights(weightsOfNode(retired.tree))).toBe(WHOLE);
    for (const row of Object.values(retired.phaseWeights ?? {})) {
      expect(Object.keys(row)).toEqual(["OUT", "DEV", "PRD"]);
      expect(sumOfWeights(row)).toBe(WHOLE);
    }
    expect(errorsOf(retired)).toEqual([]);
  });

  test("adds what moves nothing yet", () => {
    const id = freeId(OWNER_SATISFACTION, "X");
    const begun = addIndicator(OWNER_SATISFACTION, "PMC", id, { zh: "新维度", en: "New" }, "property");
    expect(errorsOf(begun).map(({ code }) => code)).toEqual(["empty"]);
    const measured = addMeasure(begun, id, "M_ontime", {
      source: "repairs-on-time",
      per: 100,
      worst: 50,
      best: 100,
    });
    const made = setWeights(addItem(measured, id, "Y99", { scale: [1, 5], score: "min-max" }), id, {
      Y99: 6000,
      M_ontime: 4000,
    });
    expect(errorsOf(made)).toEqual([]);
    expect(weightsOfNode(parentOf(made, id) ?? made.tree)).toMatchObject({ M1: 6000, [id]: 0 });
    expect(freeId(made, "X")).not.toBe(id);
  });
});
