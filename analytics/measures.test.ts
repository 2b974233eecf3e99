import { expect, describe as group, test } from "vitest";
import { momentsFor } from "#tests/arbitrary-survey.ts";
import { check } from "./check.ts";
import { describe } from "./describe.ts";
import { evaluate } from "./evaluate.ts";
import { indexDefinition } from "./index-definition.ts";
import { suppress } from "./suppress.ts";
import type { Survey } from "./survey-row.ts";

const definition = indexDefinition.parse({
  id: "service",
  version: 1,
  items: { Y1: { scale: [1, 5] } },
  tree: { id: "repair", items: { Y1: 5000 }, measures: { on_time: 3000, complaints: 2000 } },
  measures: {
    on_time: { source: "repairs-on-time", worst: 50, best: 100 },
    complaints: { source: "complaints", worst: 20, best: 0 },
  },
});
const repairs = [1, 1, 1, 0].map((above) => ({
  source: "repairs-on-time",
  group: { project: "A" },
  above,
  below: 1,
}));
const owners = Array.from({ length: 20 }, (_, home) => ({
  source: "complaints",
  group: { project: "A" },
  above: home === 0 ? 1 : 0,
  below: 1,
}));
const survey: Survey = {
  strata: [{ key: "A|S", population: 20, respondents: 2, project: "A", phase: "S" }],
  rows: [5, 3].map((Y1) => ({
    stratum: "A|S",
    group: { project: "A", phase: "S", mode: "web" },
    answers: { Y1 },
  })),
  records: [...repairs, ...owners],
};
const ask = (options: Partial<Parameters<typeof evaluate>[2]> = {}) => {
  const readings = evaluate(definition, momentsFor(definition, survey), { by: [], ...options });
  return (node: string) => readings.find((reading) => reading.node === node);
};

group("operational measures", () => {
  test("become points between their anchors, beside items in a tree", () => {
    const of = ask();
    // 3 of 4 repairs on time: (75 − 50) / 50
    expect(of("on_time")).toMatchObject({ value: 50, n: 4, se: 0, low: 50, high: 50 });
    // 1 complaint of 20 owners is 5 per 100; fewer is better: (5 − 20) / −20
    expect(of("complaints")?.value).toBeCloseTo(75, 12);
    expect(of("repair")?.value).toBeCloseTo(0.5 * 75 + 0.3 * 50 + 0.2 * 75, 12);
    expect(of("repair")).toMatchObject({ n: 2, coverage: 1 });
  });

  test("are complete about a day's owners, and draws when the question is about a process", () => {
    const se = ask({ inference: "process" })("on_time")?.se;
    // ratio ¾ of 4 repairs: V = 4/3 · (3·(¼)² + (¾)²)/16, times (100·100/50)²… points per ratio
    expect(se).toBeCloseTo(200 * Math.sqrt((4 / 3) * ((3 * 0.0625 + 0.5625) / 16)), 10);
  });

  test("beyond an anchor earn no more than all points and no less than none", () => {
    const easy = indexDefinition.parse({
      ...definition,
      measures: {
        on_time: { source: "repairs-on-time", worst: 20, best: 60 },
        complaints: { source: "complaints", worst: 4, best: 0 },
      },
    });
    const readings = evaluate(easy, momentsFor(easy, survey), { by: [] });
    expect(readings.find(({ node }) => node === "on_time")?.value).toBe(100);
    expect(readings.find(({ node }) => node === "complaints")?.value).toBe(0);
  });

  test("have no value where groups are cut by what records do not know", () => {
    const of = ask({ by: ["phase"] });
    expect(of("on_time")).toMatchObject({ value: undefined, state: "undefined" });
    expect(of("repair")).toMatchObject({ value: 75, coverage: 0.5 });
  });

  test("stand for all phases of a unit where phases are standardised", () => {
    const standard = { ...definition, standard: { S: 6000, O: 4000 } };
    const two: Survey = {
      ...survey,
      strata: [...survey.strata, { key: "A|O", population: 5, respondents: 1, project: "A", phase: "O" }],
      rows: [
        ...survey.rows,
        { stratum: "A|O", group: { project: "A", phase: "O", mode: "web" }, answers: { Y1: 1 } },
      ],
    };
    const readings = evaluate(standard, momentsFor(standard, two), {
      by: ["project"],
      estimand: "phase-standardised",
    });
    expect(readings.find(({ node }) => node === "on_time")).toMatchObject({ n: 4, neff: 4 });
    expect(readings.find(({ node }) => node === "on_time")?.value).toBeCloseTo(50, 12);
    expect(readings.find(({ node }) => node === "repair")?.value).toBeCloseTo(
      0.6 * (0.5 * 75 + 30) + 0.4 * 30,
      12,
    );
  });

  test("of too few records are hidden like answers, and with them what would give them away", () => {
    const readings = suppress(definition, evaluate(definition, momentsFor(definition, survey), { by: [] }));
    expect(readings.find(({ node }) => node === "on_time")).toMatchObject({ state: "hidden", n: undefined });
  });

  test("need two different anchors and a definition", () => {
    const wrong = { ...definition, measures: { on_time: { source: "x", per: 100, worst: 5, best: 5 } } };
    const codes = check(wrong).map(({ code, item }) => `${code} ${item}`);
    expect(codes).toContain("anchors measures/on_time");
    expect(codes).toContain("unknown-measure tree/repair/complaints");
    expect(check(definition)).toEqual([]);
    expect(describe(definition).find(({ place }) => place === "measures/complaints")?.en).toMatch(
      /less is better/,
    );
  });
});
