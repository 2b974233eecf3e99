import { expect, test } from "vitest";
import { check } from "./check.ts";
import { OWNER_SATISFACTION } from "./definitions/registry.ts";
import { diff } from "./diff.ts";
import {
  dropJointRule,
  dropPhaseWeights,
  dropSegmentRule,
  putJointRule,
  putSegmentRule,
  startPhaseWeights,
} from "./edit-rules.ts";
import { weightsOfNode } from "./edit-tree.ts";
import { indexDefinition } from "./index-definition.ts";

const TITLE = { zh: "口碑", en: "Advocates" };

test("a phase begins with everybody's weights, and gives them back", () => {
  const without = ["P", "R", "S", "O"].reduce(dropPhaseWeights, OWNER_SATISFACTION);
  expect(without.phaseWeights).toBeUndefined();
  expect(check(without)).toEqual([]);
  const own = startPhaseWeights(without, "R");
  expect(own.phaseWeights).toEqual({ R: weightsOfNode(OWNER_SATISFACTION.tree) });
  expect(check(own)).toEqual([]);
  expect(startPhaseWeights(OWNER_SATISFACTION, "R")).toBe(OWNER_SATISFACTION);
  expect(diff(without, dropPhaseWeights(own, "R"))).toEqual([]);
});

test("a joint rule begins at four of five and eight of ten, and keeps the cuts it has", () => {
  const added = putJointRule(OWNER_SATISFACTION, "J1", TITLE, ["Y01", "Y04", "nobody"]);
  expect(added.joint.J1).toEqual({ title: TITLE, all: { Y01: 4, Y04: 8 } });
  expect(indexDefinition.parse(added)).toEqual(added);
  expect(check(added)).toEqual([]);
  const set = { ...added, joint: { ...added.joint, J1: { title: TITLE, all: { Y01: 5, Y04: 9 } } } };
  expect(putJointRule(set, "J1", TITLE, ["Y01", "Y03"]).joint.J1?.all).toEqual({ Y01: 5, Y03: 4 });
  expect(diff(OWNER_SATISFACTION, dropJointRule(added, "J1"))).toEqual([]);
});

test("segments begin with their cuts in order, and the last takes the table along", () => {
  const added = putSegmentRule(OWNER_SATISFACTION, "S1", TITLE, ["Y01", "Y04"]);
  expect(added.segments?.S1?.cuts).toEqual({
    Y01: { secure: 5, favourable: 4, atRisk: 2 },
    Y04: { secure: 10, favourable: 8, atRisk: 2 },
  });
  expect(check(added)).toEqual([]);
  expect(dropSegmentRule(added, "S1")).toEqual(OWNER_SATISFACTION);
});

test("a rule without items is a problem that is told", () => {
  expect(check(putJointRule(OWNER_SATISFACTION, "J1", TITLE, []))).toMatchObject([
    { code: "empty", item: "joint/J1" },
  ]);
});
