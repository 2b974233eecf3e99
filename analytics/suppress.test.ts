import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { momentsFor } from "#tests/arbitrary-survey.ts";
import { evaluate } from "./evaluate.ts";
import { type IndexDefinition, indexDefinition } from "./index-definition.ts";
import type { Reading } from "./reading.ts";
import { margins, suppress } from "./suppress.ts";
import type { Survey, SurveyRow } from "./survey-row.ts";

const definition = indexDefinition.parse({
  id: "small",
  version: 1,
  items: { Y1: { scale: [1, 5] }, Y2: { scale: [1, 5] }, Y3: { scale: [1, 5] } },
  tree: {
    id: "T",
    combine: [
      { id: "A", weight: 6000, items: { Y1: 5000, Y2: 5000 } },
      { id: "B", weight: 4000, items: { Y3: 1 } },
    ],
  },
});

type Count = { readonly project: string; readonly phase: string; readonly mode: string; readonly n: number };

/** Respondents by project, phase and mode; every third skips Y3. */
function surveyOf(counts: readonly Count[]): Survey {
  const rows = counts.flatMap(({ n, ...group }): SurveyRow[] =>
    Array.from({ length: n }, (_, i) => ({
      stratum: `${group.project}|${group.phase}`,
      group,
      answers: { Y1: 1 + (i % 5), Y2: 1 + ((i * 2) % 5), Y3: i % 3 === 2 ? undefined : 1 + ((i * 3) % 5) },
    })),
  );
  const strata = [...Map.groupBy(rows, (row) => row.stratum)].map(([key, members]) => ({
    key,
    respondents: members.length,
    population: members.length * (1 + (key.length % 3)),
  }));
  return { strata, rows };
}

function readingsOf(survey: Survey, by: readonly string[], of: IndexDefinition = definition): Reading[] {
  const moments = momentsFor(of, survey);
  return margins(by).flatMap((level) => evaluate(of, moments, { by: level }));
}

const cuts = (values: readonly string[]) => fc.constantFrom(...values);
const counts = fc.uniqueArray(
  fc.record({
    project: cuts(["A", "B", "C", "D"]),
    phase: cuts(["P", "R", "S"]),
    mode: cuts(["web", "phone"]),
    n: fc.oneof(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 15, max: 60 })),
  }),
  { minLength: 2, maxLength: 24, selector: ({ project, phase, mode }) => `${project}${phase}${mode}` },
);

/** Columns a system of equations determines. */
function determined(rows: readonly (readonly number[])[], unknowns: number): number[] {
  const matrix = rows.map((row) => [...row]);
  const pivots: number[] = [];
  for (let column = 0; column < unknowns && pivots.length < matrix.length; column++) {
    const rank = pivots.length;
    const at = matrix.findIndex((row, place) => place >= rank && Math.abs(row[column] ?? 0) > 1e-9);
    if (at < 0) continue;
    const [pivot, other] = [matrix[at] as number[], matrix[rank] as number[]];
    matrix[at] = other;
    matrix[rank] = pivot.map((value) => value / (pivot[column] ?? 1));
    for (const [place, row] of matrix.entries()) {
      const factor = row[column] ?? 0;
      if (place !== rank && factor !== 0)
        matrix[place] = row.map((value, i) => value - factor * (matrix[rank]?.[i] ?? 0));
    }
    pivots.push(column);
  }
  return pivots.filter((pivot, rank) =>
    (matrix[rank] ?? []).every((value, i) => i === pivot || Math.abs(value) < 1e-9),
  );
}

/** Groups of a node whose secret follows from the others, when a reader knows every sum and the share of each part. */
function followingAlongGroups(
  raw: readonly Reading[],
  shown: readonly Reading[],
  node: string,
  secret: "n" | "value",
): string[] {
  const places = raw.flatMap((reading, at) => (reading.node === node && (reading.n ?? 0) > 0 ? [at] : []));
  const key = (at: number) => JSON.stringify(Object.entries(raw[at]?.group ?? {}).toSorted());
  const unknown = places.filter((at) => shown[at]?.[secret] === undefined);
  const column = new Map(unknown.map((at, place) => [key(at), place]));
  const known = new Map(places.map((at) => [key(at), at]));
  const equations = new Map<string, number[]>();
  for (const at of places) {
    const group = raw[at]?.group ?? {};
    for (const cut of Object.keys(group)) {
      const whole = JSON.stringify(
        Object.entries(group)
          .filter(([name]) => name !== cut)
          .toSorted(),
      );
      const parent = known.get(whole);
      if (parent === undefined) continue;
      const id = `${whole}/${cut}`;
      const row = equations.get(id) ?? new Array<number>(unknown.length).fill(0);
      equations.set(id, row);
      // n counts one for one; a value counts with the weight of the answers behind it
      const say = secret === "n" ? 1 : (raw[at]?.n ?? 0);
      const own = column.get(key(at));
      if (own !== undefined) row[own] = (row[own] ?? 0) + say;
      const above = column.get(whole);
      if (above !== undefined) row[above] = secret === "n" ? -1 : (row[above] ?? 0) - say;
    }
  }
  return determined([...equations.values()], unknown.length).map((place) => key(unknown[place] ?? -1));
}

