"use client";

import { Search } from "lucide-react";
import { usePathname } from "next/navigation";
import { memo } from "react";
import { useTranslations } from "use-intl";
import type { MeView } from "#server/auth/me-view.ts";
import { BrandMark } from "../components/brand.tsx";
import { classNames } from "../components/class-names.ts";
import { Icon } from "../components/glyph.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { FreshnessLine } from "./freshness-line.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { isInSection, type Section, sectionsFor } from "./sections.ts";
import { ShortcutHint } from "./shortcut-hint.tsx";
import { useSectionName } from "./use-section-name.ts";
import { UserMenu } from "./user-menu.tsx";

type Width = {
  /** A rail of icons at every width, as beside a wide table. */
  readonly rail: boolean;
};

function label({ rail }: Width): string {
  return rail ? "sr-only" : "max-xl:sr-only";
}

function SectionLink({ section, name, rail }: Width & { readonly section: Section; readonly name: string }) {
  const here = isInSection(section, usePathname());
  return (
    <ScreenLink
      href={section.path}
      aria-current={here ? "page" : undefined}
      title={name}
      className={classNames(
        "target-44 flex h-8 items-center gap-2.5 rounded-ctl px-2 transition-colors duration-[120ms]",
        rail ? "justify-center" : "max-xl:justify-center",
        here ? "bg-surface font-semibold text-ink shadow-1" : "text-ink-2 hover:bg-surface/60",
      )}
    >
      <Icon of={section.icon} className={here ? "text-accent" : "text-ink-3"} />
      <span className={label({ rail })}>{name}</span>
    </ScreenLink>
  );
}

const GROUP_WORDS = { work: "groupWork", analysis: "groupAnalysis", manage: "groupManage" } as const;

/** The navigation at the left of every page: full from 1280 px, a rail of icons below or where the page needs the room. */
export const SideNav = memo(function SideNav({
  me,
  rail,
  onSearch,
}: Width & { readonly me: MeView; readonly onSearch: () => void }) {
  const t = useTranslations("nav");
  const brand = useTranslations("brand");
  const sectionName = useSectionName(me.homeUnit?.kind);
  const sections = sectionsFor(me);
  const groups = (["work", "analysis", "manage"] as const).filter((group) =>
    sections.some((section) => section.group === group),
  );
  return (
    <nav
      aria-label={t("label")}
      className={classNames(
        "sticky top-0 hidden h-dvh shrink-0 flex-col border-r border-line bg-sunken px-2.5 py-3 md:flex print:hidden",
        rail ? "w-14" : "w-14 xl:w-[200px]",
      )}
    >
      <div
        className={classNames(
          "flex items-center gap-1.5 pt-1 pb-3",
          rail ? "justify-center" : "max-xl:justify-center xl:pl-2",
        )}
      >
        <BrandMark />
        <span className={classNames("grow text-15 font-semibold whitespace-nowrap", label({ rail }))}>
          {brand("name")}
        </span>
        {!rail && (
          <span className="max-xl:hidden">
            <LanguageSwitch />
          </span>
        )}
      </div>
      <button
        type="button"
        onClick={onSearch}
        title={t("search")}
        className={classNames(
          "target-44 mb-3 flex h-8 items-center gap-2 rounded-ctl px-2 text-13 text-ink-3 hover:bg-surface",
          rail ? "justify-center" : "max-xl:justify-center xl:border xl:border-line xl:bg-surface",
        )}
      >
        <Icon of={Search} />
        <span className={classNames("grow text-left", label({ rail }))}>{t("search")}</span>
        {!rail && <ShortcutHint className="max-xl:hidden" />}
      </button>
      {groups.map((group) => (
        <div key={group} className="contents">
          <p className={classNames("px-2 pt-2.5 pb-1 text-12 text-ink-3", label({ rail }))}>
            {t(GROUP_WORDS[group])}
          </p>
          {sections
            .filter((section) => section.group === group)
            .map((section) => (
              <SectionLink key={section.key} section={section} name={sectionName(section.key)} rail={rail} />
            ))}
        </div>
      ))}
      <div className="grow" />
      <FreshnessLine className={label({ rail })} compact={rail} />
      <UserMenu me={me} compact={rail ? "always" : "narrow"} />
    </nav>
  );
});
