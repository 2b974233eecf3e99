"use client";

import { useTranslations } from "use-intl";
import { Button } from "../components/button.tsx";
import type { ExploreSelection } from "./explore-selection.ts";

/**
 * Says that free cuts are read under the rule of their time also where the address asks for another: crossed tables keep single items back,
 * and a second weighting of what is kept back would be solved for it.
 */
export function RuleNote({
  rule,
  inForce,
  onLeave,
}: {
  readonly rule: ExploreSelection["rule"];
  /** The version the numbers are read under. */
  readonly inForce: number;
  readonly onLeave: () => void;
}) {
  const t = useTranslations("explore");
  if (rule === null || rule <= 0 || rule === inForce) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-13 text-ink-2">
      {t("ruleOfTime", { version: rule })}
      <span className="print:hidden">
        <Button size="small" onClick={onLeave}>
          {t("ruleLeave")}
        </Button>
      </span>
    </p>
  );
}
