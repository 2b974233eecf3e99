import { z } from "zod";
import { compareDefinitions } from "#analytics/compare-definitions.ts";
import {
  CHANGE_LINES,
  type ChangeExplanation,
  type ChangeLineName,
  type ChangePart,
  explainChange,
} from "#analytics/explain-change.ts";
import { normalCriticalValue } from "#analytics/statistics/normal-critical-value.ts";
import { AppError } from "#server/app-error.ts";
import { cutFor, type IndicatorCut, placeFor } from "#server/indicators/cut.ts";
import type { CutWave } from "#server/indicators/cut-wave.ts";
import { publishedDefinition } from "#server/indicators/definitions.ts";
import { nodeRef } from "#server/indicators/nodes.ts";
import { passportOf } from "#server/indicators/passport.ts";
import { placeKey } from "#server/indicators/place.ts";
import { changeAt, readingAt } from "#server/indicators/reading-of.ts";
import type {
  BreakKind,
  ChangeView,
  NodeRef,
  PassportView,
  ReadingView,
} from "#server/indicators/reading-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { remembered } from "#server/indicators/table-cache.ts";
import { projectsOf } from "#server/indicators/units-below.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import { momentsOfWave } from "#server/indicators/wave-table.ts";
import { unitRef } from "#server/scope/org-tree.ts";
import type { Scope } from "#server/scope/scope.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { foldHidden } from "./fold-hidden.ts";
import { unitMoments } from "./unit-moments.ts";

export const changeQuery = z.strictObject({
  unit: z.int().positive(),
  wave: z.int().positive().optional(),
  compare: z.int().positive().optional(),
  phase: z.enum(OWNER_PHASES).optional(),
  /** The whole index when left out. */
  node: z.string().min(1).max(40).optional(),
  /** A published version both waves are read under; the one in force for the later wave when left out. */
  rule: z.int().positive().optional(),
});
export type ChangeQuery = z.infer<typeof changeQuery>;

/** Points of a change with a 95 % interval about a process. */
export type PartView = { readonly points: number; readonly low: number; readonly high: number };

/**
 * A line of the walk. `definition`: the rule changed, the answers not. `mix`: who was there, where coming and going alone
 * would tell of too few.
 */
export type LineView = PartView & { readonly line: "definition" | "mix" | ChangeLineName };

export type WhyView = {
  readonly unit: UnitRef;
  readonly path: readonly UnitRef[];
  readonly node: NodeRef;
  readonly wave: WaveOption;
  readonly previousWave: WaveOption;
  readonly before: ReadingView;
  readonly after: ReadingView;
  readonly change: ChangeView | null;
  /** What keeps the two waves from being compared; then there are no lines. */
  readonly broken: BreakKind | null;
  /** Questions below are hidden and the rule is not that of the time: taking the change apart would tell them, so there are no lines. */
  readonly withheld: boolean;
  /** From the value before to the value after; empty where either may not be shown in full. */
  readonly lines: readonly LineView[];
  /** The line "within" by project, the largest first, and what those not named add together. */
  readonly projects: readonly (PartView & { readonly unit: UnitRef })[];
  readonly otherProjects: { readonly parts: number; readonly points: number } | null;
  /** Which item moved the number. */
  readonly items: readonly (PartView & { readonly node: NodeRef })[];
  readonly otherItems: { readonly parts: number; readonly points: number } | null;
  readonly passport: PassportView;
};

const METHOD = {
  zh: "把变化逐项拆开：题目构成、运营记录、项目进入与退出、区域/项目/阶段构成、项目自身的变化（Griliches–Regev 逐层分解，按业主数），各行相加等于总变化；各行误差由单元分值的误差推出，两期按独立样本。",
  en: "The change line by line: items, operations, projects entering and leaving, the mix of regions, projects and phases, and what projects did (Griliches–Regev at each level, by owners). The lines add up; their errors follow from those of the cells' scores, the waves being independent.",
};

/** How many projects and items are named; the rest stand together. */
const MOST = 10;

function partView({ points, se }: ChangePart): PartView {
  const half = normalCriticalValue(0.95) * se;
  return { points, low: points - half, high: points + half };
}

function together(parts: readonly ChangePart[]): ChangePart {
  return {
    points: parts.reduce((sum, { points }) => sum + points, 0),
    // the lines of one walk rest on the same answers; their errors are not known to be apart
    se: parts.reduce((sum, { se }) => sum + se, 0),
  };
}

/** The lines of a walk that may be shown: a handful of respondents who came or went makes no line of their own. */
function linesOf({ lines, entered, left }: ChangeExplanation, minimum: number): readonly LineView[] {
  const thin = [entered, left].some((n) => n > 0 && n < minimum);
  const mixed = ["entering", "leaving", "region-mix", "project-mix", "phase-mix"] as const;
  if (!thin) return CHANGE_LINES.map((line) => ({ line, ...partView(lines[line]) }));
  return [
    { line: "items", ...partView(lines.items) },
    { line: "operations", ...partView(lines.operations) },
    { line: "mix", ...partView(together(mixed.map((line) => lines[line]))) },
    { line: "within", ...partView(lines.within) },
  ];
}

