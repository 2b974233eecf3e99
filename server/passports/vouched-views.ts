import type { z } from "zod";
import { distributionQuery, distributionTold } from "#server/arrow/read-distribution.ts";
import { historyQuery, historyView } from "#server/definitions/history.ts";
import { weighingBasis, weighingQuery } from "#server/definitions/weighing-basis.ts";
import { whatIf, whatIfQuery } from "#server/definitions/what-if.ts";
import { changeQuery, changeWhy } from "#server/explanations/change-view.ts";
import { cohortsQuery } from "#server/explanations/cohorts-query.ts";
import { cohortsView } from "#server/explanations/cohorts-view.ts";
import { driversQuery, driversView } from "#server/explanations/drivers-view.ts";
import { fieldworkQuery, fieldworkView } from "#server/explanations/fieldwork-view.ts";
import { prioritiesView } from "#server/explanations/priorities-view.ts";
import { relativeChanges, relativeChangesQuery } from "#server/explanations/relative-changes.ts";
import { reliabilityView } from "#server/explanations/reliability-view.ts";
import { unitsQuery } from "#server/explanations/units-query.ts";
import { unitsView } from "#server/explanations/units-view.ts";
import { crosstabQuery } from "#server/explore/crosstab-query.ts";
import { crosstabView } from "#server/explore/crosstab-view.ts";
import { cellView } from "#server/indicators/cell-view.ts";
import { heatView } from "#server/indicators/heat-view.ts";
import { homeView } from "#server/indicators/home-view.ts";
import { cellQuery, heatQuery, indicatorQuery } from "#server/indicators/query.ts";
import type { Asked } from "#server/indicators/reading-view.ts";
import { rollingQuery, rollingView } from "#server/indicators/rolling-view.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { operationsQuery, operationsView } from "#server/operations/operations-view.ts";
import type { Scope } from "#server/scope/scope.ts";
import { detectableQuery, detectableView } from "#server/targets/detectable-view.ts";
import { voicesQuery, voicesView } from "#server/voices/voices-view.ts";
import { marginsQuery, marginsView } from "#server/waves/method/margins-view.ts";
import { otherWeights, otherWeightsQuery } from "#server/waves/method/other-weights.ts";
import { waveManager } from "#server/waves/wave-manager.ts";

/** An answer that says where its numbers come from. */
export type VouchedAnswer = {
  readonly passport: {
    readonly definition: { readonly id: string; readonly version: number; readonly hash: string };
    readonly data: { readonly version: string; readonly asOf: string };
    readonly asked?: Asked | undefined;
  };
};

type VouchedView<Query extends z.ZodType, Answer extends VouchedAnswer> = {
  readonly query: Query;
  readonly answer: (sources: Sources, scope: Scope, query: z.output<Query>, now: Date) => Promise<Answer>;
  /** What the answer settled that the question left open, such as the newest wave. */
  readonly settled?: (answer: Answer) => Partial<z.input<Query>>;
  /** Parts of the answer that tell of the day it was given and are no readings. */
  readonly ofTheDay?: readonly (keyof Answer & string)[];
};

function view<Query extends z.ZodType, Answer extends VouchedAnswer>(
  of: VouchedView<Query, Answer>,
): VouchedView<Query, Answer> {
  return of;
}

type OfWave = { readonly wave: { readonly id: number } };
type SinceWave = OfWave & { readonly previousWave: { readonly id: number } | null };

const wave = (answer: OfWave) => ({ wave: answer.wave.id });
const waves = (answer: SinceWave) => ({ wave: answer.wave.id, compare: answer.previousWave?.id ?? null });
const wavesIfAny = (answer: SinceWave) => ({ wave: answer.wave.id, compare: answer.previousWave?.id });

/** Every answer with a passport, under the name of its procedure: how it is asked for, and how it comes about once more. */
export const VOUCHED_VIEWS = {
  "indicators.home": view({
    query: indicatorQuery,
    answer: homeView,
    settled: waves,
    ofTheDay: ["tasks", "coverage", "headline"],
  }),
  "indicators.heat": view({ query: heatQuery, answer: heatView, settled: waves }),
  "indicators.cell": view({ query: cellQuery, answer: cellView, settled: waves }),
  "arrow.distribution": view({
    query: distributionQuery,
    answer: distributionTold,
    settled: ({ passport }) => ({ wave: passport.wave.id }),
  }),
  "indicators.rolling": view({
    query: rollingQuery,
    answer: rollingView,
    settled: ({ upTo }) => ({ upTo }),
  }),
  "compare.units": view({ query: unitsQuery, answer: unitsView, settled: wave }),
  "compare.cohorts": view({ query: cohortsQuery, answer: cohortsView, settled: wave }),
  "compare.changes": view({ query: relativeChangesQuery, answer: relativeChanges, settled: wavesIfAny }),
  "compare.fieldwork": view({ query: fieldworkQuery, answer: fieldworkView, settled: wave }),
  "why.change": view({ query: changeQuery, answer: changeWhy, settled: wavesIfAny }),
  "why.drivers": view({ query: driversQuery, answer: driversView, settled: wave }),
  "why.priorities": view({ query: driversQuery, answer: prioritiesView, settled: wave }),
  "why.reliability": view({ query: driversQuery, answer: reliabilityView, settled: wave }),
  "explore.crosstab": view({ query: crosstabQuery, answer: crosstabView, settled: wave }),
  "operations.beside": view({ query: operationsQuery, answer: operationsView, settled: wavesIfAny }),
  "voices.topics": view({
    query: voicesQuery,
    answer: voicesView,
    settled: wave,
    ofTheDay: ["tagging", "may"],
  }),
  "definitionDrafts.whatIf": view({ query: whatIfQuery, answer: whatIf, settled: wave }),
  "definitionDrafts.basis": view({ query: weighingQuery, answer: weighingBasis, settled: wave }),
  "definitionDrafts.history": view({
    query: historyQuery,
    answer: historyView,
    settled: ({ passport, restatedUnder }) => ({
      wave: passport.wave.id,
      version: restatedUnder.version,
    }),
  }),
  "targets.detectable": view({ query: detectableQuery, answer: detectableView }),
  "waveClosings.margins": view({ query: marginsQuery, answer: marginsView }),
  "waveClosings.otherWeights": view({
    query: otherWeightsQuery,
    answer: (sources, scope, query) => otherWeights(sources, waveManager(scope), query),
  }),
} as const;

export type VouchedName = keyof typeof VOUCHED_VIEWS;
export type VouchedQuery<Name extends VouchedName> = z.output<(typeof VOUCHED_VIEWS)[Name]["query"]>;
export type VouchedAnswerOf<Name extends VouchedName> = Awaited<
  ReturnType<(typeof VOUCHED_VIEWS)[Name]["answer"]>
>;

/** The same for a name that is read from a file. */
export function vouchedView(name: string): VouchedView<z.ZodType, VouchedAnswer> | undefined {
  return Object.hasOwn(VOUCHED_VIEWS, name)
    ? (VOUCHED_VIEWS[name as VouchedName] as unknown as VouchedView<z.ZodType, VouchedAnswer>)
    : undefined;
}
