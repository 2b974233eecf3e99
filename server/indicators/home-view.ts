import { AppError } from "#server/app-error.ts";
import { unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import type { ServicePort } from "#surveys/service-port.ts";
import { bestAndWorst } from "./best-and-worst.ts";
import { callbackCoverage } from "./callback-coverage.ts";
import { childBands } from "./child-bands.ts";
import { cutFor, type IndicatorCut, placeFor } from "./cut.ts";
import type { CutWave } from "./cut-wave.ts";
import { homeHeadline } from "./headline.ts";
import { type Fixed, fixedFor, targetView } from "./held-against.ts";
import { LOYALTY, type NodeInfo, NPS, nodeRef } from "./nodes.ts";
import { basisOf, passportOf } from "./passport.ts";
import { WHOLE } from "./place.ts";
import type { IndicatorQuery } from "./query.ts";
import { changeAt, readingAt } from "./reading-of.ts";
import { responseTile } from "./response-tile.ts";
import type { Sources } from "./sources.ts";
import { tasksOf } from "./tasks.ts";
import { trendOf, trendWaves } from "./trend.ts";
import { partsOf, projectsOf } from "./units-below.ts";
import type { DimensionRow, HomeView, MeasureTile, OwnRow, PhaseRow } from "./views.ts";

function tile(cut: IndicatorCut, info: NodeInfo): MeasureTile {
  const { now, before, group, unit, query, breaks } = cut;
  const place = placeFor(cut, unit, query.phase);
  const comparable = before && breaks.get(info.id)?.kind == null;
  return {
    node: nodeRef(info),
    reading: readingAt(now.table, place, info.id),
    reference: group ? readingAt(now.table, { unit: WHOLE, phase: query.phase }, info.id) : null,
    previous: comparable ? readingAt(before.table, place, info.id) : null,
    change: changeAt(cut, place, info.id),
    basis: basisOf(cut, info),
  };
}

function phaseRows(cut: IndicatorCut, root: NodeInfo, waves: readonly CutWave[]): PhaseRow[] {
  const phases = cut.query.phase === undefined ? OWNER_PHASES : [cut.query.phase];
  return phases.map((phase) => {
    const place = placeFor(cut, cut.unit, phase);
    const whole = { unit: WHOLE, phase } as const;
    return {
      phase,
      reading: readingAt(cut.now.table, place, root.id),
      reference: cut.group ? readingAt(cut.now.table, whole, root.id) : null,
      change: changeAt(cut, place, root.id),
      trend: trendOf(cut, waves, root, place, cut.group ? whole : undefined),
    };
  });
}

function dimensionRows(cut: IndicatorCut): DimensionRow[] {
  const { now, group, unit, query, infos } = cut;
  const place = placeFor(cut, unit, query.phase);
  return infos
    .filter(({ kind }) => kind === "dimension")
    .map((info) => ({
      node: nodeRef(info),
      reading: readingAt(now.table, place, info.id),
      reference: group ? readingAt(now.table, { unit: WHOLE, phase: query.phase }, info.id) : null,
      change: changeAt(cut, place, info.id),
    }))
    .filter(({ reading }) => reading.state === "full" && reading.value !== null)
    .toSorted((a, b) => (a.reading.value ?? 0) - (b.reading.value ?? 0) || (a.node.id < b.node.id ? -1 : 1));
}

const WORSE_FIRST = { worse: 0, better: 1, "not-distinguishable": 2 } as const;

/** The dimensions a port answers for; those that moved first, worse before better. */
function ownRows(cut: IndicatorCut, waves: readonly CutWave[], fixed: Fixed): readonly OwnRow[] | null {
  const { reach, now, group, unit, query, infos } = cut;
  if (reach === "all") return null;
  const place = placeFor(cut, unit, query.phase);
  const whole = { unit: WHOLE, phase: query.phase } as const;
  const rank = ({ change }: OwnRow) => WORSE_FIRST[change?.verdict ?? "not-distinguishable"];
  return infos
    .filter(({ kind, port }) => kind === "dimension" && port !== null && reach.has(port as ServicePort))
    .map((info) => ({
      node: nodeRef(info),
      reading: readingAt(now.table, place, info.id),
      reference: group ? readingAt(now.table, whole, info.id) : null,
      change: changeAt(cut, place, info.id),
      trend: trendOf(cut, waves, info, place, undefined),
      target: targetView(cut, fixed, place, info.id),
    }))
    .toSorted((a, b) => rank(a) - rank(b));
}

/**
 * My unit at a glance: where it stands, whether that changed, which parts differ, what is to be handled.
 * @param at the moment overdue things are counted at
 * @throws AppError `not_found` for a unit or wave that is not the asker's, `analysis_unavailable`
 */
export async function homeView(
  sources: Sources,
  scope: Scope,
  query: IndicatorQuery,
  at: Date,
): Promise<HomeView> {
  const cut = await cutFor(sources, scope, query);
  const { unit, now, before, group, infos } = cut;
  const [root] = infos;
  if (!root) throw new AppError("not_found", "There is no indicator here for you: choose another unit.");
  const measure = (id: string) => {
    const info = infos.find((each) => each.id === id);
    return info ? tile(cut, info) : null;
  };
  const waves = await trendWaves(cut);
  const place = placeFor(cut, unit, query.phase);
  const fixed = await fixedFor(sources, cut);
  const tasks = await tasksOf(sources, cut, at);
  const dimensions = dimensionRows(cut);
  const [child] = partsOf(cut);
  return {
    unit: unitRef(unit),
    path: cut.path.map(unitRef),
    projects: projectsOf(cut, unit).length,
    wave: now.wave,
    previousWave: before?.wave ?? null,
    reference: group ? unitRef(group) : null,
    headline: homeHeadline(cut, tasks),
    index: tile(cut, root),
    target: targetView(cut, fixed, place, root.id),
    loyalty: measure(LOYALTY),
    nps: measure(NPS),
    response: responseTile(sources, cut),
    childLevel: child?.kind === "region" ? "region" : child ? "project" : "phase",
    bands: childBands(cut),
    phases: phaseRows(cut, root, waves),
    own: ownRows(cut, waves, fixed),
    ...bestAndWorst(dimensions),
    trend: trendOf(cut, waves, root, place, group ? { unit: WHOLE, phase: query.phase } : undefined),
    coverage: await callbackCoverage(sources, cut, at),
    dimensions: dimensions.length,
    tasks,
    passport: passportOf(cut),
  };
}