/** What the rule's change alone did, counted on the earlier answers. */
async function definitionLine(
  sources: Sources,
  cut: IndicatorCut,
  before: CutWave,
  node: string,
): Promise<LineView | undefined> {
  const { published, unit, query } = cut;
  const then = await publishedDefinition(sources.db, published.definition.id, before.wave.year);
  if (then.hash === published.hash) return undefined;
  const request = { waveId: before.wave.id, questionnaire: before.wording.questionnaire };
  const { moments } = await momentsOfWave(sources, [then.definition, published.definition], request, []);
  const own = unitMoments(cut, { ...before.table, moments }, unit, query.phase);
  const [shift] = compareDefinitions(then.definition, published.definition, own, {
    by: [],
    inference: "process",
    nodes: [node],
  });
  if (shift?.difference === undefined || shift.se === undefined) return undefined;
  return { line: "definition", ...partView({ points: shift.difference, se: shift.se }) };
}

function needBefore({ before }: IndicatorCut): CutWave {
  if (!before)
    throw new AppError("not_found", "There is no earlier wave to compare with: choose a later one.");
  return before;
}

/**
 * Why a number moved since the wave before.
 * @throws AppError `not_found` for a unit, wave or indicator that is not the asker's, or without an earlier wave
 */
export async function changeWhy(sources: Sources, scope: Scope, query: ChangeQuery): Promise<WhyView> {
  const { node: asked, ...rest } = query;
  const cut = await cutFor(sources, scope, { ...rest, organisation: "then" });
  const before = needBefore(cut);
  const { now, unit, published, infos } = cut;
  const node = asked ?? published.definition.tree.id;
  const info = infos.find(({ id }) => id === node);
  if (!info)
    throw new AppError("not_found", "There is no such indicator for you: choose one from the table.");
  const place = placeFor(cut, unit, query.phase);
  const [old, next] = [readingAt(before.table, place, node), readingAt(now.table, place, node)];
  const broken = cut.breaks.get(node)?.kind ?? null;
  const withheldAt = (key: string, id: string) =>
    [before, now].some(({ table }) => (table.withheld?.get(key)?.get(id) ?? 0) !== 0);
  const withheld = withheldAt(placeKey(place), node);
  const shown = broken === null && !withheld && old.state === "full" && next.state === "full";
  const explanation = shown
    ? await remembered(`why|${now.table.id}|${before.table.id}|${placeKey(place)}|${node}`, () =>
        explainChange(
          published.definition,
          unitMoments(cut, before.table, unit, query.phase),
          unitMoments(cut, now.table, unit, query.phase),
          node,
        ),
      )
    : undefined;
  const minimum = published.definition.minimumAnswers;
  const first = explanation ? await definitionLine(sources, cut, before, node) : undefined;

  const readable = new Map(projectsOf(cut, unit).map((project) => [String(project.id), project]));
  const isShown = (key: string, leaf: string) =>
    !withheldAt(key, leaf) &&
    [before, now].every(({ table }) => {
      const state = table.shown.get(key)?.get(leaf)?.state;
      return state === "full" || state === "indicative";
    });
  const respondentsAt = (key: string, leaf: string) => now.table.shown.get(key)?.get(leaf)?.n ?? 0;
  const projects = foldHidden(
    [...(explanation?.projects ?? [])].map(([id, part]) => {
      const project = readable.get(id);
      const key = placeKey({ unit: `project:${id}`, phase: query.phase });
      return {
        id,
        ...part,
        project,
        n: respondentsAt(key, node),
        shown: project !== undefined && isShown(key, node),
      };
    }),
    minimum,
  );
  const key = placeKey(place);
  const items = foldHidden(
    [...(explanation?.leaves ?? [])].map(([id, part]) => {
      const of = infos.find((each) => each.id === id);
      return { id, ...part, of, n: respondentsAt(key, id), shown: of !== undefined && isShown(key, id) };
    }),
    minimum,
  );
  const unnamed = <Part extends { readonly points: number }>({
    named,
    others,
  }: {
    readonly named: readonly Part[];
    readonly others: WhyView["otherItems"];
  }): WhyView["otherItems"] => {
    const more = named.slice(MOST);
    if (more.length === 0) return others;
    return {
      parts: more.length + (others?.parts ?? 0),
      points: more.reduce((sum, { points }) => sum + points, 0) + (others?.points ?? 0),
    };
  };
  return {
    unit: unitRef(unit),
    path: cut.path.map(unitRef),
    node: nodeRef(info),
    wave: now.wave,
    previousWave: before.wave,
    before: old,
    after: next,
    change: changeAt(cut, place, node),
    broken,
    withheld,
    lines: explanation ? [...(first ? [first] : []), ...linesOf(explanation, minimum)] : [],
    projects: projects.named
      .slice(0, MOST)
      .flatMap(({ project, ...part }) => (project ? [{ unit: unitRef(project), ...partView(part) }] : [])),
    otherProjects: unnamed(projects),
    items: items.named
      .slice(0, MOST)
      .flatMap(({ of, ...part }) => (of ? [{ node: nodeRef(of), ...partView(part) }] : [])),
    otherItems: unnamed(items),
    passport: { ...passportOf(cut, info), inference: "process", method: METHOD },
  };
}
