/**
 * Five steps, one method (五步一法): the owner's journey from before the sale to living together,
 * and the promise that runs through all of it. Every section of a questionnaire carries one.
 */
export const JOURNEY_STEPS = [
  "pre_sale",
  "signing",
  "handover",
  "responsibility",
  "together",
  "promise",
] as const;
export type JourneyStep = (typeof JOURNEY_STEPS)[number];

export type JourneyStepLabel = {
  readonly zh: string;
  readonly en: string;
  /** What happens in the step. */
  readonly spanZh: string;
  readonly spanEn: string;
};

export const JOURNEY_STEP_LABELS: Readonly<Record<JourneyStep, JourneyStepLabel>> = {
  pre_sale: { zh: "温馨牵手", en: "First contact", spanZh: "售前", spanEn: "before the sale" },
  signing: { zh: "喜结连理", en: "Signing", spanZh: "认购与签约", spanEn: "subscription and signing" },
  handover: { zh: "恭迎乔迁", en: "Moving in", spanZh: "交付前与交付", spanEn: "before and at handover" },
  responsibility: {
    zh: "承担责任",
    en: "Standing by it",
    spanZh: "维修与投诉",
    spanEn: "repairs and complaints",
  },
  together: { zh: "一路同行", en: "Living together", spanZh: "入住以后", spanEn: "after moving in" },
  promise: {
    zh: "信守承诺",
    en: "Keeping promises",
    spanZh: "贯穿全程的一法",
    spanEn: "the one method throughout",
  },
};