describe("suppress", () => {
  test("lets no hidden number of answers and no hidden value be worked out, along any sums of a cross table", () => {
    let hidden = 0;
    fc.assert(
      fc.property(counts, (list) => {
        const raw = readingsOf(surveyOf(list), ["project", "phase", "mode"]);
        const shown = suppress(definition, raw);
        for (const node of ["Y1", "Y3"]) {
          expect(followingAlongGroups(raw, shown, node, "n")).toEqual([]);
          expect(followingAlongGroups(raw, shown, node, "value")).toEqual([]);
        }
        hidden += shown.filter(({ state }) => state === "hidden").length;
      }),
      { numRuns: 150, seed: 20_260_109 },
    );
    expect(hidden).toBeGreaterThan(1000);
  });

  test("shows nothing below its minimum and says how much each value is worth", () => {
    fc.assert(
      fc.property(counts, (list) => {
        const raw = readingsOf(surveyOf(list), ["project", "phase"]);
        for (const [at, reading] of suppress(definition, raw).entries()) {
          const n = raw[at]?.n ?? 0;
          if (reading.value !== undefined) {
            expect(n).toBeGreaterThanOrEqual(10);
            expect(reading.state).toBe(n < 30 ? "indicative" : "full");
          }
          if (reading.n !== undefined && reading.n > 0) expect(reading.n).toBeGreaterThanOrEqual(5);
          if (reading.state === "hidden")
            expect([reading.value, reading.se, reading.n, reading.neff, reading.deff]).toEqual([
              undefined,
              undefined,
              undefined,
              undefined,
              undefined,
            ]);
        }
      }),
      { numRuns: 150, seed: 20_260_110 },
    );
  });

  test("changes nothing the second time, nor with the readings in another order", () => {
    fc.assert(
      fc.property(counts, (list) => {
        const raw = readingsOf(surveyOf(list), ["project", "phase"]);
        const once = suppress(definition, raw);
        expect(suppress(definition, once)).toEqual(once);
        expect(suppress(definition, raw.toReversed()).toReversed()).toEqual(once);
      }),
      { numRuns: 150, seed: 20_260_111 },
    );
  });

  test("a filter with too small a rest hides its own result as well", () => {
    const raw = readingsOf(
      surveyOf([
        { project: "A", phase: "P", mode: "web", n: 40 },
        { project: "A", phase: "P", mode: "phone", n: 3 },
      ]),
      ["mode"],
    );
    const states = suppress(definition, raw).filter(({ node }) => node === "Y1");
    expect(states.map(({ group, state }) => [group.mode, state])).toEqual([
      [undefined, "full"],
      ["phone", "hidden"],
      ["web", "hidden"],
    ]);
  });

  test("a composite cannot be turned round to its one hidden child", () => {
    const rows = Array.from(
      { length: 40 },
      (_, i): SurveyRow => ({
        stratum: "s",
        group: {},
        answers: { Y1: 3, Y2: 4, Y3: i < 4 ? 1 : undefined },
      }),
    );
    const survey = { strata: [{ key: "s", respondents: 40, population: 80 }], rows };
    const cells = evaluate(definition, { ...momentsFor(definition, survey) }, { by: [] });
    const states = new Map(suppress(definition, cells).map(({ node, state }) => [node, state]));
    expect(states.get("Y3")).toBe("hidden");
    expect(states.get("B")).toBe("hidden");
    expect([states.get("A"), states.get("T")]).toContain("hidden");
  });
});

test("margins run from the whole to the table", () => {
  expect(margins(["a", "b"])).toEqual([[], ["a"], ["b"], ["a", "b"]]);
});
