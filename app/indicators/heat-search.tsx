"use client";

import { Search } from "lucide-react";
import { useTranslations } from "use-intl";
import { Icon } from "../components/glyph.tsx";
import { useSelected } from "../selection/selection-context.tsx";

/** Finds indicators and units by name while one types; Esc empties it, the arrow down goes into the table. */
export function HeatSearch() {
  const t = useTranslations("heat");
  const [{ q }, select] = useSelected("q");
  return (
    <label className="relative inline-flex items-center max-md:w-full print:hidden">
      <span className="sr-only">{t("search")}</span>
      <Icon of={Search} size={14} className="pointer-events-none absolute left-2 text-ink-3" />
      <input
        type="search"
        value={q ?? ""}
        placeholder={t("searchHint")}
        onChange={(event) =>
          select(
            { q: event.target.value === "" ? null : event.target.value.slice(0, 80) },
            { history: "replace" },
          )
        }
        onKeyDown={(event) => {
          if (event.key === "Escape") select({ q: null }, { history: "replace" });
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          document.querySelector<HTMLElement>('[role=treegrid] [data-col][tabindex="0"]')?.focus();
        }}
        className="h-11 w-full rounded-ctl border border-line-ctl bg-surface pr-2 pl-7 text-16 md:h-7 md:w-44 md:text-13"
      />
    </label>
  );
}
