import type { IndexDefinition } from "#analytics/index-definition.ts";
import { itemsOfQuestions } from "#server/scoring/method-page/asked-items.ts";
import type { MarginFact, MethodFacts, Profile } from "#server/scoring/method-page/method-facts.ts";
import { methodSentence } from "#server/scoring/method-sentence.ts";
import { OWNER_PHASE_LABELS } from "#surveys/owner-phase.ts";
import type { Text } from "#surveys/question.ts";
import { EXCLUSION_REASONS, type ExclusionReason } from "../frame/exclusion-reasons.ts";
import { dispositionsOf } from "../monitor/outcomes-and-modes.ts";
import type { RepresentedBy } from "../monitor/representativeness.ts";
import { MODES, type Mode } from "../planned-modes.ts";
import type { MarginsView } from "./margins-view.ts";
import type { MethodView } from "./method-view.ts";
import { samplingWords } from "./sampling-words.ts";
import { printedNotes } from "./wave-notes.ts";

const MODE_NAMES: Readonly<Record<Mode, Text>> = {
  web: { zh: "网络", en: "web" },
  phone: { zh: "电话", en: "phone" },
  visit: { zh: "入户", en: "visit" },
};

const CUT_NAMES: Readonly<Record<RepresentedBy, Text>> = {
  phase: { zh: "阶段", en: "Phase" },
  region: { zh: "区域", en: "Region" },
  "handover-year": { zh: "交付年", en: "Handover" },
  "product-type": { zh: "产品", en: "Product" },
};

const NOT_RECORDED: Text = { zh: "未记录", en: "Not recorded" };

function profilesOf({ represented, regions }: MethodView): readonly Profile[] {
  const nameOf = (by: RepresentedBy, value: string): Text | string => {
    if (value === "") return NOT_RECORDED;
    if (by === "phase") return OWNER_PHASE_LABELS.find(({ phase }) => phase === value) ?? value;
    const region = by === "region" ? regions.find(({ id }) => String(id) === value) : undefined;
    return region ? { zh: region.name, en: region.nameEn ?? region.name } : value;
  };
  return [...Map.groupBy(represented, ({ by }) => by)].map(([by, rows]) => ({
    column: CUT_NAMES[by],
    rows: rows.map(({ value, owners, ofOwners, ofAnswers, ofWeighted }) => ({
      value: nameOf(by, value),
      owners,
      ofOwners,
      respondents: undefined,
      ofRespondents: ofAnswers,
      ofWeighted,
    })),
  }));
}

function marginsOf(margins: MarginsView | undefined): readonly MarginFact[] {
  return (margins?.rows ?? []).flatMap(({ unit, margins: own }) =>
    own.map(({ node, value, halfWidth, n, effective }) => ({
      group: { zh: unit.name, en: unit.nameEn ?? unit.name },
      index: node.title,
      value,
      halfWidth,
      n,
      effective,
    })),
  );
}

/** Who was left in peace, by reason. */
function leftInPeace({ frame }: MethodView): Text | undefined {
  const reasons = Object.entries(frame.leftOut) as [ExclusionReason, number][];
  if (reasons.length === 0) return undefined;
  return {
    zh: reasons.map(([reason, n]) => `${EXCLUSION_REASONS[reason].zh} ${n} 户`).join("；"),
    en: reasons.map(([reason, n]) => `${EXCLUSION_REASONS[reason].en}: ${n}`).join("; "),
  };
}

/**
 * The method page of a wave as a file tells it: what stands on its screen, with the margins its reader may see.
 * @param margins undefined for callbacks, which have none
 */
export function factsOfWave(
  view: MethodView,
  margins: MarginsView | undefined,
  definition: IndexDefinition,
): MethodFacts {
  const { wave, timing, outcomes, modes, quality, weighting, reconciliation, data, frame } = view;
  const excluded = leftInPeace(view);
  const counted = (mode: Mode) =>
    modes.reduce((sum, each) => sum + (each.mode === mode ? each.counted : 0), 0);
  return {
    definition,
    definitionHash: view.definition.hash,
    method:
      margins?.passport.method ??
      methodSentence(
        definition,
        {
          by: [],
          estimand: "owner-weighted",
          inference: "finite",
          confidence: 0.95,
          fewAnswers: "pooled",
          suppression: true,
        },
        { population: true, ownWeights: false, clusters: false },
      ),
    title: wave.nameEn === null ? wave.name : `${wave.name} ${wave.nameEn}`,
    days: timing,
    owners: frame.owners,
    invited: reconciliation.counts.asked,
    respondents: weighting.respondents,
    modes: MODES.map((mode) => ({ mode: MODE_NAMES[mode], respondents: counted(mode) })),
    outcomes: { dispositions: dispositionsOf(outcomes.counts, outcomes.open), open: outcomes.open },
    profiles: profilesOf(view),
    weights: {
      range: undefined,
      effective: weighting.effective,
      designEffect: weighting.designEffect,
      collapsed: weighting.collapsed.length,
      dropped: weighting.dropped.length,
      trimmed: weighting.trimmed.length,
      differing: weighting.differsFromIndex,
    },
    excluded: [
      { reason: { zh: "隔离", en: "Isolated" }, count: quality.isolated },
      { reason: { zh: "作废", en: "Void" }, count: quality.voided },
    ],
    leftOut: Object.values(frame.leftOut).reduce((sum, n) => sum + (n ?? 0), 0),
    asked: itemsOfQuestions(view.asked),
    margins: marginsOf(margins),
    confidence: 0.95,
    suppression: true,
    data: { hash: data.hash ?? data.version, asOf: data.closedAt },
    cautions: view.cautions.map(({ zh, en }) => ({ zh, en })),
    notes: {
      sampling: samplingWords(view.sample),
      ...(excluded && { excluded }),
      ...printedNotes(view.notes),
    },
  };
}
