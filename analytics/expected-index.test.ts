import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { sharedMissing, sharedPath } from "#tests/shared.ts";
import { basesOfDefinition, columnsOfDefinition } from "./columns-of-definition.ts";
import { compareWaves } from "./compare-waves.ts";
import { evaluate } from "./evaluate.ts";
import { evaluateNaively } from "./evaluate-naively.ts";
import { type IndexDefinition, indexDefinition, type ScoringRule } from "./index-definition.ts";
import { momentsOfRows } from "./moments-of-rows.ts";
import type { Reading } from "./reading.ts";
import type { Survey } from "./survey-row.ts";

type Question = { id: string; type: string; dimension: string | null; weight_in_dimension: number };
type Indicators = {
  level1: { id: string; weight: number }[];
  level2: { id: string; l1: string; weight_in_l1: number }[];
};
type Value = { value: number; se: number };
type Node = { n_valid: number } & Record<string, Value>;
type Domain = { n: number; population: number; population_covered: number; nodes: Record<string, Node> };
type Change = { diff: number; se: number; z: number | null; p: number | null; p_bh?: number | null };
type Expected = {
  waves: Record<string, { domains: Record<string, Domain> }>;
  difference: Record<string, Record<string, Record<string, Change | boolean>>>;
};

const file = (name: string) => readFileSync(sharedPath(name) ?? "", "utf8");
const csv = (name: string): Record<string, string>[] => parse(file(name), { columns: true, bom: true });
const missing = sharedMissing("data/expected-index.json");

const RULES: Record<string, ScoringRule> = { of_max: "of-max", min_max: "min-max", top2: "top-box" };

function definitionFor(rule: ScoringRule): IndexDefinition {
  const tree: Indicators = JSON.parse(file("domain/indicators.json"));
  const asked = (JSON.parse(file("domain/questionnaires.json")).annual as Question[]).filter(
    (q) => q.dimension,
  );
  const points = (weight: number) => Math.round(weight * 10_000);
  return indexDefinition.parse({
    id: "owner-satisfaction",
    version: 1,
    items: Object.fromEntries(
      asked.map((q) => [
        q.id,
        {
          scale: q.type === "NPS" ? [0, 10] : [1, 5],
          score: rule,
          ...(rule === "top-box" ? { boxes: 2 } : {}),
        },
      ]),
    ),
    tree: {
      id: "TOTAL",
      combine: tree.level1.map((one) => ({
        id: one.id,
        weight: points(one.weight),
        combine: tree.level2
          .filter((two) => two.l1 === one.id)
          .map((two) => ({
            id: two.id,
            weight: points(two.weight_in_l1),
            items: Object.fromEntries(
              asked.filter((q) => q.dimension === two.id).map((q) => [q.id, points(q.weight_in_dimension)]),
            ),
          })),
      })),
    },
    emptyStratum: "drop",
  });
}

function npsDefinition(): IndexDefinition {
  const definition = definitionFor("min-max");
  return indexDefinition.parse({
    ...definition,
    items: { Y04: { scale: [0, 10], score: "net", promoters: 9, detractors: 6 } },
    tree: { id: "NPS", items: { Y04: 10_000 } },
  });
}

function surveyOf(wave: string): Survey {
  const population = csv("data/population.csv").filter((row) => row.wave === wave);
  const current = new Map(
    csv("data/population.csv").flatMap((row) =>
      row.wave === "2025" ? [[row.project ?? "", row.region ?? ""]] : [],
    ),
  );
  const answers = csv(`data/answers-clean-${wave}.csv`);
  const respondents = Map.groupBy(answers, (row) => `${row.project}|${row.phase}`);
  return {
    strata: population.map((row) => ({
      key: `${row.project}|${row.phase}`,
      population: Number(row.owners),
      respondents: respondents.get(`${row.project}|${row.phase}`)?.length ?? 0,
      project: row.project ?? "",
      phase: row.phase ?? "",
      region: row.region ?? "",
      group: { region_current: current.get(row.project ?? "") ?? "" },
    })),
    rows: answers.map((row) => ({
      stratum: `${row.project}|${row.phase}`,
      group: {
        region: row.region ?? "",
        region_current: current.get(row.project ?? "") ?? "",
        project: row.project ?? "",
        phase: row.phase ?? "",
      },
      answers: Object.fromEntries(
        Object.entries(row)
          .filter(([column, cell]) => /^Y\d\d$/.test(column) && cell !== "" && cell !== "NA")
          .map(([column, cell]) => [column, Number(cell)]),
      ),
    })),
  };
}

