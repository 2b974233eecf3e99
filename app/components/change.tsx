"use client";

import { useTranslations } from "use-intl";
import type { ChangeView, ReadingUnit } from "#server/indicators/reading-view.ts";
import { formatDifference, formatMagnitude, NOTHING } from "../format.ts";
import { classNames } from "./class-names.ts";
import { Arrow } from "./glyph.tsx";

export type ChangeProps = {
  readonly change: ChangeView | null;
  readonly unit: ReadingUnit;
  readonly className?: string;
};

/**
 * A difference under the house rule: one with a verdict gets an arrow, colour and its bare size; any other is grey
 * and signed, without an arrow.
 */
export function Change({ change, unit, className }: ChangeProps) {
  const t = useTranslations("change");
  if (change === null) return <span className={classNames("text-ink-3", className)}>{NOTHING}</span>;
  const mark = change.askedOtherwise && <AskedOtherwise />;
  if (change.verdict === "not-distinguishable") {
    return (
      <span
        className={classNames("whitespace-nowrap text-ink-3", className)}
        title={t(change.significant ? "smallTitle" : "noiseTitle")}
      >
        {formatDifference(change.difference, unit)}
        {mark}
      </span>
    );
  }
  const up = change.difference > 0;
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-[3px] font-semibold whitespace-nowrap",
        change.verdict === "better" ? "text-pos" : "text-neg",
        className,
      )}
    >
      <Arrow up={up} />
      <span className="sr-only">{t(up ? "up" : "down")}</span>
      {formatMagnitude(change.difference, unit)}
      {mark}
    </span>
  );
}

/** The mark of a change between waves whose owners were asked in another mix of modes. */
function AskedOtherwise() {
  const t = useTranslations("change");
  return (
    <abbr title={t("modeTitle")} className="cursor-help font-normal text-ink-2 no-underline">
      <span aria-hidden="true">†</span>
      <span className="sr-only">{t("mode")}</span>
    </abbr>
  );
}

/** What the mark says, below numbers of which one or another carries it. */
export function AskedOtherwiseNote({
  changes,
  className,
}: {
  readonly changes: readonly (ChangeView | null | undefined)[];
  readonly className?: string;
}) {
  const t = useTranslations("change");
  if (!changes.some((change) => change?.askedOtherwise)) return null;
  return <p className={classNames("text-12 text-ink-2", className)}>† {t("modeTitle")}</p>;
}

/** The word beside a change: significant, too small to matter, or nothing to see. */
export function ChangeWord({ change }: { readonly change: ChangeView | null }) {
  const t = useTranslations("change");
  if (change === null) return null;
  const word =
    change.verdict !== "not-distinguishable"
      ? t("significant")
      : change.significant
        ? t("small")
        : t("noise");
  return <span className="text-12 whitespace-nowrap text-ink-3">{word}</span>;
}
