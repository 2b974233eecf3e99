"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { MessageSquareOff } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { VoicesView } from "#server/voices/voices-view.ts";
import { Button } from "../components/button.tsx";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { CopyLink } from "../components/copy-link.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Notice } from "../components/notice.tsx";
import { PassportFooter } from "../components/passport-footer.tsx";
import { PrintButton } from "../components/print-button.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { ExportMenu } from "../exports/export-menu.tsx";
import { formatCount } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { writeSelection } from "../selection/selection.ts";
import { useSelected, useSelection } from "../selection/selection-context.tsx";
import { BarFilters, BarTools, PageFrame } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { UnitBar } from "../units/unit-bar.tsx";
import { LexiconDialog } from "./lexicon-dialog.tsx";
import { PartsPanel } from "./parts-panel.tsx";
import { QuotesPanel } from "./quotes-panel.tsx";
import { TextsPanel } from "./texts-panel.tsx";
import { TopicsPanel } from "./topics-panel.tsx";
import { useVoicesFinding } from "./use-voices-finding.ts";
import { voicesQueryOf } from "./voices-query.ts";

/** Owners' own words: what they speak of, and for those who may read them, what they said. */
export function VoicesScreen({ home }: { readonly home: number }) {
  const trpc = useTRPC();
  const [selection] = useSelection();
  const query = voicesQueryOf(selection, home);
  const { data, error, refetch, isPlaceholderData } = useQuery(
    trpc.voices.topics.queryOptions(query, {
      placeholderData: keepPreviousData,
      // tags of a new lexicon come in batches
      refetchInterval: ({ state }) => ((state.data?.tagging.waiting ?? 0) > 0 ? 2_000 : false),
    }),
  );
  return (
    <PageFrame bar={<VoicesBar view={data} home={home} />}>
      {data ? (
        <VoicesContent key={`${data.unit.id}/${data.wave.id}`} view={data} stale={isPlaceholderData} />
      ) : error ? (
        <FailureNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton>
          <Bone className="h-7 w-96 max-w-full bg-line" />
          <Bone className="mt-4 h-96 rounded-panel border border-line bg-surface" />
        </Skeleton>
      )}
    </PageFrame>
  );
}

function VoicesBar({ view, home }: { readonly view: VoicesView | undefined; readonly home: number }) {
  const t = useTranslations("voices");
  const filter = useTranslations("filter");
  const trpc = useTRPC();
  const [selection, select] = useSelection();
  const [editing, setEditing] = useState(false);
  const waves = useQuery(trpc.waves.list.queryOptions());
  const newest = waves.data?.[0]?.id;
  return (
    <>
      {view && <UnitBar unit={view.unit} path={view.path} wave={view.wave.id} page="/voices" />}
      <span className="grow" />
      <BarFilters>
        {view && (
          <ChoiceChip
            name={filter("wave")}
            value={String(view.wave.id)}
            fallback={String(newest ?? view.wave.id)}
            choices={(waves.data ?? [view.wave]).map(({ id, year }) => ({
              value: String(id),
              label: filter("year", { year: String(year) }),
            }))}
            onChoose={(value) => select({ wave: Number(value) === newest ? null : Number(value) })}
          />
        )}
        {view?.may.curate && (
          <Button size="small" className="print:hidden" onClick={() => setEditing(true)}>
            {t("lexicon")}
          </Button>
        )}
      </BarFilters>
      <BarTools>
        <ExportMenu
          what="voices"
          address={writeSelection("", { ...selection, unit: selection.unit ?? home })}
          passports={view ? [{ about: t("topics"), view }] : []}
        />
        <CopyLink compact />
        <PrintButton />
      </BarTools>
      {editing && view && <LexiconDialog view={view} onClose={() => setEditing(false)} />}
    </>
  );
}

function VoicesContent({ view, stale }: { readonly view: VoicesView; readonly stale: boolean }) {
  const t = useTranslations("voices");
  const names = useNames();
  const finding = useVoicesFinding();
  const [selected, select] = useSelected("topic");
  const topic = selected.topic ?? undefined;
  const setTopic = (next: string | undefined) => void select({ topic: next ?? null });
  if (view.n === null)
    return (
      <Notice heading="h1" icon={MessageSquareOff} title={t("tooFew", { unit: names.unit(view.unit) })}>
        {t("tooFewBody", { fewest: view.fewest })}
      </Notice>
    );
  return (
    <div aria-busy={stale} className="flex grow flex-col gap-3 transition-opacity aria-busy:opacity-60">
      <h1 className="text-20 font-semibold">{finding(view)}</h1>
      {view.tagging.waiting > 0 && (
        <p role="status" className="text-13 text-ink-2">
          {t("waiting", { count: formatCount(view.tagging.waiting) })}
        </p>
      )}
      <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,11fr)_minmax(0,9fr)] xl:gap-x-4">
        <div className="flex min-w-0 flex-col gap-3">
          <TopicsPanel view={view} topic={topic} onTopic={setTopic} />
          {view.may.read && <QuotesPanel view={view} />}
        </div>
        {view.may.read ? (
          <TextsPanel view={view} topic={topic} onTopic={setTopic} />
        ) : (
          <QuotesPanel view={view} />
        )}
      </div>
      {view.parts.length > 0 && <PartsPanel view={view} />}
      <span className="grow" />
      <PassportFooter view={view} more={view.leftOut ? t("leftOut", { fewest: view.fewest }) : undefined} />
    </div>
  );
}
