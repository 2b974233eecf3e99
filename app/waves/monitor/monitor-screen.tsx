"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { ChoiceChip } from "../../components/choice-chip.tsx";
import { CopyLink } from "../../components/copy-link.tsx";
import { FailureNotice } from "../../components/failure-notice.tsx";
import { Icon } from "../../components/glyph.tsx";
import { portalHome } from "../../components/portal-home.ts";
import { PrintButton } from "../../components/print-button.tsx";
import { Bone, Skeleton } from "../../components/skeleton.tsx";
import { useToast } from "../../components/toaster.tsx";
import { fetchFile } from "../../exports/fetch-file.ts";
import { useRefusal } from "../../exports/use-refusal.ts";
import { formatMoment } from "../../format.ts";
import { useSelection } from "../../selection/selection-context.tsx";
import { useMe } from "../../shell/me-context.tsx";
import { useTRPC } from "../../trpc/client.tsx";
import { UnitSwitcher } from "../../units/unit-switcher.tsx";
import { useModeNames } from "../use-mode-names.ts";
import { ChecksPanel } from "./checks-panel.tsx";
import { CurvePanel } from "./curve-panel.tsx";
import { LikenessPanel } from "./likeness-panel.tsx";
import { ModesPanel } from "./modes-panel.tsx";
import { MonitorTiles } from "./monitor-tiles.tsx";
import { OutcomesPanel } from "./outcomes-panel.tsx";
import { ProgressPanel } from "./progress-panel.tsx";
import type { ShownMonitor } from "./shown-monitor.ts";
import { useMonitorFinding } from "./use-finding.ts";

/** A field that is open is asked about again so often, in milliseconds. */
const AGAIN_MS = 5_000;
const MODES = ["web", "phone", "visit"] as const;

/** How the field of a wave is going, seconds behind the record. */
export function MonitorScreen({ wave }: { readonly wave: number }) {
  const trpc = useTRPC();
  const [{ unit, mode }] = useSelection();
  const { data, error, refetch, isPlaceholderData } = useQuery(
    trpc.monitor.view.queryOptions(
      { waveId: wave, unitId: unit ?? undefined, mode: mode ?? undefined },
      {
        placeholderData: keepPreviousData,
        staleTime: AGAIN_MS,
        refetchInterval: (query) => (query.state.data?.wave.state === "field" ? AGAIN_MS : false),
      },
    ),
  );
  if (data) return <Monitor view={data} stale={isPlaceholderData} offline={error !== null} />;
  if (error) return <FailureNotice error={error} onRetry={refetch} />;
  return (
    <Skeleton>
      <Bone className="h-7 w-96 max-w-full bg-line" />
      <Bone className="mt-4 h-24 rounded-panel border border-line bg-surface" />
      <Bone className="mt-3 h-96 rounded-panel border border-line bg-surface" />
    </Skeleton>
  );
}

function Monitor({
  view,
  stale,
  offline,
}: {
  readonly view: ShownMonitor;
  readonly stale: boolean;
  readonly offline: boolean;
}) {
  const t = useTranslations("monitor");
  const finding = useMonitorFinding();
  const me = useMe();
  const manages = me.capabilities.includes("waves.manage");
  return (
    <div aria-busy={stale} className="flex grow flex-col gap-3 transition-opacity aria-busy:opacity-60">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="text-20 font-semibold">{finding(view)}</h1>
        <span className="grow" />
        <MonitorFilters view={view} mayExport={me.capabilities.includes("exports.run")} />
      </div>
      <MonitorTiles view={view} />
      <div className="grid gap-3 xl:grid-cols-[minmax(0,800fr)_minmax(0,344fr)] xl:gap-x-4">
        <ProgressPanel view={view} />
        <div className="flex flex-col gap-3">
          <CurvePanel view={view} />
          <ChecksPanel view={view} review={manages ? `/waves/${view.wave.id}/quality` : undefined} />
          <ModesPanel view={view} />
          <OutcomesPanel view={view} />
        </div>
      </div>
      <LikenessPanel
        represented={view.represented}
        regions={view.projects.flatMap(({ region }) => region ?? [])}
      />
      <span className="grow" />
      <footer className="flex flex-wrap gap-x-3.5 text-12 text-ink-3">
        {view.isCoarse && <span>{t("coarse")}</span>}
        <span>{t("rateRule")}</span>
        <span>{t("asOf", { time: formatMoment(view.asOf) })}</span>
        <span>{t("dataVersion", { version: view.dataVersion.slice(0, 12) })}</span>
        {offline && <span className="text-neg">{t("offline")}</span>}
      </footer>
    </div>
  );
}

function MonitorFilters({ view, mayExport }: { readonly view: ShownMonitor; readonly mayExport: boolean }) {
  const t = useTranslations("filter");
  const monitor = useTranslations("monitor");
  const modeName = useModeNames();
  const toast = useToast();
  const refusal = useRefusal();
  const [, select] = useSelection();
  const fetchProgress = async (format: "csv" | "xlsx") => {
    const fetched = await fetchFile(progressAddress(view, format));
    if ("refused" in fetched) toast(refusal(fetched.refused), "danger");
  };
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      <UnitSwitcher unit={view.unit} wave={view.wave.id} />
      <ChoiceChip
        name={t("mode")}
        value={view.mode ?? "all"}
        fallback="all"
        choices={[
          { value: "all", label: t("all") },
          ...MODES.map((each) => ({ value: each as string, label: modeName(each) })),
        ]}
        onChoose={(value) => select({ mode: MODES.find((each) => each === value) ?? null })}
      />
      {mayExport && (
        <DropdownMenu.Root modal={false}>
          <DropdownMenu.Trigger asChild>
            <Button size="small">
              <Icon of={Download} />
              {monitor("export")}
            </Button>
          </DropdownMenu.Trigger>
          <DropdownMenu.Portal container={portalHome()}>
            <DropdownMenu.Content
              align="end"
              sideOffset={4}
              className="slide-in z-50 min-w-32 rounded-panel border border-line bg-raised p-1 shadow-2"
            >
              {(["xlsx", "csv"] as const).map((format) => (
                <DropdownMenu.Item
                  key={format}
                  onSelect={() => void fetchProgress(format)}
                  className="target-44 flex min-h-8 cursor-pointer items-center rounded-ctl px-3 text-13 outline-none data-[highlighted]:bg-accent-soft"
                >
                  {format === "xlsx" ? "Excel" : "CSV"}
                </DropdownMenu.Item>
              ))}
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
      )}
      <CopyLink compact />
      <PrintButton />
    </div>
  );
}

function progressAddress({ wave, unit, mode }: ShownMonitor, format: "csv" | "xlsx"): string {
  const query = new URLSearchParams({ wave: String(wave.id), unit: String(unit.id), format });
  if (mode) query.set("mode", mode);
  return `/api/fieldwork/progress?${query}`;
}
