import { outcomeRates } from "#analytics/statistics/outcome-rates.ts";
import { unitRef } from "#server/scope/org-tree.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { type IndicatorCut, placeFor } from "./cut.ts";
import { readingAt } from "./reading-of.ts";
import type { Sources } from "./sources.ts";
import { partsOf, projectsOf } from "./units-below.ts";
import type { ResponseTile } from "./views.ts";

/** Who answered, of whom, and where it was too few to say something. */
export function responseTile({ analysis }: Sources, cut: IndicatorCut): ResponseTile {
  const { now, query, unit, published } = cut;
  const root = published.definition.tree.id;
  const projects = projectsOf(cut, unit);
  const phases = query.phase === undefined ? OWNER_PHASES : [query.phase];
  const { strata } = analysis.strata({
    waveIds: [now.wave.id],
    projectIds: projects.map(({ id }) => id),
    phases,
  });
  const frames = strata.flatMap(({ frame }) => frame);
  const sum = (count: (frame: (typeof frames)[number]) => number) =>
    frames.reduce((total, frame) => total + count(frame), 0);
  const owners = sum((frame) => frame.owners);
  const invited = sum((frame) => frame.invited);
  const ended = (code: keyof (typeof frames)[number]["dispositions"]) =>
    sum((frame) => frame.dispositions[code]);
  const outcomes = {
    complete: ended("I"),
    partial: ended("P"),
    refusal: ended("R"),
    nonContact: ended("NC"),
    other: ended("O"),
    unknownHousehold: ended("UH"),
    unknownOther: ended("UO"),
    notEligible: ended("NE"),
  };
  const decided = Object.values(outcomes).reduce((all, one) => all + one, 0);
  // whoever was asked and has no outcome yet may still be anything
  const unknownHousehold = outcomes.unknownHousehold + Math.max(0, invited - decided);
  const cells = strata.filter(({ frame }) => frame.some((each) => each.owners > 0));
  const full = cells.filter(({ projectId, phase }) => {
    const known = OWNER_PHASES.find((each) => each === phase);
    const { n } = readingAt(now.table, { unit: `project:${projectId}`, phase: known }, root);
    return n !== null && n >= cut.settings["display.full_from"];
  });
  const unranked = partsOf(cut).flatMap((part) => {
    const { n, state } = readingAt(now.table, placeFor(cut, part, query.phase), root);
    return state === "full" || state === "undefined" ? [] : [{ unit: unitRef(part), n }];
  });
  const { n } = readingAt(now.table, placeFor(cut, unit, query.phase), root);
  return {
    n,
    owners: frames.length === 0 ? null : owners,
    sampled: frames.length === 0 ? null : invited,
    // times those asked, the rate is the number of answers: it is hidden with it
    rate: n === null ? null : (outcomeRates({ ...outcomes, unknownHousehold }).RR2 ?? null),
    cells: { total: cells.length, full: full.length },
    unranked,
  };
}
