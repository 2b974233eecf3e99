import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OrgTree, TreeUnit } from "#server/scope/org-tree.ts";
import { FEWEST_RECORDS } from "./figure.ts";
import { type Period, recentPeriods } from "./periods.ts";
import { NO_RECORDS, type RecordCounts } from "./record-counts.ts";
import { projectsBelow, type ShownFigures, shownFigures, tilesOf } from "./shown-figures.ts";

const REGIONS = [2, 3];
const QUARTERS = recentPeriods("2026-03-31", "quarter").slice(-2);
const MONTHS = recentPeriods("2026-03-31", "month").slice(-6);

/** A group of two regions with the projects 10… in the first and 20… in the second. */
function tree(first: readonly number[], second: readonly number[]): OrgTree {
  const unit = (id: number, kind: TreeUnit["kind"]) => [id, { id, kind } as TreeUnit] as const;
  const projects = [...first, ...second].map((id) => unit(id, "project"));
  return {
    units: new Map([unit(1, "group"), ...REGIONS.map((id) => unit(id, "region")), ...projects]),
    children: new Map([
      [1, REGIONS],
      [2, first],
      [3, second],
    ]),
  } as unknown as OrgTree;
}

const THEN = tree([10, 11, 12], [20, 21]);
const NOW = tree([10, 11], [12, 20, 21]);
const SETS = [
  ...new Map(
    [THEN, NOW].flatMap((each) =>
      [...each.units.keys()].map((id) => [projectsBelow(each, id).join(), projectsBelow(each, id)] as const),
    ),
  ).values(),
];

const records = fc.array(fc.nat({ max: 14 }), { minLength: 5 * MONTHS.length, maxLength: 5 * MONTHS.length });

function countsBy(numbers: readonly number[]) {
  const of = (project: number, { after, upTo }: Period) =>
    MONTHS.reduce(
      (sum, month, at) =>
        month.after >= after && month.upTo <= upTo
          ? sum + (numbers[at * 5 + [10, 11, 12, 20, 21].indexOf(project)] ?? 0)
          : sum,
      0,
    );
  const counts = (project: number, period: Period): RecordCounts => ({
    ...NO_RECORDS,
    repairs: of(project, period),
  });
  const total = (projects: readonly number[], period: Period) =>
    projects.reduce((sum, project) => sum + of(project, period), 0);
  return { counts, total };
}

/** Whatever a reader can work out one unknown at a time, along units and along months. */
function peeled(
  shown: ShownFigures,
  total: (projects: readonly number[], period: Period) => number,
): readonly string[] {
  const name = (projects: readonly number[], { after, upTo }: Period) =>
    `${projects.join()} ${after}/${upTo}`;
  const known = new Set<string>();
  const periods = [...QUARTERS, ...MONTHS];
  for (const projects of SETS)
    for (const period of periods)
      if (shown("repairs-reopened", projects, period) || total(projects, period) === 0)
        known.add(name(projects, period));
  const sums: string[][] = [];
  for (const projects of SETS) {
    for (const period of periods)
      if (projects.length > 1)
        sums.push([name(projects, period), ...projects.map((project) => name([project], period))]);
    for (const quarter of QUARTERS)
      sums.push([name(projects, quarter), ...tilesOf(quarter, MONTHS).map((month) => name(projects, month))]);
  }
  for (const each of [THEN, NOW])
    for (const period of periods) sums.push([1, 2, 3].map((id) => name(projectsBelow(each, id), period)));
  const found: string[] = [];
  for (let more = true; more; ) {
    more = false;
    for (const sum of sums) {
      const unknown = sum.filter((cell) => !known.has(cell));
      const [cell] = unknown;
      if (unknown.length !== 1 || cell === undefined) continue;
      known.add(cell);
      found.push(cell);
      more = true;
    }
  }
  return found;
}

describe("which figures of the record may be shown", () => {
  it("months tile a quarter, and nothing that leaves a gap", () => {
    expect(tilesOf(QUARTERS[0] as Period, MONTHS)).toHaveLength(3);
    expect(tilesOf(QUARTERS[0] as Period, MONTHS.slice(1))).toEqual([]);
    expect(tilesOf({ key: "x", after: "2025-10-15", upTo: "2026-01-15" }, MONTHS)).toEqual([]);
  });

  it("are none with few records, and nothing hidden follows by subtraction, however the house was organised", () => {
    fc.assert(
      fc.property(records, (numbers) => {
        const { counts, total } = countsBy(numbers);
        const shown = shownFigures([THEN, NOW], [QUARTERS, MONTHS], counts);
        for (const projects of SETS)
          for (const period of [...QUARTERS, ...MONTHS]) {
            const n = total(projects, period);
            if (n > 0 && n < FEWEST_RECORDS) expect(shown("repairs-reopened", projects, period)).toBe(false);
          }
        expect(peeled(shown, total)).toEqual([]);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it("are of longer periods the same when shorter ones are not asked about", () => {
    fc.assert(
      fc.property(records, (numbers) => {
        const { counts } = countsBy(numbers);
        const [all, alone] = [[QUARTERS, MONTHS], [QUARTERS]].map((series) =>
          shownFigures([THEN, NOW], series, counts),
        );
        for (const projects of SETS)
          for (const period of QUARTERS)
            expect(alone?.("repairs-reopened", projects, period)).toBe(
              all?.("repairs-reopened", projects, period),
            );
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  it("are all where every project has enough, so nothing is hidden without need", () => {
    const { counts } = countsBy(Array.from({ length: 5 * MONTHS.length }, () => 6));
    const shown = shownFigures([THEN, NOW], [QUARTERS, MONTHS], counts);
    for (const projects of SETS)
      for (const period of [...QUARTERS, ...MONTHS])
        expect(shown("repairs-reopened", projects, period)).toBe(true);
  });

  it("are none of units or periods nobody decided about", () => {
    const { counts } = countsBy([]);
    const shown = shownFigures([THEN], [QUARTERS, MONTHS], counts);
    expect(shown("repairs-reopened", [12, 20, 21], QUARTERS[0] as Period)).toBe(false);
    expect(shown("repairs-reopened", [10], { key: "x", after: "2026-01-03", upTo: "2026-01-09" })).toBe(
      false,
    );
  });
});
