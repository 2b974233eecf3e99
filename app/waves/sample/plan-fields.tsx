"use client";

import { useTranslations } from "use-intl";
import type { StoredPlan } from "#server/waves/sample/sample-plan.ts";
import { TextField } from "../../components/text-field.tsx";

export type PlanChoice = {
  readonly kind: "census" | "per-stratum" | "margin" | "mean";
  readonly answers: number;
  /** Percentage points. */
  readonly margin: number;
  /** Points of a score. */
  readonly points: number;
  /** Standard deviation of single answers on 0–100 scores. */
  readonly deviation: number;
  /** By how much weights and clusters widen variances. */
  readonly effect: number;
  /** Per cent. */
  readonly rate: number;
  readonly takeAllBelow: number;
  readonly own: NonNullable<StoredPlan["own"]>;
};

type NumberKey = "answers" | "margin" | "points" | "deviation" | "effect" | "rate" | "takeAllBelow";

const KINDS = [
  { kind: "census", word: "kindCensus", note: "kindCensusNote" },
  { kind: "per-stratum", word: "kindPerStratum", note: "kindPerStratumNote" },
  { kind: "margin", word: "kindMargin", note: "kindMarginNote" },
  { kind: "mean", word: "kindMean", note: "kindMeanNote" },
] as const;

/** What a plan without a deviation of its own counts with (`SCORE_DEVIATION` of the server). */
export const USUAL_DEVIATION = 20;

/** What each number may be. */
const RANGES: Readonly<Record<NumberKey, readonly [number, number]>> = {
  answers: [1, 1_000_000],
  margin: [0.1, 50],
  points: [0.1, 50],
  deviation: [1, 50],
  effect: [1, 10],
  rate: [1, 100],
  takeAllBelow: [0, 1_000_000],
};

function within(value: number, low: number, high: number): boolean {
  return Number.isFinite(value) && value >= low && value <= high;
}

/** The plan a choice makes; undefined while it is not whole. */
export function planOf(choice: PlanChoice): StoredPlan | undefined {
  const { kind, answers, margin, points, deviation, effect, rate, takeAllBelow, own } = choice;
  const sound = (...keys: readonly NumberKey[]) => keys.every((key) => within(choice[key], ...RANGES[key]));
  if (!sound("takeAllBelow", "effect", "deviation")) return undefined;
  const rest = {
    takeAllBelow,
    ...(effect !== 1 && { designEffect: effect }),
    ...(deviation !== USUAL_DEVIATION && { deviation }),
    ...(own.length > 0 && kind !== "census" && { own }),
  };
  if (kind === "mean")
    return sound("points", "rate") ? { plan: { kind, points, rate: rate / 100 }, ...rest } : undefined;
  if (kind === "margin")
    return sound("margin", "rate")
      ? { plan: { kind, margin: margin / 100, rate: rate / 100 }, ...rest }
      : undefined;
  if (!sound("answers")) return undefined;
  if (kind === "census") return { plan: { kind, answers }, ...rest };
  return sound("rate") ? { plan: { kind, answers, rate: rate / 100 }, ...rest } : undefined;
}

/** Whom to ask: everybody, so many answers of each project and phase, or as many as a margin needs. */
export function PlanFields({
  choice,
  onChange,
}: {
  readonly choice: PlanChoice;
  readonly onChange: (choice: PlanChoice) => void;
}) {
  const t = useTranslations("wave");
  const number = (key: NumberKey, word: Parameters<typeof t>[0], hint?: string) => (
    <TextField
      type="number"
      inputMode="decimal"
      min={0}
      step="any"
      label={t(word)}
      className="md:w-44"
      hint={hint}
      error={
        within(choice[key], ...RANGES[key])
          ? undefined
          : t("numberWithin", { least: RANGES[key][0], most: RANGES[key][1] })
      }
      value={Number.isFinite(choice[key]) ? choice[key] : ""}
      onChange={(event) =>
        onChange({ ...choice, [key]: event.target.value === "" ? Number.NaN : Number(event.target.value) })
      }
    />
  );
  return (
    <>
      <fieldset className="flex flex-wrap gap-x-6 gap-y-2">
        <legend className="mb-1 text-13 font-semibold">{t("whom")}</legend>
        {KINDS.map(({ kind, word, note }) => (
          <label key={kind} className="target-44 inline-flex items-center gap-2 text-14">
            <input
              type="radio"
              name="sample-kind"
              className="size-5 accent-accent"
              checked={choice.kind === kind}
              onChange={() => onChange({ ...choice, kind })}
            />
            <span>
              {t(word)} <span className="text-12 text-ink-3">{t(note)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="grid grid-cols-2 items-start gap-3 md:flex md:flex-wrap">
        {choice.kind === "margin"
          ? number("margin", "marginPoints")
          : choice.kind === "mean"
            ? number("points", "meanPoints")
            : number("answers", "answersWanted")}
        {choice.kind !== "census" && number("rate", "ratePercent")}
        {choice.kind !== "census" && number("takeAllBelow", "takeAllBelow")}
        {number("effect", "designEffect", t("designEffectHint"))}
        {number("deviation", "scoreDeviation", t("scoreDeviationHint"))}
      </div>
    </>
  );
}
