import { type CellProtection, protectCells } from "#analytics/protect-cells.ts";
import type { CellRelation } from "#analytics/sums-of-cells.ts";
import { type OrgTree, subtree } from "#server/scope/org-tree.ts";
import { FEWEST_RECORDS } from "./figure.ts";
import { MEASURE_FACTS, MEASURES, type MeasureKey } from "./measures.ts";
import type { Period } from "./periods.ts";
import { NO_BASES, type RecordBases } from "./record-bases.ts";

/** Projects that are counted together, by ascending id: a project, a region as it was organised at some time, the group. */
export type ProjectSet = readonly number[];

/** Whether a figure may be shown: false where it has too few records, or would give away one that has. */
export type ShownFigures = (key: MeasureKey, projects: ProjectSet, period: Period) => boolean;

export function setName(projects: ProjectSet): string {
  return projects.join();
}

/** A sum, and the length of period with which it comes in. */
type Relation = CellRelation & { readonly step: number };

function spanName({ after, upTo }: Pick<Period, "after" | "upTo">): string {
  return `${after}/${upTo}`;
}

/** The projects below a unit. */
export function projectsBelow(tree: OrgTree, unit: number): ProjectSet {
  return subtree(tree, unit)
    .filter((id) => tree.units.get(id)?.kind === "project")
    .toSorted((a, b) => a - b);
}

/** Every set of projects some screen counts together, and which of them make up which, over all ways the house was organised. */
function setsOf(trees: readonly OrgTree[]) {
  const sets = new Map<string, ProjectSet>();
  const divisions = new Map<string, { readonly whole: string; readonly parts: readonly string[] }>();
  const add = (projects: ProjectSet) => {
    const name = setName(projects);
    sets.set(name, projects);
    return name;
  };
  const divide = (whole: string, parts: readonly string[]) => {
    if (parts.length > 1) divisions.set(`${whole}=${parts.join("+")}`, { whole, parts });
  };
  for (const tree of trees) {
    for (const [id, { kind }] of tree.units) {
      if (kind !== "group" && kind !== "region" && kind !== "project") continue;
      const projects = projectsBelow(tree, id);
      if (projects.length === 0) continue;
      const whole = add(projects);
      if (kind === "project") continue;
      divide(
        whole,
        projects.map((project) => add([project])),
      );
      const below = (tree.children.get(id) ?? []).map((child) => projectsBelow(tree, child));
      divide(whole, below.filter((part) => part.length > 0).map(add));
    }
  }
  return { sets, divisions: [...divisions.values()] };
}

/** The shorter periods that together are exactly a longer one; none where they leave a gap. */
export function tilesOf(period: Period, shorter: readonly Period[]): readonly Period[] {
  const inside = shorter
    .filter(
      ({ after, upTo }) =>
        after >= period.after && upTo <= period.upTo && spanName({ after, upTo }) !== spanName(period),
    )
    .toSorted((a, b) => (a.after < b.after ? -1 : 1));
  const whole =
    inside.length > 1 &&
    inside[0]?.after === period.after &&
    inside.at(-1)?.upTo === period.upTo &&
    inside.every(({ upTo }, at) => at === inside.length - 1 || inside[at + 1]?.after === upTo);
  return whole ? inside : [];
}

/**
 * Decides for all units, periods and measures at once which figures may be shown, whoever asks for which: what has fewer than five
 * records is hidden, and what would tell it by subtracting along units, months and quarters is hidden with it. Longer periods are
 * decided first and stay as they are, so they are the same when asked for alone; of one length, larger units are the last to go. Measures
 * of the same records hide the same.
 * @param trees every way the house was organised that a screen can show
 * @param series lists of periods of one length each, the longest first
 * @param basesOf records of a project in a period
 */
export function shownFigures(
  trees: readonly OrgTree[],
  series: readonly (readonly Period[])[],
  basesOf: (project: number, period: Period) => RecordBases | undefined,
): ShownFigures {
  const { sets, divisions } = setsOf(trees);
  const periods = [...new Map(series.flat().map((period) => [spanName(period), period])).values()];
  const stepOf = new Map(
    series.flatMap((own, step) => own.map((period) => [spanName(period), step] as const)),
  );
  const names = [...sets.keys()];
  const at = new Map(names.map((name, place) => [name, place * periods.length]));
  const place = new Map(periods.map((period, index) => [spanName(period), index]));
  const cellOf = (set: string, period: Period) => (at.get(set) ?? 0) + (place.get(spanName(period)) ?? 0);
  const relations: Relation[] = [
    ...divisions.flatMap(({ whole, parts }) =>
      periods.map((period) => ({
        whole: cellOf(whole, period),
        parts: parts.map((part) => cellOf(part, period)),
        additive: true,
        step: stepOf.get(spanName(period)) ?? 0,
        system: `units ${spanName(period)}`,
      })),
    ),
    ...names.flatMap((name) =>
      series.flatMap((longer, index) =>
        longer.flatMap((period) =>
          series.slice(index + 1).flatMap((shorter) => {
            const tiles = tilesOf(period, shorter);
            if (tiles.length === 0) return [];
            const parts = tiles.map((tile) => cellOf(name, tile));
            const step = stepOf.get(spanName(tiles[0] ?? period)) ?? 0;
            return [{ whole: cellOf(name, period), parts, additive: true, step, system: `periods ${name}` }];
          }),
        ),
      ),
    ),
  ];
  const rule = { floor: FEWEST_RECORDS, minimum: FEWEST_RECORDS };
  const shown = new Map(
    [...new Set(MEASURES.map((key) => MEASURE_FACTS[key].base))].map((base) => {
      const n = names.flatMap((name) =>
        periods.map((period) =>
          (sets.get(name) ?? []).reduce(
            (sum, project) => sum + (basesOf(project, period) ?? NO_BASES)[base],
            0,
          ),
        ),
      );
      const size = (cell: number) => sets.get(names[Math.floor(cell / periods.length)] ?? "")?.length ?? 1;
      const step = (cell: number) => stepOf.get(spanName(periods[cell % periods.length] as Period)) ?? 0;
      let decided: readonly CellProtection[] | undefined;
      for (let now = 0; now < series.length; now++) {
        const before = decided;
        decided = protectCells(
          n,
          relations.filter((relation) => relation.step <= now),
          rule,
          {
            cost: (cell) => (step(cell) < now ? Number.POSITIVE_INFINITY : (n[cell] ?? 0) + 1e4 * size(cell)),
            ...(before && { before: before.map((each, cell) => (step(cell) < now ? each : "shown")) }),
          },
        );
      }
      return [base, decided ?? []] as const;
    }),
  );
  return (key, projects, period) => {
    const name = setName(projects);
    if (!at.has(name) || !place.has(spanName(period))) return false;
    const state = shown.get(MEASURE_FACTS[key].base)?.[cellOf(name, period)];
    return state === "shown" || state === "empty";
  };
}
