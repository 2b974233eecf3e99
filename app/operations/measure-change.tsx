"use client";

import { useTranslations } from "use-intl";
import type { YearFigure } from "#server/operations/operations-view.ts";
import { classNames } from "../components/class-names.ts";
import { Arrow } from "../components/glyph.tsx";
import { formatMagnitude } from "../format.ts";
import { changeText } from "./format-figure.ts";

/** What became of a measure: an arrow and colour only where it is certain; teal is better for owners, whichever way it points. */
export function MeasureChange({ figure }: { readonly figure: YearFigure }) {
  const t = useTranslations("change");
  if (figure.verdict !== "better" && figure.verdict !== "worse")
    return <span className="text-ink-3">{changeText(figure.difference)}</span>;
  const up = (figure.difference ?? 0) > 0;
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-[3px] font-semibold whitespace-nowrap",
        figure.verdict === "better" ? "text-pos" : "text-neg",
      )}
    >
      <Arrow up={up} />
      <span className="sr-only">{t(up ? "up" : "down")}</span>
      {formatMagnitude(figure.difference ?? 0, "points")}
    </span>
  );
}
