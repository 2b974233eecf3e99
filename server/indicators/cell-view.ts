import { AppError } from "#server/app-error.ts";
import { unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { cutFor, placeFor } from "./cut.ts";
import { distributionOf } from "./distribution.ts";
import { benchmarksOf, fixedFor, targetAt, targetView } from "./held-against.ts";
import { type NodeInfo, nodeRef } from "./nodes.ts";
import { operationsBeside } from "./operations.ts";
import { passportOf } from "./passport.ts";
import { WHOLE } from "./place.ts";
import type { CellQuery } from "./query.ts";
import { changeAt, gapAt, readingAt } from "./reading-of.ts";
import type { Sources } from "./sources.ts";
import { trendOf, trendWaves } from "./trend.ts";
import type { CellView } from "./views.ts";

/** More rows than that are no drawer any more: an index shows its dimensions, not every item below. */
const MOST_ITEMS = 12;

function parentsOf(infos: readonly NodeInfo[], info: NodeInfo): NodeInfo[] {
  const parent = infos.find(({ id }) => id === info.parent);
  return parent ? [...parentsOf(infos, parent), parent] : [];
}

function itemsOf(infos: readonly NodeInfo[], info: NodeInfo): readonly NodeInfo[] {
  const wanted = new Set(info.items);
  const items = infos.filter(({ id, kind }) => kind === "item" && wanted.has(id));
  const once = items.filter(({ id }, at) => items.findIndex((each) => each.id === id) === at);
  return once.length > MOST_ITEMS ? [] : once;
}

/**
 * One number, opened: its trend, how people answered, phases, what it is made of, and how it came about.
 * @param now the moment due days of records have passed by
 * @throws AppError `not_found` for a unit, wave or indicator that is not the asker's, `analysis_unavailable`
 */
export async function cellView(
  sources: Sources,
  scope: Scope,
  query: CellQuery,
  now: Date,
): Promise<CellView> {
  const { node, measure, estimand, ...rest } = query;
  const cut = await cutFor(sources, scope, rest, { measure, estimand });
  const { infos, unit, group, before } = cut;
  const { table, wave } = cut.now;
  const info = infos.find(({ id }) => id === node);
  if (!info)
    throw new AppError("not_found", "There is no such indicator for you: choose one from the table.");
  const place = placeFor(cut, unit, query.phase);
  const whole = { unit: WHOLE, phase: query.phase } as const;
  const waves = await trendWaves(cut);
  const fixed = await fixedFor(sources, cut);
  const phases = query.phase === undefined ? OWNER_PHASES : [];
  return {
    unit: unitRef(unit),
    path: cut.path.map(unitRef),
    phase: query.phase ?? null,
    node: nodeRef(info),
    parents: parentsOf(infos, info).map(nodeRef),
    wave,
    previousWave: before?.wave ?? null,
    reading: readingAt(table, place, info.id),
    reference: group ? readingAt(table, whole, info.id) : null,
    difference: gapAt(cut, place, info.id),
    change: changeAt(cut, place, info.id),
    trend: trendOf(cut, waves, info, place, group ? whole : undefined),
    target: targetView(cut, fixed, place, info.id),
    targets: waves.flatMap(({ wave }) => {
      const value = targetAt(fixed, cut.tree, unit, info.id, wave.year);
      return value === undefined ? [] : [{ year: wave.year, value }];
    }),
    benchmarks: benchmarksOf(cut, fixed, place, info.id),
    distribution: await distributionOf(sources, cut, itemsOf(infos, info)),
    phases: phases
      .map((phase) => ({
        phase,
        reading: readingAt(table, { ...place, phase }, info.id),
        change: changeAt(cut, { ...place, phase }, info.id),
        trend: trendOf(cut, waves, info, { ...place, phase }, undefined),
      }))
      .filter(({ reading }) => reading.state !== "undefined"),
    parts: infos
      .filter(({ parent }) => parent === info.id)
      .map((part) => ({
        node: nodeRef(part),
        weight: part.share,
        reading: readingAt(table, place, part.id),
        change: changeAt(cut, place, part.id),
      })),
    operations: await operationsBeside(sources, scope, cut, info, now),
    passport: passportOf(cut, info),
  };
}
