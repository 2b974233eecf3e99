"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { SinceItem } from "#server/looks/changes-since.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { Button } from "../components/button.tsx";
import { Arrow } from "../components/glyph.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { useToast } from "../components/toaster.tsx";
import { formatCount, formatMagnitude, formatMoment } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useAddress } from "../selection/use-address.ts";
import { useMe } from "../shell/me-context.tsx";
import { useTRPC } from "../trpc/client.tsx";

/** What is new since one last said that one had seen it. Nothing is drawn when nothing is; the first visit only begins to remember. */
export function SincePanel({ unit }: { readonly unit: UnitRef }) {
  const t = useTranslations("since");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const toast = useToast();
  const viewing = useMe().viewingAs !== null;
  const { data } = useQuery(trpc.looks.since.queryOptions({ unit: unit.id }));
  const note = useMutation(
    trpc.looks.note.mutationOptions({
      onSuccess: () => cache.invalidateQueries(trpc.looks.since.queryFilter()),
      onError: () => toast(t("failed"), "danger"),
    }),
  );
  const begun = useRef(false);
  const first = data?.since === null && !viewing;
  const { mutate } = note;
  useEffect(() => {
    if (!first || begun.current) return;
    begun.current = true;
    mutate({ unit: unit.id });
  }, [first, mutate, unit.id]);
  if (!data?.since || data.items.length === 0) return null;
  return (
    <Panel labelledBy="since">
      <PanelHeader
        id="since"
        title={t("title")}
        beside={<span className="text-12 text-ink-3">{t("at", { time: formatMoment(data.since) })}</span>}
      >
        {!viewing && (
          <Button
            size="small"
            disabled={note.isPending}
            onClick={() => note.mutate({ unit: unit.id })}
            className="print:hidden"
          >
            {t("seen")}
          </Button>
        )}
      </PanelHeader>
      <ul className="pb-2">
        {data.items.map((item, at) => (
          <li key={`${item.kind}-${at}`} className="border-t border-line px-4 py-1.5">
            <Item item={item} unit={unit} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** One thing that is new, with the way to where it can be looked at. */
function Item({ item, unit }: { readonly item: SinceItem; readonly unit: UnitRef }) {
  const t = useTranslations("since");
  const states = useTranslations("waveState");
  const names = useNames();
  const address = useAddress();
  const { capabilities } = useMe();
  switch (item.kind) {
    case "unit-verdict":
    case "node-verdict": {
      const isUnit = item.kind === "unit-verdict";
      const name = isUnit ? names.unit(item.unit) : names.node(item.node);
      const better = item.change.verdict === "better";
      const size = formatMagnitude(item.change.difference, "points");
      const href = isUnit
        ? address("/why", { unit: item.unit.id })
        : address("/indicators", { d: `${item.node.id}~${unit.id}` });
      return (
        <Way href={href}>
          <span className="inline-flex items-center gap-2">
            <Arrow up={item.change.difference > 0} className={better ? "text-pos" : "text-neg"} />
            {t(better ? "better" : "worse", { name, size })}
          </span>
        </Way>
      );
    }
    case "answers":
      return (
        <Way href={address("/indicators", { wave: item.wave.id })}>
          {t("answers", { wave: names.wave(item.wave), count: formatCount(item.count) })}
        </Way>
      );
    case "wave":
      return (
        <Way
          href={
            capabilities.includes("monitor.view")
              ? `/waves/${item.wave.id}`
              : address("/", { wave: item.wave.id })
          }
        >
          {t("wave", { wave: names.wave(item.wave), state: states(item.wave.state) })}
        </Way>
      );
    case "definition":
      return (
        <Way href={`/weights/${item.id}/${item.version}`}>
          {t("definition", { title: names.text(item.title), version: item.version })}
        </Way>
      );
    case "imports":
      return <Way href="/imports">{t("imports", { count: formatCount(item.count) })}</Way>;
  }
}

function Way({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <ScreenLink href={href} className="hover:underline hover:decoration-accent">
      {children}
    </ScreenLink>
  );
}
