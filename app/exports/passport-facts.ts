import type { PassportView } from "#server/indicators/reading-view.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { formatMoment } from "../format.ts";
import type { namesIn } from "../language/names.ts";
import type { pageWords } from "../language/page-words.ts";

const ESTIMAND = {
  "owner-weighted": "ownerWeighted",
  "phase-standardised": "phaseStandardised",
  unweighted: "unweighted",
  shrunken: "shrunken",
} as const;

/** How the numbers of a file came about: enough to compute them again. */
export function passportFacts(
  passport: PassportView,
  unit: UnitRef,
  t: Awaited<ReturnType<typeof pageWords>>,
  names: ReturnType<typeof namesIn>,
): readonly (readonly [string, string])[] {
  const { definition, data, wave, filters, n, population, confidence, inference, organisation } = passport;
  return [
    [t("exports.unit"), names.unit(unit)],
    ...(passport.node ? [[t("passport.indicator"), names.node(passport.node)] as const] : []),
    ...(passport.formula ? [[t("passport.formula"), names.text(passport.formula)] as const] : []),
    [t("exports.wave"), `${names.wave(wave)} (${wave.opensOn} – ${wave.closesOn})`],
    [t("exports.rule"), `${definition.id}@${definition.version}`],
    [t("exports.hash"), definition.hash],
    [t("exports.data"), data.version],
    [t("exports.asOf"), formatMoment(data.asOf)],
    [t("exports.sample"), n === null ? "" : String(n)],
    [t("exports.population"), population === null ? "" : String(population)],
    [t("exports.interval"), `${confidence * 100}% · ${t(`passport.${inference}`)}`],
    [t("exports.estimand"), t(`passport.${ESTIMAND[passport.estimand]}`)],
    [t("passport.measure"), t(`passport.${passport.measure}`)],
    [t("exports.organisation"), t(`passport.${organisation}`)],
    [
      t("exports.filters"),
      Object.entries(filters)
        .map(([name, value]) => `${name}=${value}`)
        .join("; "),
    ],
    [t("exports.method"), names.text(passport.method)],
  ];
}
