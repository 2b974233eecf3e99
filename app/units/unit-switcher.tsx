"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronDown, Search } from "lucide-react";
import { Popover } from "radix-ui";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { Icon } from "../components/glyph.tsx";
import { useNames } from "../language/use-names.ts";
import { useSelect } from "../selection/selection-context.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { matchingBranches } from "./flat-units.ts";
import { UnitTree } from "./unit-tree.tsx";

/** The unit the page is about; opens the organisation of the wave with a search over names and aliases. */
export function UnitSwitcher({ unit, wave }: { readonly unit: UnitRef; readonly wave: number | undefined }) {
  const t = useTranslations("unit");
  const names = useNames();
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const select = useSelect();
  const tree = useQuery(trpc.organisation.tree.queryOptions({ wave }, { enabled: open }));
  const branches = matchingBranches(tree.data ?? [], typed);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-label={`${names.unit(unit)}, ${t("switch")}`}
        className="target-44 inline-flex h-8 items-center gap-2 rounded-ctl pr-1.5 text-16 font-semibold whitespace-nowrap hover:bg-sunken"
      >
        {names.unit(unit)}
        <Icon of={ChevronDown} className="text-ink-3 print:hidden" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t("switch")}
          className="slide-in z-50 flex max-h-(--radix-popover-content-available-height) w-[min(320px,calc(100vw-16px))] flex-col rounded-panel border border-line bg-raised shadow-2"
        >
          <label className="flex items-center gap-2 border-b border-line px-3">
            <Icon of={Search} className="text-ink-3" />
            <span className="sr-only">{t("search")}</span>
            <input
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              placeholder={t("search")}
              className="h-10 grow bg-transparent text-14 outline-none placeholder:text-ink-3"
            />
          </label>
          <div className="scroll-quiet min-h-16 overflow-y-auto p-1.5">
            <UnitTree
              roots={branches}
              current={unit.id}
              typed={typed}
              onChoose={(chosen) => {
                setOpen(false);
                setTyped("");
                select({ unit: chosen.id, d: null, sort: null, order: null });
              }}
            />
            {tree.data && branches.length === 0 && (
              <p className="px-3 py-4 text-13 text-ink-2">{t("noMatch")}</p>
            )}
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
