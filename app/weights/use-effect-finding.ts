"use client";

import { useTranslations } from "use-intl";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { formatDifference } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import type { Effect } from "./preview.ts";

const MOST_NAMES = 3;
/** Shifts smaller than what is printed are none. */
const NOTHING = 0.05;

/** What a draft does in one sentence, and where it comes from in another. */
export function useEffectFinding() {
  const t = useTranslations("weights");
  const names = useNames();
  return ({ units, projects }: Effect, unit: UnitRef): { readonly title: string; readonly body: string } => {
    const name = names.unit(unit);
    const moved = projects.filter(({ mark }) => mark === "band");
    const shifts = [...units, ...projects].flatMap(({ shift }) => (shift === null ? [] : [shift]));
    if (shifts.every((shift) => Math.abs(shift) < NOTHING))
      return { title: t("findingNone", { unit: name }), body: t("findingNoneBody") };
    const listed = moved.slice(0, MOST_NAMES).map((project) => names.unit(project.unit));
    const title =
      moved.length === 0
        ? t("findingSame", { unit: name })
        : t(moved.length > MOST_NAMES ? "findingMany" : "findingMoved", {
            unit: name,
            count: moved.length,
            names: listed.join(t("nameJoiner")),
          });
    const parts = units.flatMap(({ shift }) => (shift === null ? [] : [shift]));
    const [low, high] = [Math.min(...parts), Math.max(...parts)].map((shift) =>
      formatDifference(shift, "points"),
    );
    return { title, body: t("findingBody", { low: low ?? "", high: high ?? "" }) };
  };
}
