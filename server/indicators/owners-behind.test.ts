import { expect, test } from "vitest";
import { columnsOfDefinition } from "#analytics/columns-of-definition.ts";
import { indexDefinition } from "#analytics/index-definition.ts";
import { momentsOfRows } from "#analytics/moments-of-rows.ts";
import { NPS, npsDefinition } from "./nodes.ts";
import { ownersBehind } from "./owners-behind.ts";

test("counts owners of an item read under two rules once, and those of the score made of it", () => {
  const definition = indexDefinition.parse({
    id: "small",
    version: 1,
    items: { Y1: { scale: [1, 5] }, Y3: { scale: [0, 10] } },
    tree: { id: "TOTAL", items: { Y1: 5000, Y3: 5000 } },
  });
  const definitions = [definition, npsDefinition(definition) ?? definition];
  const group = { project: "a", region: "E", phase: "P" };
  const stratum = { key: "a|P", ...group, population: 30, respondents: 3 };
  const answers = [{ Y1: 4, Y3: 9 }, { Y1: 2 }, { Y1: 5, Y3: 3 }];
  const rows = answers.map((each) => ({ stratum: stratum.key, group, answers: each }));
  const columns = definitions.flatMap(columnsOfDefinition);
  const moments = momentsOfRows(columns, [], { rows, strata: [stratum] }, ["project", "region", "phase"]);
  const own = ownersBehind(definitions, moments).get("project:a/P");
  expect(Object.fromEntries(own ?? [])).toEqual({ Y1: 30, Y3: 20, TOTAL: 30, [NPS]: 20 });
});
