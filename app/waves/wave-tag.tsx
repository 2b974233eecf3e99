"use client";

import { useTranslations } from "use-intl";
import type { WaveState } from "#server/indicators/wave-option.ts";
import { Tag, type TagTone } from "../components/tag.tsx";

const TONE: Readonly<Record<WaveState, TagTone>> = {
  draft: "plain",
  locked: "plain",
  field: "current",
  closed: "plain",
  published: "good",
};

/** Where a wave stands, in a word. */
export function WaveTag({ state }: { readonly state: WaveState }) {
  const states = useTranslations("waveState");
  return <Tag tone={TONE[state]}>{states(state)}</Tag>;
}
