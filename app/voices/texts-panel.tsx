"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Download, Search } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useTranslations } from "use-intl";
import type { VoicesView } from "#server/voices/voices-view.ts";
import { Button } from "../components/button.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Icon } from "../components/glyph.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { formatCount } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useTRPC } from "../trpc/client.tsx";
import { TextCard } from "./text-card.tsx";
import { useExport } from "./use-export.ts";

/** Stands for words that name no topic, as the server knows it. */
const NO_TOPIC = "none";

/** What owners wrote, in no order, to be searched and narrowed to a topic. */
export function TextsPanel({
  view,
  topic,
  onTopic,
}: {
  readonly view: VoicesView;
  readonly topic: string | undefined;
  readonly onTopic: (topic: string | undefined) => void;
}) {
  const t = useTranslations("voices");
  const trpc = useTRPC();
  const names = useNames();
  const [words, setWords] = useState("");
  const search = useDeferredValue(words.trim());
  const exporting = useExport();
  const query = {
    unit: view.unit.id,
    wave: view.wave.id,
    ...(topic && { topic }),
    ...(search && { search }),
  };
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } =
    useInfiniteQuery(
      trpc.voices.texts.infiniteQueryOptions(
        { ...query, limit: 12 },
        {
          initialCursor: null,
          getNextPageParam: ({ next }) => next,
          placeholderData: keepPreviousData,
        },
      ),
    );
  const texts = data?.pages.flatMap((page) => page.texts) ?? [];
  const total = data?.pages[0]?.total;
  return (
    <Panel labelledBy="texts">
      <PanelHeader
        id="texts"
        title={t("texts")}
        beside={
          <span aria-live="polite" className="text-12 text-ink-3">
            {total === undefined ? "" : t("found", { count: formatCount(total) })}
          </span>
        }
      >
        {view.may.export && (
          <Button size="small" kind="quiet" className="print:hidden" onClick={() => exporting(query)}>
            <Icon of={Download} size={14} />
            {t("export")}
          </Button>
        )}
      </PanelHeader>
      <div className="flex flex-wrap gap-2 px-4 pb-2 print:hidden">
        <label className="relative min-w-40 grow">
          <span className="sr-only">{t("search")}</span>
          <Icon of={Search} size={14} className="absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3" />
          <input
            type="search"
            value={words}
            maxLength={40}
            placeholder={t("search")}
            onChange={({ target }) => setWords(target.value)}
            className="h-11 w-full rounded-ctl border border-line-ctl bg-surface pr-2 pl-8 text-16 placeholder:text-ink-3 md:h-8 md:text-13"
          />
        </label>
        <label>
          <span className="sr-only">{t("topic")}</span>
          <select
            value={topic ?? ""}
            onChange={({ target }) => onTopic(target.value || undefined)}
            className="h-11 rounded-ctl border border-line-ctl bg-surface px-2 text-16 md:h-8 md:text-13"
          >
            <option value="">{t("allTopics")}</option>
            {view.topics.map((row) => (
              <option key={row.topic.id} value={row.topic.id}>
                {names.text(row.topic.title)}
              </option>
            ))}
            {view.untold && <option value={NO_TOPIC}>{t("noTopic")}</option>}
          </select>
        </label>
      </div>
      {error && texts.length === 0 ? (
        <FailureNotice error={error} onRetry={() => void refetch()} heading="h3" />
      ) : data === undefined ? (
        <Skeleton page={false} className="px-4 pb-4">
          <Bone className="h-12" />
          <Bone className="mt-2 h-12" />
          <Bone className="mt-2 h-12" />
        </Skeleton>
      ) : texts.length === 0 ? (
        <p className="px-4 pb-4 text-13 text-ink-2">
          {t("nothing")}{" "}
          <button
            type="button"
            className="target-44 text-accent hover:underline"
            onClick={() => {
              setWords("");
              onTopic(undefined);
            }}
          >
            {t("clear")}
          </button>
        </p>
      ) : (
        <>
          <ul
            aria-busy={isPlaceholderData}
            className="scroll-quiet border-t border-line aria-busy:opacity-60 xl:max-h-[560px] xl:overflow-y-auto print:max-h-none"
          >
            {texts.map((text) => (
              <TextCard key={text.id} text={text} view={view} search={search} />
            ))}
          </ul>
          {hasNextPage && (
            <div className="border-t border-line px-4 py-2 print:hidden">
              <Button size="small" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                {t("more")}
              </Button>
            </div>
          )}
        </>
      )}
      <p className="border-t border-line px-4 py-2 text-12 text-ink-3">{t("masked")}</p>
    </Panel>
  );
}
