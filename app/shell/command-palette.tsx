"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Building2, Hash, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useDeferredValue } from "react";
import { useTranslations } from "use-intl";
import type { MeView } from "#server/auth/me-view.ts";
import { Icon } from "../components/glyph.tsx";
import { PageDialog } from "../components/page-dialog.tsx";
import { useNames } from "../language/use-names.ts";
import { heatQueryOf } from "../selection/indicator-query.ts";
import { SelectionProvider, useSelection } from "../selection/selection-context.tsx";
import { useAddress } from "../selection/use-address.ts";
import { useTRPC } from "../trpc/client.tsx";
import { flatUnits } from "../units/flat-units.ts";
import { sectionsFor } from "./sections.ts";
import { useSectionName } from "./use-section-name.ts";

const ITEM =
  "target-44 flex min-h-9 cursor-pointer items-center gap-2.5 rounded-ctl px-2.5 text-14 data-[selected=true]:bg-accent-soft";
const GROUP =
  "p-1 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-ink-3";

type CommandPaletteProps = { readonly me: MeView; readonly onClose: () => void };

/** ⌘K: pages, units and indicators one may see. Owners' names and phones are never searched. */
export function CommandPalette(props: CommandPaletteProps) {
  return (
    <SelectionProvider>
      <Palette {...props} />
    </SelectionProvider>
  );
}

function Palette({ me, onClose }: CommandPaletteProps) {
  const t = useTranslations("palette");
  const names = useNames();
  const trpc = useTRPC();
  const router = useRouter();
  const address = useAddress();
  const [selection] = useSelection();
  const sectionName = useSectionName(me.homeUnit?.kind);
  const reads = me.homeUnit !== null;
  const tree = useQuery(
    trpc.organisation.tree.queryOptions({ wave: selection.wave ?? undefined }, { enabled: reads }),
  );
  const heat = useQuery(
    trpc.indicators.heat.queryOptions(heatQueryOf(selection, me.homeUnit?.id ?? 0), { enabled: reads }),
  );
  const column = selection.unit ?? me.homeUnit?.id;
  // one can type before the list stands
  const listed = useDeferredValue(true, false);

  function go(href: string) {
    onClose();
    router.push(href);
  }

  return (
    <PageDialog open onOpenChange={(open) => open || onClose()} title={t("title")} titleHidden side="top">
      <Command label={t("title")} loop className="flex min-h-0 flex-col">
        <div className="flex items-center gap-2 border-b border-line px-4">
          <Icon of={Search} className="text-ink-3" />
          <Command.Input
            autoFocus
            placeholder={t("placeholder")}
            className="h-12 grow bg-transparent text-16 outline-none placeholder:text-ink-3"
          />
          <Key>esc</Key>
        </div>
        <Command.List className="scroll-quiet max-h-[50dvh] overflow-y-auto">
          {listed && (
            <>
              <Command.Empty className="px-4 py-6 text-center text-13 text-ink-2">{t("empty")}</Command.Empty>
              <Command.Group heading={t("pages")} className={GROUP}>
                {sectionsFor(me).map((section) => (
                  <Command.Item
                    key={section.key}
                    value={`page ${sectionName(section.key)}`}
                    onSelect={() => go(address(section.path, {}))}
                    className={ITEM}
                  >
                    <Icon of={section.icon} className="text-ink-3" />
                    {sectionName(section.key)}
                  </Command.Item>
                ))}
              </Command.Group>
              <Command.Group heading={t("units")} className={GROUP}>
                {flatUnits(tree.data ?? [])
                  .filter(
                    ({ unit }) =>
                      unit.access === "full" && ["group", "region", "project"].includes(unit.kind),
                  )
                  .map(({ unit, path }) => (
                    <Command.Item
                      key={unit.id}
                      value={`unit ${unit.id} ${unit.name}`}
                      keywords={[unit.name, unit.nameEn ?? "", unit.code, ...unit.aliases]}
                      onSelect={() => go(address("/", { unit: unit.id }))}
                      className={ITEM}
                    >
                      <Icon of={Building2} className="text-ink-3" />
                      {names.unit(unit)}
                      <span className="ml-auto text-12 text-ink-3">{path.map(names.unit).join(" / ")}</span>
                    </Command.Item>
                  ))}
              </Command.Group>
              <Command.Group heading={t("indicators")} className={GROUP}>
                {heat.data?.rows.map((row) => (
                  <Command.Item
                    key={row.node.id}
                    value={`node ${row.node.id} ${names.node(row.node)}`}
                    keywords={[row.node.title.zh, row.node.title.en, row.node.id]}
                    onSelect={() => go(address("/indicators", { d: `${row.node.id}~${column}` }))}
                    className={ITEM}
                  >
                    <Icon of={Hash} className="text-ink-3" />
                    {names.node(row.node)}
                    <span className="ml-auto text-12 text-ink-3">{row.node.id}</span>
                  </Command.Item>
                ))}
              </Command.Group>
            </>
          )}
        </Command.List>
        <p className="flex items-center gap-2 border-t border-line px-4 py-2 text-12 text-ink-3">
          <Key>↑↓</Key>
          {t("move")}
          <Key>↵</Key>
          {t("open")}
          <span className="grow" />
          {t("notPeople")}
        </p>
      </Command>
    </PageDialog>
  );
}

function Key({ children }: { readonly children: ReactNode }) {
  return (
    <kbd className="rounded-tag border border-line px-[5px] font-sans text-12 leading-4 text-ink-3">
      {children}
    </kbd>
  );
}
