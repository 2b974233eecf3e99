"use client";

import { useQuery } from "@tanstack/react-query";
import { ClipboardList } from "lucide-react";
import { useLocale, useTranslations } from "use-intl";
import type { WaveRow } from "#server/waves/list-waves.ts";
import { ListFrame } from "../components/list-frame.tsx";
import { Panel } from "../components/panel.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { formatCount, formatDay, formatDayRange, NOTHING } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useAddress } from "../selection/use-address.ts";
import { PageFrame, PageName } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { NewWave } from "./new-wave.tsx";
import { WaveTag } from "./wave-tag.tsx";

/** The rounds of asking and how far each has come. */
export function WavesScreen() {
  const t = useTranslations("waves");
  const names = useNames();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.waves.rows.queryOptions());
  const language = useLocale();
  const newest = data?.waves[0];
  return (
    <PageFrame
      bar={
        <>
          <PageName>{t("title")}</PageName>
          <span className="grow" />
          {data?.mayManage && <NewWave next={(newest?.year ?? new Date().getFullYear() - 1) + 1} />}
        </>
      }
    >
      <ListFrame
        list={data}
        error={error}
        onRetry={refetch}
        isEmpty={({ waves }) => waves.length === 0}
        empty={{ icon: ClipboardList, title: t("none"), body: t("noneBody") }}
      >
        {({ waves }) => (
          <>
            {newest && (
              <h1 className="text-20 font-semibold">
                {t(`finding_${newest.state}`, {
                  name: names.wave(newest),
                  day: formatDay(newest.closesOn, language),
                })}
              </h1>
            )}
            <Panel>
              <Waves rows={waves} />
            </Panel>
          </>
        )}
      </ListFrame>
    </PageFrame>
  );
}

/** Answers over homes asked, with a bar that says the same. */
function Answers({ wave: { asked, counted } }: { readonly wave: WaveRow }) {
  const t = useTranslations("waves");
  if (asked === null || counted === null) return NOTHING;
  const width = asked === 0 ? 0 : Math.min(100, (100 * counted) / asked);
  return (
    <span className="inline-flex flex-col gap-1">
      <span>{t("progressOf", { counted: formatCount(counted), asked: formatCount(asked) })}</span>
      <svg
        aria-hidden="true"
        className="h-1.5 w-40 rounded-full"
        viewBox="0 0 100 6"
        preserveAspectRatio="none"
      >
        <rect width="100" height="6" className="fill-line" />
        <rect data-mark width={width} height="6" className="fill-accent" />
      </svg>
    </span>
  );
}

function Waves({ rows }: { readonly rows: readonly WaveRow[] }) {
  const t = useTranslations("waves");
  const names = useNames();
  const address = useAddress();
  return (
    <PlainTable
      caption={t("title")}
      rows={rows}
      rowKey={(wave) => wave.id}
      columns={[
        {
          key: "wave",
          title: t("wave"),
          cell: (wave) => (
            <ScreenLink
              href={`/waves/${wave.id}`}
              className="target-44 inline-flex items-center text-accent hover:underline"
            >
              {names.wave(wave)}
            </ScreenLink>
          ),
        },
        { key: "state", title: t("state"), cell: (wave) => <WaveTag state={wave.state} /> },
        { key: "progress", title: t("progress"), cell: (wave) => <Answers wave={wave} /> },
        {
          key: "owners",
          title: t("owners"),
          right: true,
          cell: (wave) => formatCount(wave.owners),
        },
        { key: "cutoff", title: t("cutoff"), cell: (wave) => wave.cutoffOn },
        { key: "field", title: t("field"), cell: (wave) => formatDayRange(wave.opensOn, wave.closesOn) },
        {
          key: "open",
          title: t("results"),
          cell: (wave) =>
            wave.state === "draft" || wave.state === "locked" ? (
              NOTHING
            ) : (
              <ScreenLink
                href={address("/", { wave: wave.id, cmp: null })}
                aria-label={t("openOf", { name: names.wave(wave) })}
                className="target-44 inline-flex items-center text-accent hover:underline"
              >
                {t("open")}
              </ScreenLink>
            ),
        },
      ]}
    />
  );
}
