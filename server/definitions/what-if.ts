import { z } from "zod";
import { type BandMove, bandMoves } from "#analytics/band-moves.ts";
import { check } from "#analytics/check.ts";
import { compareDefinitions } from "#analytics/compare-definitions.ts";
import type { DefinitionProblem } from "#analytics/definition-problem.ts";
import type { EvaluateOptions } from "#analytics/evaluate-options.ts";
import { type IndexDefinition, indexDefinition } from "#analytics/index-definition.ts";
import type { Reading } from "#analytics/reading.ts";
import { AppError } from "#server/app-error.ts";
import { cutFor, type IndicatorCut, placeFor } from "#server/indicators/cut.ts";
import { passportOf } from "#server/indicators/passport.ts";
import { placeKey, placeOfGroup } from "#server/indicators/place.ts";
import { readingView } from "#server/indicators/reading-of.ts";
import type { PassportView } from "#server/indicators/reading-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { remembered } from "#server/indicators/table-cache.ts";
import { partsOf, projectsOf } from "#server/indicators/units-below.ts";
import { leavesOf, type VersionShift, versionShift } from "#server/indicators/version-shift.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { makeWaveTable, type WaveTable } from "#server/indicators/wave-table.ts";
import { type TreeUnit, unitRef } from "#server/scope/org-tree.ts";
import { need, type Scope } from "#server/scope/scope.ts";
import { readableUnit } from "#server/scope/sight.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { type CondensedWave, condensedWave, readCondensed } from "./condensed-wave.ts";

export const whatIfQuery = z.strictObject({
  unit: z.int().positive(),
  wave: z.int().positive().optional(),
  /** One phase alone, whose own weights then count; all when left out. */
  phase: z.enum(OWNER_PHASES).optional(),
  /** The unit whose projects are put in bands, where it is another than the one whose parts are shown. */
  within: z.int().positive().optional(),
  /** The draft as it stands on the screen; it need not be saved. */
  definition: indexDefinition,
  /** Whether the errors of the shifts are worked out too: not while something is being dragged. */
  precise: z.boolean().default(false),
});
export type WhatIfQuery = z.infer<typeof whatIfQuery>;

/** A unit's index under the rule in force and under the draft; null where it may not be shown. */
export type WhatIfUnit = {
  readonly unit: UnitRef;
  readonly before: number | null;
  readonly after: number | null;
  /** Half of the 95 % interval of `after`, as a process; null where it has none. */
  readonly halfWidth: number | null;
  readonly shift: number | null;
  /** Standard error of the shift: the same answers make both numbers, so it is small. Null unless asked for. */
  readonly shiftSe: number | null;
  /** Leaves too few answered there: the shift is that of all others, so that it tells nothing of these. */
  readonly without: readonly string[];
};

export type WhatIfProject = WhatIfUnit & BandMove;

export type WhatIfView = {
  readonly unit: UnitRef;
  /** The unit whose projects are put in bands. */
  readonly within: UnitRef;
  readonly wave: WaveOption;
  /** What keeps the draft from being published. */
  readonly problems: readonly DefinitionProblem[];
  /** The unit asked for, then what it divides into. */
  readonly units: readonly WhatIfUnit[];
  /** Its projects with enough answers, in the order of the draft. */
  readonly projects: readonly WhatIfProject[];
  readonly changedBand: number;
  /** Of the numbers before: the rule in force. */
  readonly passport: PassportView;
};

type Level = { readonly before: CondensedWave; readonly after: CondensedWave };

/** By place and node, what a definition gives on all levels. */
type Table = ReadonlyMap<string, ReadonlyMap<string, Reading>>;

function tableOf(levels: readonly Level[], side: keyof Level, definition: IndexDefinition): Table {
  const table = new Map<string, Map<string, Reading>>();
  for (const level of levels) {
    for (const reading of readCondensed(level[side], definition)) {
      const place = placeOfGroup(reading.group);
      if (!place) continue;
      const key = placeKey(place);
      const nodes = table.get(key) ?? new Map<string, Reading>();
      table.set(key, nodes.set(reading.node, reading));
    }
  }
  return table;
}

/** What may be shown of the leaves of a draft the rule in force does not know, decided as for any table of a wave. */
function newLeaves(sources: Sources, cut: IndicatorCut, draft: IndexDefinition): Promise<WaveTable> {
  const { now } = cut;
  const items = Object.keys(draft.items).toSorted();
  const flat = { ...draft, tree: { id: draft.tree.id, items: {} }, phaseWeights: undefined };
  const request = { waveId: now.wave.id, questionnaire: now.wording.questionnaire };
  return remembered(`leaves|${now.table.id}|${items.join()}`, () =>
    makeWaveTable(sources, { definition: flat, hash: "" }, request),
  );
}

/** By place, whether a leaf may be shown there; one without answers there has nothing to hide. */
async function leafGuard(sources: Sources, cut: IndicatorCut, draft: IndexDefinition) {
  const { table } = cut.now;
  const { items, measures = {} } = cut.published.definition;
  const known = leavesOf(draft).every((leaf) => leaf in items || leaf in measures);
  const more = known ? undefined : await newLeaves(sources, cut, draft);
  return (key: string, leaf: string): boolean => {
    const state = (table.shown.get(key)?.get(leaf) ?? more?.shown.get(key)?.get(leaf))?.state;
    return state === "full" || state === "indicative" || state === "undefined";
  };
}

