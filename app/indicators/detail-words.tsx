"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import type { CellView } from "#server/indicators/views.ts";
import { Bone } from "../components/skeleton.tsx";
import { formatCount, formatShare } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useSettledSelection } from "../selection/selection-context.tsx";
import { useAddress } from "../selection/use-address.ts";
import { useTRPC } from "../trpc/client.tsx";
import { DetailSection } from "./detail-section.tsx";

const MOST = 3;

/** What owners said about this, as far as the reader may read it: topics with counts, texts or released quotes. */
export function DetailWords({ view }: { readonly view: CellView }) {
  const t = useTranslations("heat");
  const trpc = useTRPC();
  const names = useNames();
  const address = useAddress();
  const { rule } = useSettledSelection();
  const { data, isPending } = useQuery(
    trpc.voices.ofIndicator.queryOptions(
      {
        ...{ unit: view.unit.id, wave: view.wave.id, node: view.node.id, limit: MOST },
        ...(rule !== null && rule > 0 && { rule }),
      },
      { staleTime: 60_000, retry: false },
    ),
  );
  if (isPending)
    return (
      <DetailSection title={t("words")}>
        <Bone className="h-16" />
      </DetailSection>
    );
  // an indicator nobody can speak of, or words that cannot be read now, take no room
  if (!data || (data.state === "shown" && data.topics.length === 0)) return null;
  const quoted = data.texts.length > 0 ? data.texts : data.quotes.slice(0, MOST);
  return (
    <DetailSection title={t("words")} note={view.phase === null ? undefined : t("wordsPhase")}>
      {data.state === "too-few" ? (
        <p className="text-13 text-ink-3">{t("wordsFew", { fewest: data.fewest })}</p>
      ) : (
        <>
          <p className="text-13 text-ink-2">
            {data.topics
              .slice(0, MOST)
              .map(({ topic, count, share }) =>
                t("topicIs", {
                  name: names.text(topic.title),
                  count: formatCount(count),
                  share: formatShare(share),
                }),
              )
              .join(t("joiner"))}
          </p>
          {quoted.map(({ id, text }) => (
            <blockquote key={id} className="mt-1.5 border-l-2 border-line-strong pl-2.5 text-13">
              {text}
            </blockquote>
          ))}
          <Link
            href={address("/voices", { unit: view.unit.id })}
            className="target-44 mt-1.5 inline-block text-13 text-accent hover:underline"
          >
            {t("wordsMore")}
          </Link>
        </>
      )}
    </DetailSection>
  );
}
