import { expect, test } from "vitest";
import { type RepresentedCell, representativeness } from "./representativeness.ts";

const cell = (phase: "R" | "S", owners: number, answered: number): RepresentedCell => ({
  projectId: 1,
  regionId: null,
  phase,
  handoverYear: null,
  productType: null,
  owners,
  asked: owners,
  answered,
});

test("a group is marked where its weighted share is further off the owners' than the setting allows", () => {
  // owners 60 : 40; answers, each counting once, 50 : 50
  const off = (gap: number) =>
    representativeness([cell("R", 60, 10), cell("S", 40, 10)], () => 1, gap)
      .filter(({ by }) => by === "phase")
      .map(({ isOff, gap: told }) => [isOff, told]);
  expect(off(9.9)).toEqual([
    [true, 9.9],
    [true, 9.9],
  ]);
  expect(off(10.1)).toEqual([
    [false, 10.1],
    [false, 10.1],
  ]);
});