/** A place's index under both rules, where the one in force is shown in full. */
function shiftsOf(
  cut: IndicatorCut,
  draft: IndexDefinition,
  before: Table,
  after: Table,
  mayShow: (key: string, leaf: string) => boolean,
): ReadonlyMap<string, VersionShift> {
  const rule = cut.published.definition;
  const shifts = new Map<string, VersionShift>();
  for (const [key, nodes] of before) {
    if (cut.now.table.shown.get(key)?.get(rule.tree.id)?.state !== "full") continue;
    const shift = versionShift(
      [rule, draft],
      [rule.tree.id, draft.tree.id],
      [nodes, after.get(key)],
      (leaf) => mayShow(key, leaf),
      cut.query.phase,
    );
    if (shift !== undefined) shifts.set(key, shift);
  }
  return shifts;
}

export function needFullSight({ reach }: IndicatorCut): void {
  if (reach !== "all")
    throw new AppError("forbidden", "Moving weights shows the whole index: your role sees a part of it.");
}

async function levelsOf(sources: Sources, cut: IndicatorCut, draft: IndexDefinition) {
  const { now, published } = cut;
  const request = { waveId: now.wave.id, questionnaire: now.wording.questionnaire };
  const phased = cut.query.phase === undefined ? [] : ["phase"];
  const options = (by: readonly string[]): EvaluateOptions => ({
    by: [...by, ...phased],
    inference: "process",
  });
  const level = async (by: readonly string[]): Promise<Level> => ({
    before: await condensedWave(sources, now.table, request, published.definition, options(by)),
    after: await condensedWave(sources, now.table, request, draft, options(by)),
  });
  return Promise.all([level([]), level(["region"]), level(["project"])]);
}

function shiftErrors(levels: readonly Level[], before: IndexDefinition, draft: IndexDefinition) {
  return new Map(
    levels.flatMap(({ after }) =>
      compareDefinitions(before, draft, after.moments, after.options).flatMap((shift) => {
        const place = placeOfGroup(shift.after.group);
        return place && shift.se !== undefined ? [[placeKey(place), shift.se] as const] : [];
      }),
    ),
  );
}

type Placed = { readonly unit: TreeUnit; readonly key: string };

/**
 * What a draft would do to a wave: the index of a unit and its parts before and after, and which of its projects would
 * change bands. Nothing is saved, and closed waves stay as they are.
 * @throws AppError `forbidden`, `not_found` for a unit or wave that is not the asker's, `analysis_unavailable`
 */
export async function whatIf(sources: Sources, scope: Scope, query: WhatIfQuery): Promise<WhatIfView> {
  need(scope, "definitions.publish");
  const { unit: id, wave, definition: draft, precise, within = id, phase } = query;
  const cut = await cutFor(sources, scope, { unit: id, wave, phase, compare: null, organisation: "then" });
  needFullSight(cut);
  if (draft.id !== cut.published.definition.id)
    throw new AppError("invalid", "Only a version of the annual index can be tried on a wave: open one.");
  const { unit, now, published } = cut;
  const inside = readableUnit(cut.sight, within);
  const problems = check(draft).filter(({ severity }) => severity === "error");
  const empty = {
    unit: unitRef(unit),
    within: unitRef(inside),
    wave: now.wave,
    problems,
    passport: passportOf(cut),
  };
  if (problems.length > 0) return { ...empty, units: [], projects: [], changedBand: 0 };

  const levels = await levelsOf(sources, cut, draft);
  const shifts = shiftsOf(
    cut,
    draft,
    tableOf(levels, "before", published.definition),
    tableOf(levels, "after", draft),
    await leafGuard(sources, cut, draft),
  );
  const errors = precise ? shiftErrors(levels, published.definition, draft) : undefined;
  const view = ({ unit: each, key }: Placed): WhatIfUnit => {
    const { before, after, without = [] } = shifts.get(key) ?? {};
    const known = before?.value !== undefined && after?.value !== undefined;
    return {
      unit: unitRef(each),
      before: before?.value ?? null,
      after: after?.value ?? null,
      halfWidth: readingView(after).halfWidth,
      shift: known ? (after?.value ?? 0) - (before?.value ?? 0) : null,
      shiftSe: known && without.length === 0 ? (errors?.get(key) ?? null) : null,
      without,
    };
  };
  const placed = (each: TreeUnit): Placed => ({ unit: each, key: placeKey(placeFor(cut, each, phase)) });
  const projects = projectsOf(cut, inside)
    .map(placed)
    .filter(({ key }) => shifts.has(key));
  const moves = bandMoves(
    projects.map(({ key, unit: { code } }) => {
      const { before, after } = shifts.get(key) as VersionShift;
      return { key, code, before, after };
    }),
  );
  const rows = projects.flatMap((each): WhatIfProject[] => {
    const move = moves.get(each.key);
    return move ? [{ ...view(each), ...move }] : [];
  });
  return {
    ...empty,
    units: [unit, ...partsOf(cut)].map(placed).map(view),
    projects: rows.toSorted((a, b) => a.placeAfter - b.placeAfter),
    changedBand: rows.filter(({ mark }) => mark === "band").length,
  };
}
