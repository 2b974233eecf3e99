import { readFileSync } from "node:fs";
import { type IndexDefinition, indexDefinition, type ScoringRule } from "#analytics/index-definition.ts";
import type { ReadingResult } from "#server/scoring/score-result.ts";
import { sharedMissing, sharedPath } from "./shared.ts";

/* The shared file of expected scores (R, package survey) and the definitions it was computed under. */

type ExpectedFigure = { readonly value: number; readonly se: number };
type ExpectedNode = { readonly n_valid: number } & Readonly<Record<string, ExpectedFigure | number>>;
type ExpectedDomain = {
  readonly n: number;
  readonly population: number;
  readonly population_covered: number;
  readonly nodes: Readonly<Record<string, ExpectedNode>>;
};
type ExpectedChange = {
  readonly diff: number;
  readonly se: number;
  readonly z: number | null;
  readonly p: number | null;
  readonly p_bh?: number | null;
};
export type ExpectedIndex = {
  readonly waves: Readonly<Record<string, { readonly domains: Readonly<Record<string, ExpectedDomain>> }>>;
  readonly difference: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, ExpectedChange | boolean>>>>>
  >;
};

type Question = { id: string; type: string; dimension: string | null; weight_in_dimension: number };
type Indicators = {
  level1: { id: string; weight: number }[];
  level2: { id: string; l1: string; weight_in_l1: number }[];
};

/** Why there is nothing to compare with, or false. */
export const missingIndex = sharedMissing("data/expected-index.json");
export const RULES = ["of_max", "min_max", "top2", "nps"] as const;
export type Rule = (typeof RULES)[number];
const SCORES: Readonly<Record<Exclude<Rule, "nps">, ScoringRule>> = {
  of_max: "of-max",
  min_max: "min-max",
  top2: "top-box",
};

function shared<Shape>(name: string): Shape {
  return JSON.parse(readFileSync(sharedPath(name) ?? "", "utf8")) as Shape;
}

export function expectedIndex(): ExpectedIndex {
  return shared("data/expected-index.json");
}

const basisPoints = (weight: number) => Math.round(weight * 10_000);

/** The definition of a rule, made of the agreed questionnaire and indicator tree. */
export function definitionFor(rule: Rule): IndexDefinition {
  if (rule === "nps")
    return indexDefinition.parse({
      id: "recommendation",
      version: 1,
      items: { Y04: { scale: [0, 10], score: "net", promoters: 9, detractors: 6 } },
      tree: { id: "NPS", items: { Y04: 10_000 } },
      emptyStratum: "drop",
    });
  const { level1, level2 } = shared<Indicators>("domain/indicators.json");
  const { annual } = shared<{ annual: Question[] }>("domain/questionnaires.json");
  const asked = annual.filter(({ dimension }) => dimension);
  const boxes = rule === "top2" ? { boxes: 2 } : {};
  return indexDefinition.parse({
    id: "owner-satisfaction",
    version: 1,
    items: Object.fromEntries(
      asked.map(({ id, type }) => [
        id,
        { scale: type === "NPS" ? [0, 10] : [1, 5], score: SCORES[rule], ...boxes },
      ]),
    ),
    tree: {
      id: "TOTAL",
      combine: level1.map((one) => ({
        id: one.id,
        weight: basisPoints(one.weight),
        combine: level2
          .filter(({ l1 }) => l1 === one.id)
          .map((two) => ({
            id: two.id,
            weight: basisPoints(two.weight_in_l1),
            items: Object.fromEntries(
              asked
                .filter(({ dimension }) => dimension === two.id)
                .map(({ id, weight_in_dimension }) => [id, basisPoints(weight_in_dimension)]),
            ),
          })),
      })),
    },
    emptyStratum: "drop",
  });
}

/** Cuts of the expected domains; [] is the group. */
export const DOMAINS = [[], ["region"], ["region_current"], ["project"], ["phase"]] as const;

/** Name of a reading's domain in the expected file. */
function domainOf({ group }: Pick<ReadingResult, "group">): string {
  const [entry] = Object.entries(group);
  return entry ? `${entry[0]}:${entry[1]}` : "group";
}

/** Distance of a number from the expected one, which has twelve digits. */
function offBy(actual: number | null | undefined, expected: number): number {
  return Math.abs((actual ?? Number.POSITIVE_INFINITY) - expected);
}

type Agreement = {
  /** Figures compared, each value with its standard error. */
  readonly compared: number;
  readonly worstValue: number;
  readonly worstSe: number;
  /** Counts or populations that differ, and figures without a reading. */
  readonly wrong: readonly string[];
};

/** Holds readings of a wave against every figure a rule has in the domains they are of. */
export function agreement(
  expected: ExpectedIndex,
  wave: string,
  rule: Rule,
  readings: readonly ReadingResult[],
): Agreement {
  const byKey = new Map(readings.map((reading) => [`${domainOf(reading)}/${reading.node}`, reading]));
  const domains = new Set(readings.map((reading) => domainOf(reading)));
  const figures = Object.entries(expected.waves[wave]?.domains ?? {}).flatMap(
    ([domain, { nodes, ...whole }]) =>
      Object.entries(nodes).flatMap(([node, ofNode]) => {
        const figure = ofNode[rule];
        return typeof figure === "object" && domains.has(domain)
          ? [
              {
                name: `${wave} ${domain} ${node}`,
                key: `${domain}/${node}`,
                n: ofNode.n_valid,
                figure,
                whole,
              },
            ]
          : [];
      }),
  );
  return {
    compared: figures.length,
    worstValue: Math.max(0, ...figures.map(({ key, figure }) => offBy(byKey.get(key)?.value, figure.value))),
    worstSe: Math.max(0, ...figures.map(({ key, figure }) => offBy(byKey.get(key)?.se, figure.se))),
    wrong: figures
      .filter(({ key, n, whole }) => {
        const found = byKey.get(key);
        return (
          found?.n !== n ||
          found.population !== whole.population ||
          found.populationCovered !== whole.population_covered
        );
      })
      .map(({ name }) => name),
  };
}

/** Holds the differences of readings to the earlier wave against the expected ones: the worst deviation, and how many. */
export function changeAgreement(
  expected: ExpectedIndex,
  rule: Rule,
  readings: readonly ReadingResult[],
): { readonly compared: number; readonly worst: number } {
  let worst = 0;
  let compared = 0;
  for (const reading of readings) {
    const figure = expected.difference[domainOf(reading)]?.[reading.node]?.[rule];
    if (typeof figure !== "object" || !reading.compare) continue;
    const { difference, se, z, p, q } = reading.compare;
    const pairs: [number | null, number | null | undefined][] = [
      [difference, figure.diff],
      [se, figure.se],
      [z, figure.z],
      [p, figure.p],
      [q, figure.p_bh],
    ];
    for (const [actual, wanted] of pairs)
      if (typeof wanted === "number") worst = Math.max(worst, offBy(actual, wanted));
    compared++;
  }
  return { compared, worst };
}
