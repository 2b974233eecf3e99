import { expect, test } from "vitest";
import { indexDefinition } from "#analytics/index-definition.ts";
import { seededRandom } from "#analytics/statistics/seeded-random.ts";
import { type UnitKey, WHOLE } from "#server/indicators/place.ts";
import { rollingKey } from "#server/indicators/protect-periods.ts";
import { makeRollingTable } from "#server/indicators/rolling-table.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { answersInMemory } from "../answers-in-memory.ts";
import { spanOf } from "./span.ts";

const MINIMUM = 10;
/** Of fewer answers not even their number is told. */
const FLOOR = 5;
const POPULATION = 400;
const ITEMS = ["Y1", "Y2"] as const;
const REGIONS: Readonly<Record<string, readonly string[]>> = { "8": ["1", "2", "3"], "9": ["4", "5"] };
const PROJECTS = Object.values(REGIONS).flat();
const QUARTERS = Array.from({ length: 12 }, (_, at) => ({
  year: 2023 + Math.floor(at / 4),
  months: [0, 1, 2].map(
    (month) => `${2023 + Math.floor(at / 4)}-${String(3 * (at % 4) + month + 1).padStart(2, "0")}`,
  ),
}));
const WAVES = [2023, 2024, 2025].map((year) => ({ id: year, year }) as WaveOption);

const RULE = indexDefinition.parse({
  ...{ id: "callback", version: 1, emptyStratum: "drop", minimumAnswers: MINIMUM },
  items: { Y1: { scale: [1, 5] }, Y2: { scale: [1, 5] } },
  tree: { id: "T", items: { Y1: 1, Y2: 1 } },
});

/** A callback of three years: how many call at a project in a quarter, mostly few, and one in three gives no second answer. */
function callback(seed: number) {
  const random = seededRandom(seed);
  const rows = PROJECTS.flatMap((project) =>
    QUARTERS.flatMap(({ year, months }) =>
      Array.from({ length: [0, 2, 4, 7, 11, 14, 18][random.below(7)] ?? 0 }, () => ({
        stratum: `${year}|${project}|P`,
        group: {
          project,
          region_current: Object.keys(REGIONS).find((region) => REGIONS[region]?.includes(project)) ?? "",
          phase: "P",
          month: months[random.below(3)] ?? "",
        },
        answers: { Y1: 1 + random.below(5), Y2: random.below(3) === 0 ? undefined : 1 + random.below(5) },
      })),
    ),
  );
  const strata = PROJECTS.flatMap((project) =>
    WAVES.map(({ year }) => ({
      ...{ key: `${year}|${project}|P`, project, phase: "P", region: "8", population: POPULATION },
      respondents: rows.filter(({ stratum }) => stratum === `${year}|${project}|P`).length,
    })),
  );
  return { rows, sources: answersInMemory({ strata, rows } as never) };
}

type Row = ReturnType<typeof callback>["rows"][number];
type Item = keyof Row["answers"];
type Place = {
  readonly key: string;
  readonly projects: readonly string[];
  readonly quarters: typeof QUARTERS;
};

const UNITS = [
  { unit: WHOLE, projects: PROJECTS },
  ...Object.entries(REGIONS).map(([id, projects]) => ({ unit: `region_current:${id}` as const, projects })),
  ...PROJECTS.map((id) => ({ unit: `project:${id}` as const, projects: [id] })),
];

/** Every unit over every quarter and every four of them. */
const PLACES = UNITS.flatMap(({ unit, projects }) =>
  QUARTERS.flatMap((quarter, last) =>
    [1, 4].flatMap((count): Place[] => {
      const quarters = QUARTERS.slice(Math.max(0, last - count + 1), last + 1);
      const key = rollingKey(unit as UnitKey, `${3 * count}|${quarter.months.at(-1)}`);
      return quarters.length < count ? [] : [{ key, projects, quarters }];
    }),
  ),
);

