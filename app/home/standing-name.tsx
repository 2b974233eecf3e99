"use client";

import { useTranslations } from "use-intl";
import type { ChildRow } from "#server/indicators/views.ts";
import { CountCell } from "../components/count-badge.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { useNames } from "../language/use-names.ts";
import { useAddress } from "../selection/use-address.ts";
import { GradeTag } from "../waves/quality/quality-badge.tsx";

/** A unit or phase by its name, the way into it, and what one should know before reading its number. */
export function StandingName({ row }: { readonly row: ChildRow }) {
  const t = useTranslations("home");
  const names = useNames();
  const address = useAddress();
  return (
    <>
      <ScreenLink
        href={row.unit ? address("/", { unit: row.unit.id }) : address("/indicators", { phase: row.phase })}
        className="target-row whitespace-nowrap hover:text-accent hover:underline"
      >
        {row.unit ? names.unit(row.unit) : row.phase ? names.phase(row.phase) : ""}
      </ScreenLink>
      <span className="block text-12 text-ink-3 sm:hidden">
        n <CountCell reading={row.reading} />
      </span>
      <GradeTag grade={row.grade} className="ml-1.5" />
      {row.onlyPhase && (
        <span className="ml-1 text-12 text-ink-3 max-sm:ml-0 max-sm:block">
          {t("only", { phase: names.phase(row.onlyPhase) })}
        </span>
      )}
    </>
  );
}
