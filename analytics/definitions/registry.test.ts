import { expect, test } from "vitest";
import { ANNUAL, QUESTIONNAIRES } from "#surveys/questionnaires/registry.ts";
import { SERVICE_PORTS } from "#surveys/service-port.ts";
import { check } from "../check.ts";
import { itemsBelow, nodesOf } from "../columns-of-definition.ts";
import { DEFINITIONS, OWNER_SATISFACTION } from "./registry.ts";

const annual = QUESTIONNAIRES.find(({ id, version }) => id === ANNUAL.questionnaire.id && version === 1);

test("the shipped index is made of the scored questions of the year-end survey, each under its dimension", () => {
  const scored = annual?.questions.filter(({ dimension }) => dimension !== undefined) ?? [];
  expect(scored.length).toBeGreaterThan(30);
  expect(new Set(itemsBelow(OWNER_SATISFACTION.tree))).toEqual(new Set(scored.map(({ code }) => code)));
  const parents = new Map(
    nodesOf(OWNER_SATISFACTION.tree).flatMap((node) =>
      Object.keys(node.items ?? {}).map((item) => [item, node.id] as const),
    ),
  );
  for (const { code, dimension, kind, port } of scored) {
    expect(parents.get(code)).toBe(dimension);
    expect(OWNER_SATISFACTION.items[code]).toMatchObject({ scale: kind === "nps" ? [0, 10] : [1, 5], port });
  }
});

test("every weight below a node adds to 100 %, and so do phases", () => {
  for (const node of nodesOf(OWNER_SATISFACTION.tree)) {
    const weights = [
      ...(node.combine ?? []).map(({ weight }) => weight ?? 0),
      ...Object.values(node.items ?? {}),
    ];
    expect([node.id, weights.reduce((sum, weight) => sum + weight, 0)]).toEqual([node.id, 10_000]);
  }
  const mixes = [OWNER_SATISFACTION.standard ?? {}, ...Object.values(OWNER_SATISFACTION.phaseWeights ?? {})];
  expect(mixes.map((mix) => Object.values(mix).reduce((sum, weight) => sum + weight, 0))).toEqual(
    mixes.map(() => 10_000),
  );
});

test("dimensions name the department that leads them", () => {
  const dimensions = nodesOf(OWNER_SATISFACTION.tree).filter((node) => node.items !== undefined);
  for (const { port } of dimensions) expect(SERVICE_PORTS).toContain(port);
});

test("every definition that comes along can be published, and asks what its questionnaire asks on the scale it asks it", () => {
  expect(DEFINITIONS.map(({ id }) => id)).toEqual([
    "owner-satisfaction",
    "signing-callback",
    "residence-callback",
  ]);
  for (const definition of DEFINITIONS) {
    expect(check(definition)).toEqual([]);
    const questions = QUESTIONNAIRES.flatMap((each) => each.questions);
    for (const [item, { scale, port }] of Object.entries(definition.items)) {
      const question = questions.find(({ code }) => code === item);
      expect(question?.kind, item).toBe(scale[1] === 10 ? "nps" : "rating5");
      expect(question?.port, item).toBe(port);
    }
    for (const node of nodesOf(definition.tree)) {
      const weights = [
        ...(node.combine ?? []).map(({ weight }) => weight ?? 0),
        ...Object.values(node.items ?? {}),
      ];
      expect(
        weights.reduce((sum, weight) => sum + weight, 0),
        node.id,
      ).toBe(10_000);
    }
  }
});