/** What is unknown to begin with: the sum of marks of an item's answers at a project in a quarter. */
const ATOMS = ITEMS.flatMap((item) =>
  PROJECTS.flatMap((project) => QUARTERS.map((quarter) => ({ item, project, quarter }))),
);

function factorsOf({ projects, quarters }: Place, times: Readonly<Record<Item, number>>): readonly number[] {
  return ATOMS.map(({ item, project, quarter }) =>
    projects.includes(project) && quarters.includes(quarter) ? times[item] : 0,
  );
}

/** How many answered an item at a place, and how many owners they stand for. */
function answering(rows: readonly Row[]) {
  const all = Map.groupBy(rows, ({ stratum }) => stratum);
  return ({ projects, quarters }: Place, item: Item) => {
    const months = quarters.flatMap((quarter) => quarter.months);
    const own = rows.filter(
      ({ group, answers }) =>
        projects.includes(group.project) && months.includes(group.month) && answers[item] !== undefined,
    );
    const owners = own.reduce((sum, { stratum }) => sum + POPULATION / (all.get(stratum)?.length ?? 1), 0);
    return { n: own.length, owners };
  };
}

/** Times that make sums of one item. */
const ONLY = { Y1: { Y1: 1, Y2: 0 }, Y2: { Y1: 0, Y2: 1 } };

test("quarters and rolling twelve months of all units together tell none of few, nor two of them, nor how few", async () => {
  let [few, rolling] = [0, 0];
  for (let seed = 1; seed <= 12; seed++) {
    const { rows, sources } = callback(seed);
    const request = { questionnaire: "q", waves: WAVES, ended: "2025-12" };
    const table = await makeRollingTable(sources, () => RULE, request);
    const at = answering(rows);
    const isTold = ({ key }: Place, node: string) => table.shown.get(key)?.get(node)?.value !== undefined;
    const cells = PLACES.flatMap((place) =>
      ITEMS.map((item) => ({
        ...{ place, item, n: at(place, item).n, factors: factorsOf(place, ONLY[item]) },
        name: `${seed}: ${place.key} ${item}`,
      })),
    );
    const told = cells.filter(({ place, item, n }) => n > 0 && isTold(place, item));
    const follows = spanOf([
      ...told.map(({ factors }) => factors),
      // whoever knows that nobody answered knows the sum
      ...cells.filter(({ n }) => n === 0).map(({ factors }) => factors),
      // the index is the mean of what its items say
      ...PLACES.filter((place) => isTold(place, "T")).map((place) =>
        factorsOf(place, { Y1: 1 / (at(place, "Y1").owners || 1), Y2: 1 / (at(place, "Y2").owners || 1) }),
      ),
    ]);
    for (const { name, n } of told) expect(n, name).toBeGreaterThanOrEqual(MINIMUM);
    const hidden = cells.filter(({ n }) => n > 0 && n < MINIMUM);
    for (const { name, factors } of hidden) expect(follows(factors), name).toBe(false);
    for (const [place, one] of hidden.entries())
      for (const other of hidden.slice(place + 1)) {
        const both = one.factors.map((each, atom) => each + (other.factors[atom] ?? 0));
        if (one.item !== other.item || one.n + other.n >= MINIMUM || Math.max(...both) > 1) continue;
        expect(follows(both), `${one.name} and ${other.name}`).toBe(false);
      }
    const counted = cells.filter(
      ({ place, item, n }) => n === 0 || table.shown.get(place.key)?.get(item)?.n !== undefined,
    );
    const countFollows = spanOf(counted.map(({ factors }) => factors));
    for (const { name, n, factors } of hidden) if (n < FLOOR) expect(countFollows(factors), name).toBe(false);
    few += hidden.length;
    const rolled = told.filter(({ place }) => place.key.includes(" 12|") && !place.key.endsWith("-12"));
    rolling += rolled.length;
  }
  // there was something to hide, and twelve months that overlap to find it with
  expect(few).toBeGreaterThan(300);
  expect(rolling).toBeGreaterThan(300);
});
