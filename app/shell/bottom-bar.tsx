"use client";

import { Menu, Search } from "lucide-react";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { MeView } from "#server/auth/me-view.ts";
import { classNames } from "../components/class-names.ts";
import { Icon } from "../components/glyph.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { FreshnessLine } from "./freshness-line.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { isInSection, sectionsFor } from "./sections.ts";
import { useSectionName } from "./use-section-name.ts";
import { UserMenu } from "./user-menu.tsx";

const MOST = 3;

/** On the narrowest screens (a phone at 200 %) five English words have no room: they are read out, not drawn. */
const LABEL = "max-[279px]:sr-only";

/** The navigation of a phone: the first sections within the thumb's reach, the rest in a drawer. */
export function BottomBar({ me, onSearch }: { readonly me: MeView; readonly onSearch: () => void }) {
  const t = useTranslations("nav");
  const brand = useTranslations("brand");
  const [open, setOpen] = useState(false);
  const path = usePathname();
  const sectionName = useSectionName(me.homeUnit?.kind);
  const sections = sectionsFor(me);
  const item =
    "flex h-14 min-w-0 grow basis-0 flex-col items-center justify-center gap-0.5 px-0.5 text-center text-12 leading-[14px]";
  return (
    <nav
      aria-label={t("label")}
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      {sections.slice(0, MOST).map((section) => {
        const here = isInSection(section, path);
        return (
          <ScreenLink
            key={section.key}
            href={section.path}
            aria-current={here ? "page" : undefined}
            className={classNames(item, here ? "font-semibold text-accent" : "text-ink-2")}
          >
            <Icon of={section.icon} size={20} />
            <span className={LABEL}>{sectionName(section.key)}</span>
          </ScreenLink>
        );
      })}
      <button type="button" onClick={onSearch} className={classNames(item, "text-ink-2")}>
        <Icon of={Search} size={20} />
        <span className={LABEL}>{t("search")}</span>
      </button>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-expanded={open}
        className={classNames(item, "text-ink-2")}
      >
        <Icon of={Menu} size={20} />
        <span className={LABEL}>{t("more")}</span>
      </button>
      <PageDialog open={open} onOpenChange={setOpen} title={brand("name")} titleHidden side="left">
        <div className="flex min-h-full flex-col gap-1 p-4">
          <div className="flex items-center justify-between pb-3">
            <span className="text-16 font-semibold">{brand("name")}</span>
            <LanguageSwitch />
          </div>
          {sections.map((section) => (
            <ScreenLink
              key={section.key}
              href={section.path}
              onClick={() => setOpen(false)}
              aria-current={isInSection(section, path) ? "page" : undefined}
              className="flex h-11 items-center gap-3 rounded-ctl px-2 text-16 aria-[current]:bg-accent-soft aria-[current]:font-semibold"
            >
              <Icon of={section.icon} size={20} className="text-ink-3" />
              {sectionName(section.key)}
            </ScreenLink>
          ))}
          <span className="grow" />
          <FreshnessLine />
          <UserMenu me={me} compact="never" />
        </div>
      </PageDialog>
    </nav>
  );
}
