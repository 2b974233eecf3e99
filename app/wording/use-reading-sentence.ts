"use client";

import { useTranslations } from "use-intl";
import type { BreakKind, ChangeView, ReadingUnit, ReadingView } from "#server/indicators/reading-view.ts";
import { formatFigure, formatHalfWidth, formatMagnitude, formatValue } from "../format.ts";
import { useFullFrom } from "../shell/use-full-from.ts";

export type Sentence = {
  /** Where the number stands: indicator, unit. */
  readonly of: readonly string[];
  readonly reading: ReadingView;
  readonly unit: ReadingUnit;
  readonly reference?: { readonly name: string; readonly difference: ChangeView | null } | undefined;
  readonly change?: ChangeView | null | undefined;
  readonly broken?: BreakKind | null | undefined;
};

/**
 * A number as a sentence for assistive technology:
 * 维修服务，临江序，50.1 分，正负 4.5，76 人，低于集团 13.9，比上期降 10.6，显著. Suppressed cells say why.
 */
export function useReadingSentence() {
  const t = useTranslations("reading");
  const from = useFullFrom();

  function comparison(
    { name, difference }: NonNullable<Sentence["reference"]>,
    unit: ReadingUnit,
  ): readonly string[] {
    if (difference === null) return [];
    if (difference.verdict === "not-distinguishable") return [t("notApart", { reference: name })];
    const size = formatMagnitude(difference.difference, unit);
    return [t(difference.difference > 0 ? "above" : "below", { reference: name, size })];
  }

  function movement(change: ChangeView, unit: ReadingUnit): string {
    if (change.verdict === "not-distinguishable") return t("noChange");
    return t(change.difference > 0 ? "rose" : "fell", { size: formatMagnitude(change.difference, unit) });
  }

  return function sentence({ of, reading, unit, reference, change, broken }: Sentence): string {
    const parts: string[] = [...of];
    if (reading.value === null) {
      parts.push(
        reading.state === "n-only" && reading.minimum !== undefined
          ? t("nOnly", { minimum: reading.minimum })
          : t(reading.state === "undefined" ? "undefined" : "hidden"),
      );
      return parts.join(t("joiner"));
    }
    parts.push(t(unit, { value: formatFigure(reading.value, unit) }));
    if (reading.halfWidth !== null)
      parts.push(t("within", { halfWidth: formatHalfWidth(reading.halfWidth, unit).slice(1) }));
    if (reading.n !== null) parts.push(t("people", { n: reading.n }));
    if (reading.state === "indicative") parts.push(t("indicative", { from }));
    if (reference) parts.push(...comparison(reference, unit));
    if (change) {
      parts.push(movement(change, unit));
      if (change.askedOtherwise) parts.push(t("askedOtherwise"));
    } else if (broken) parts.push(t("broken"));
    return parts.join(t("joiner"));
  };
}

/** The sentence of an interval bar: value, interval, reference, the wave before. */
export function useBarSentence() {
  const t = useTranslations("reading");
  const sentence = useReadingSentence();
  return (
    name: string,
    reading: ReadingView,
    unit: ReadingUnit,
    reference: ReadingView | null,
    previous: ReadingView | null,
  ) =>
    [
      sentence({ of: [name], reading, unit }),
      ...(reference?.value != null ? [t("reference", { value: formatValue(reference.value, unit) })] : []),
      ...(previous?.value != null ? [t("previous", { value: formatValue(previous.value, unit) })] : []),
    ].join(t("joiner"));
}
