"use client";

import { useQuery } from "@tanstack/react-query";
import { ClipboardList } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import type { WaveOption, WaveState } from "#server/indicators/wave-option.ts";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Notice } from "../components/notice.tsx";
import { Panel } from "../components/panel.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { Tag, type TagTone } from "../components/tag.tsx";
import { formatDayRange } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useAddress } from "../selection/use-address.ts";
import { PageFrame, PageName } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";

const TONE: Readonly<Record<WaveState, TagTone>> = {
  draft: "plain",
  locked: "plain",
  field: "current",
  closed: "plain",
  published: "good",
};

/** The rounds of asking and how far each has come. */
export function WavesScreen() {
  const t = useTranslations("waves");
  const names = useNames();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.waves.list.queryOptions());
  const newest = data?.[0];
  return (
    <PageFrame bar={<PageName>{t("title")}</PageName>}>
      {error && !data ? (
        <FailureNotice error={error} onRetry={refetch} />
      ) : !data ? (
        <Skeleton>
          <Bone className="h-7 w-72 bg-line" />
          <Bone className="mt-4 h-40 rounded-panel border border-line bg-surface" />
        </Skeleton>
      ) : !newest ? (
        <Notice heading="h1" icon={ClipboardList} title={t("none")}>
          {t("noneBody")}
        </Notice>
      ) : (
        <>
          <h1 className="text-20 font-semibold">
            {t(`finding_${newest.state}`, { name: names.wave(newest), day: newest.closesOn })}
          </h1>
          <Panel>
            <Waves rows={data} />
          </Panel>
        </>
      )}
    </PageFrame>
  );
}

function Waves({ rows }: { readonly rows: readonly WaveOption[] }) {
  const t = useTranslations("waves");
  const states = useTranslations("waveState");
  const names = useNames();
  const address = useAddress();
  return (
    <PlainTable
      caption={t("title")}
      rows={rows}
      rowKey={(wave) => wave.id}
      columns={[
        { key: "wave", title: t("wave"), cell: (wave) => names.wave(wave) },
        {
          key: "state",
          title: t("state"),
          cell: (wave) => <Tag tone={TONE[wave.state]}>{states(wave.state)}</Tag>,
        },
        { key: "cutoff", title: t("cutoff"), cell: (wave) => wave.cutoffOn },
        { key: "field", title: t("field"), cell: (wave) => formatDayRange(wave.opensOn, wave.closesOn) },
        {
          key: "open",
          title: t("results"),
          cell: (wave) => (
            <Link
              href={address("/", { wave: wave.id, cmp: null })}
              aria-label={t("openOf", { name: names.wave(wave) })}
              className="target-44 inline-flex items-center text-accent hover:underline"
            >
              {t("open")}
            </Link>
          ),
        },
      ]}
    />
  );
}
