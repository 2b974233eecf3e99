import { arrange } from "#analytics/arrange.ts";
import { compile, type Plan } from "#analytics/compile.ts";
import { condense } from "#analytics/condense.ts";
import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import { measure } from "#analytics/measure.ts";
import { type ReadingTable, readingsOf } from "#analytics/reading-table.ts";
import { previewEffect } from "#app/weights/preview.ts";
import type { WeighedPlace, WeighingBasis } from "#server/definitions/weighing-basis.ts";
import { BASES, COLUMNS, draft, EVERY, momentsOfCells, type Timing, timed } from "./what-if-cells.ts";

/** What a browser takes for new weights: the workbench's own function, and the engine on sums it would hold. */
export type BrowserTimes = {
  readonly places: number;
  readonly workbench: Timing;
  readonly values: Timing;
  readonly intervals: Timing;
};

/** The numbers of every cell as the workbench gets those of projects. */
function basisOf(rows: ReturnType<typeof readingsOf>): WeighingBasis {
  const total = OWNER_SATISFACTION.tree.id;
  const places = [...Map.groupBy(rows, ({ group }) => JSON.stringify(group))].flatMap(
    ([key, own]): WeighedPlace[] => {
      const index = own.find(({ node }) => node === total);
      if (index?.value === undefined) return [];
      const leaves = own.flatMap(({ node, value }) =>
        Object.hasOwn(OWNER_SATISFACTION.items, node) && value !== undefined ? [[node, value] as const] : [],
      );
      return [
        {
          unit: { id: 0, code: key, kind: "project", name: key } as unknown as WeighedPlace["unit"],
          index: { value: index.value, se: index.se ?? null, df: index.df ?? null, halfWidth: null },
          leaves: Object.fromEntries(leaves),
          hidden: [],
        },
      ];
    },
  );
  return {
    rule: OWNER_SATISFACTION,
    units: places.slice(0, 8),
    projects: places,
  } as unknown as WeighingBasis;
}

/** Called by the bench, in the page. */
export function timesInBrowser(): BrowserTimes {
  const moments = momentsOfCells(200_000);
  const condensed = condense(arrange(OWNER_SATISFACTION, moments, EVERY));
  let before: Plan | undefined;
  const plan = (move: number) => {
    before = compile(draft(move), COLUMNS, BASES, before);
    return before;
  };
  const basis = basisOf(readingsOf(measure(plan(0), condensed, { ...EVERY, inference: "process" })));
  const known = previewEffect(basis, draft(1), undefined);
  if (known?.projects.length !== basis.projects.length) throw new Error("the preview leaves places out");
  let last: ReadingTable | undefined;
  return {
    places: basis.projects.length,
    workbench: timed(100, (move) => previewEffect(basis, draft(move), undefined)),
    values: timed(100, (move) => {
      last = measure(plan(move), condensed, { ...EVERY, intervals: false }, last);
    }),
    intervals: timed(100, (move) => {
      last = measure(plan(move), condensed, EVERY, last);
    }),
  };
}
