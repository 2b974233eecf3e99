"use client";

import { useTranslations } from "use-intl";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { ScreenLink } from "../components/screen-link.tsx";
import { useNames } from "../language/use-names.ts";
import { useAddress } from "../selection/use-address.ts";

/** The units above this one. `readable` are those whose numbers one may open; the others are names only. */
export function Breadcrumb({
  path,
  unit,
  page,
  readable,
}: {
  readonly path: readonly UnitRef[];
  readonly unit: UnitRef;
  readonly page: string;
  readonly readable: (unit: UnitRef) => boolean;
}) {
  const t = useTranslations("unit");
  const names = useNames();
  const address = useAddress();
  const above = path.filter((step) => step.id !== unit.id);
  if (above.length === 0) return null;
  return (
    <nav aria-label={t("path")} className="text-14 text-ink-3">
      <ol className="flex items-center gap-1">
        {above.map((step) => (
          <li key={step.id} className="flex items-center gap-1 whitespace-nowrap">
            {readable(step) ? (
              <ScreenLink
                href={address(page, { unit: step.id })}
                className="target-44 inline-flex items-center hover:text-accent hover:underline"
              >
                {names.unit(step)}
              </ScreenLink>
            ) : (
              names.unit(step)
            )}
            <span aria-hidden="true">/</span>
          </li>
        ))}
      </ol>
    </nav>
  );
}
