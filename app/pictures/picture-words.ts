import { useTranslations } from "use-intl";
import type { PassportView } from "#server/indicators/reading-view.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { useFilterWords } from "../components/use-filter-words.ts";
import { formatCount, formatMoment } from "../format.ts";
import { useNames } from "../language/use-names.ts";

/** What is written over and below a picture. */
export type PictureWords = { readonly title: string; readonly about: string; readonly source: string };

/** An answer a picture is made of. */
export type Pictured = {
  readonly unit: Pick<UnitRef, "name" | "nameEn">;
  readonly passport: PassportView;
};

/**
 * Says of a picture what it shows (whose, of which wave, counted in what, of how many) and how its numbers came about.
 * @param title as over the panel
 * @param measure what the numbers are counted in
 * @param n of how many, where the picture is of another number than the answer
 */
export function usePictureWords(
  { unit, passport }: Pictured,
  title: string,
  measure: string,
  n = passport.n,
): PictureWords {
  const t = useTranslations("passport");
  const names = useNames();
  const filters = useFilterWords(passport.filters);
  const { definition, wave, data } = passport;
  return {
    title,
    about: [
      names.unit(unit),
      names.wave(wave),
      ...(passport.node ? [names.node(passport.node)] : []),
      ...filters,
      measure,
      t("n", { n: formatCount(n) }),
    ].join(" · "),
    source: [
      t("source", { wave: names.wave(wave), from: wave.opensOn, to: wave.closesOn }),
      t("rule", { title: names.text(definition.title), version: definition.version }),
      ...(passport.restatedFrom === null ? [] : [t("restatedFrom", { from: passport.restatedFrom })]),
      t("interval", {
        confidence: Math.round(passport.confidence * 100),
        inference: t(passport.inference),
      }),
      ...(passport.organisation === "now" ? [t("now")] : []),
      t("asOf", { time: formatMoment(data.asOf) }),
      t("snapshot", { version: data.version }),
      definition.hash.slice(0, 16),
    ].join(" · "),
  };
}
