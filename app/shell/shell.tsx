"use client";

import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { MeView } from "#server/auth/me-view.ts";
import { Alive } from "../components/alive.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { MeProvider } from "./me-context.tsx";
import { SideNav } from "./side-nav.tsx";
import { ViewAsBanner } from "./view-as-banner.tsx";

const CommandPalette = dynamic(
  () => import("./command-palette.tsx").then((module) => module.CommandPalette),
  { ssr: false },
);

/** The house around every staff page: navigation, search, and whose eyes one looks through. */
export function Shell({ me, children }: { readonly me: MeView; readonly children: ReactNode }) {
  const t = useTranslations("nav");
  const [searching, setSearching] = useState(false);
  const search = useCallback(() => setSearching(true), []);
  const rail = /^\/(indicators|explore)/.test(usePathname());

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setSearching((open) => !open);
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  return (
    <MeProvider me={me}>
      <a
        href="#content"
        className="sr-only z-[70] rounded-ctl bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t("skip")}
      </a>
      <div className="flex min-h-dvh">
        <Alive>
          <SideNav me={me} rail={rail} onSearch={search} />
        </Alive>
        <div className="flex min-w-0 grow flex-col pb-[calc(56px+env(safe-area-inset-bottom))] md:pb-0 print:pb-0">
          <ViewAsBanner me={me} />
          {children}
        </div>
      </div>
      <Alive>
        <BottomBar me={me} onSearch={search} />
      </Alive>
      {searching && <CommandPalette me={me} onClose={() => setSearching(false)} />}
    </MeProvider>
  );
}