const CUTS = ["region", "region_current", "project", "phase"];
const DOMAINS: readonly (readonly string[])[] = [[], ...CUTS.map((cut) => [cut])];

function domainOf(reading: Reading): string {
  const [entry] = Object.entries(reading.group);
  return entry ? `${entry[0]}:${entry[1]}` : "group";
}

/** Deviation of each figure from the file, which has 12 significant digits. */
function deviation(actual: number | undefined, expected: number): number {
  return actual === undefined
    ? Number.POSITIVE_INFINITY
    : Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
}

describe.skipIf(missing)(`every figure of the expected index${missing ? ` (${missing})` : ""}`, () => {
  const expected: Expected = missing
    ? { waves: {}, difference: {} }
    : JSON.parse(file("data/expected-index.json"));
  const rules: [string, () => IndexDefinition][] = [
    ...Object.entries(RULES).map(([name, rule]): [string, () => IndexDefinition] => [
      name,
      () => definitionFor(rule),
    ]),
    ["nps", npsDefinition],
  ];

  function moments(definition: IndexDefinition, wave: string) {
    return momentsOfRows(
      columnsOfDefinition(definition),
      basesOfDefinition(definition),
      surveyOf(wave),
      CUTS,
    );
  }

  test.each(rules)("values and standard errors agree with R under %s", (name, definitionOf) => {
    const definition = definitionOf();
    let compared = 0;
    let worst = 0;
    for (const wave of ["2024", "2025"]) {
      const sums = moments(definition, wave);
      const readings = DOMAINS.flatMap((by) => evaluate(definition, sums, { by }));
      const byKey = new Map(readings.map((reading) => [`${domainOf(reading)}/${reading.node}`, reading]));
      for (const [domain, { nodes, population, population_covered }] of Object.entries(
        expected.waves[wave]?.domains ?? {},
      )) {
        for (const [node, figures] of Object.entries(nodes)) {
          const figure = figures[name];
          if (!figure) continue;
          const reading = byKey.get(`${domain}/${node}`);
          worst = Math.max(worst, deviation(reading?.value, figure.value), deviation(reading?.se, figure.se));
          expect(reading?.n, `${wave} ${domain} ${node}`).toBe(figures.n_valid);
          expect([reading?.population, reading?.populationCovered]).toEqual([population, population_covered]);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(name === "nps" ? 30 : 1700);
    expect(worst).toBeLessThan(1e-10);
  });

  test.each(rules)("differences between the waves agree with R under %s", (name, definitionOf) => {
    const definition = definitionOf();
    const [before, after] = [moments(definition, "2024"), moments(definition, "2025")];
    let compared = 0;
    let worst = 0;
    for (const by of DOMAINS) {
      for (const change of compareWaves(definition, before, after, {
        by,
        test: "normal",
        inference: "finite",
      })) {
        const figure = expected.difference[domainOf(change.after)]?.[change.after.node]?.[name];
        if (typeof figure !== "object" || change.difference === undefined) continue;
        worst = Math.max(worst, deviation(change.difference, figure.diff), deviation(change.se, figure.se));
        if (figure.p === null) expect(change.p).toBeUndefined();
        else worst = Math.max(worst, deviation(change.p, figure.p));
        if (figure.p_bh !== undefined && figure.p_bh !== null)
          worst = Math.max(worst, deviation(change.q, figure.p_bh));
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(name === "nps" ? 10 : 700);
    expect(worst).toBeLessThan(1e-9);
  });

  test("plain arithmetic over the rows agrees as well", () => {
    const definition = definitionFor("min-max");
    const readings = evaluateNaively(definition, surveyOf("2025"), { by: ["project"] });
    const worst = readings.reduce((most, reading) => {
      const figure = expected.waves["2025"]?.domains[domainOf(reading)]?.nodes[reading.node]?.min_max;
      return figure
        ? Math.max(most, deviation(reading.value, figure.value), deviation(reading.se, figure.se))
        : most;
    }, 0);
    expect(readings.length).toBeGreaterThan(400);
    expect(worst).toBeLessThan(1e-10);
  });
});
