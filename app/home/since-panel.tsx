"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { SinceItem } from "#server/looks/changes-since.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";
import { Button } from "../components/button.tsx";
import { Arrow } from "../components/glyph.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { useToast } from "../components/toaster.tsx";
import { formatCount, formatMagnitude, formatMoment } from "../format.ts";
import { useNames } from "../language/use-names.ts";
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
            <Item item={item} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Item({ item }: { readonly item: SinceItem }) {
  const t = useTranslations("since");
  const states = useTranslations("waveState");
  const names = useNames();
  switch (item.kind) {
    case "unit-verdict":
    case "node-verdict": {
      const name = item.kind === "unit-verdict" ? names.unit(item.unit) : names.node(item.node);
      const better = item.change.verdict === "better";
      const size = formatMagnitude(item.change.difference, "points");
      return (
        <span className="inline-flex items-center gap-2">
          <Arrow up={item.change.difference > 0} className={better ? "text-pos" : "text-neg"} />
          {t(better ? "better" : "worse", { name, size })}
        </span>
      );
    }
    case "answers":
      return t("answers", { wave: names.wave(item.wave), count: formatCount(item.count) });
    case "wave":
      return t("wave", { wave: names.wave(item.wave), state: states(item.wave.state) });
    case "definition":
      return t("definition", { title: names.text(item.title), version: item.version });
    case "imports":
      return t("imports", { count: formatCount(item.count) });
  }
}
