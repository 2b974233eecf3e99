"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { type RefObject, useRef } from "react";
import { useTranslations } from "use-intl";
import type { CrosstabView } from "#server/explore/crosstab-view.ts";
import { AGE_CUTS, type AgeCut } from "#surveys/tenure.ts";
import { Button } from "../components/button.tsx";
import { CopyLink } from "../components/copy-link.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Notice } from "../components/notice.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PassportFooter } from "../components/passport-footer.tsx";
import { PrintButton } from "../components/print-button.tsx";
import { ScrollBox } from "../components/scroll-box.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { ExportMenu } from "../exports/export-menu.tsx";
import { formatMoment } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useMeasured } from "../pictures/use-measured.ts";
import { ViewsMenu } from "../saved-views/views-menu.tsx";
import { RuleChip } from "../selection/rule-chip.tsx";
import { WaveChip } from "../selection/wave-chip.tsx";
import { BarFilters, BarTools, PageFrame } from "../shell/page-frame.tsx";
import { useFullFrom } from "../shell/use-full-from.ts";
import { useTRPC } from "../trpc/client.tsx";
import { failureOf } from "../trpc/failure.ts";
import { UnitBar } from "../units/unit-bar.tsx";
import { AgeNote } from "./age-note.tsx";
import { CrosstabChart } from "./crosstab-chart.tsx";
import { CrosstabCount, CrosstabTable } from "./crosstab-table.tsx";
import { ExploreDivisions, ExploreFilters } from "./explore-chips.tsx";
import { crosstabQueryOf, type ExploreSelection, writeExplore } from "./explore-selection.ts";
import { useExplore } from "./use-explore.ts";
import { nobodyAnswered, useFinding } from "./use-finding.ts";
import { WithheldNote } from "./withheld-note.tsx";

/** Any cut under any filter, as a picture or a table. `home` is the reader's own unit. */
export function ExploreScreen({ home }: { readonly home: number }) {
  const names = useNames();
  const measured = useMeasured();
  const trpc = useTRPC();
  const [selection, select] = useExplore();
  const chart = useRef<SVGSVGElement>(null);
  const { data, error, refetch, isPlaceholderData } = useQuery(
    trpc.explore.crosstab.queryOptions(crosstabQueryOf(selection, home), {
      placeholderData: keepPreviousData,
      retry: false,
    }),
  );
  const asTable = selection.show === "table" || selection.measure === "count";
  return (
    <PageFrame
      bar={
        <>
          {data && <UnitBar unit={data.unit} path={data.path} wave={data.wave.id} page="/explore" />}
          <span className="grow" />
          <BarFilters>
            <WaveChip shown={data?.wave} />
            <ExploreFilters view={data} />
            {data && <RuleChip passport={data.passport} />}
          </BarFilters>
          <BarTools>
            <ViewsMenu page="/explore" />
            <ExportMenu
              what="crosstab"
              address={writeExplore("", { ...selection, unit: selection.unit ?? home })}
              chart={
                data && !asTable
                  ? {
                      ...{ what: "crosstab", of: chart, view: data, title: names.node(data.node) },
                      measure: measured(data.node.unit),
                    }
                  : undefined
              }
              passports={data ? [{ about: names.node(data.node), view: data }] : []}
            />
            <CopyLink compact />
            <PrintButton />
          </BarTools>
        </>
      }
    >
      {error ? (
        <ExploreFailure
          error={error}
          onRetry={refetch}
          onReset={() => select(null)}
          onWithout={(filter) => select({ [filter]: null })}
        />
      ) : data ? (
        <ExploreContent
          view={data}
          stale={isPlaceholderData}
          asTable={asTable}
          selection={selection}
          onShow={(show) => select({ show })}
          onUnfilter={() => select({ phase: null, mode: null, product: null, batch: null, tenure: null })}
          chart={chart}
        />
      ) : (
        <Skeleton>
          <Bone className="h-7 w-2/3 max-w-xl bg-line" />
          <Bone className="mt-3 h-96 rounded-panel border border-line bg-surface" />
        </Skeleton>
      )}
    </PageFrame>
  );
}

function ExploreContent({
  view,
  stale,
  asTable,
  selection,
  onShow,
  onUnfilter,
  chart,
}: {
  readonly view: CrosstabView;
  readonly stale: boolean;
  readonly asTable: boolean;
  readonly selection: ExploreSelection;
  readonly onShow: (show: ExploreSelection["show"]) => void;
  readonly onUnfilter: () => void;
  readonly chart: RefObject<SVGSVGElement | null>;
}) {
  const t = useTranslations("explore");
  const from = useFullFrom();
  const names = useNames();
  const finding = useFinding();
  return (
    <div aria-busy={stale} className="flex grow flex-col gap-3 transition-opacity aria-busy:opacity-60">
      <h1 className="text-20 font-semibold">{finding(view)}</h1>
      {view.passport.restatedFrom !== null && (
        <p className="text-13 text-ink-2">
          {t("restated", { version: view.passport.definition.version, before: view.passport.restatedFrom })}
        </p>
      )}
      {view.wave.state === "field" && (
        <p className="text-13 text-ink-2">{t("steady", { time: formatMoment(view.passport.data.asOf) })}</p>
      )}
      <div className="scroll-quiet flex items-center gap-2 max-md:-mx-4 max-md:overflow-x-auto max-md:px-4 md:flex-wrap print:hidden">
        <ExploreDivisions view={view} />
      </div>
      <AgeNote view={view} selection={selection} />
      {nobodyAnswered(view) ? (
        <Notice
          icon={Users}
          title={t("nobodyTitle")}
          action={<Button onClick={onUnfilter}>{t("unfilter")}</Button>}
        >
          {t("nobodyBody")}
        </Notice>
      ) : (
        <Panel labelledBy="crosstab">
          <PanelHeader
            id="crosstab"
            title={names.node(view.node)}
            beside={
              <>
                <CrosstabCount view={view} />
                <span className="text-12 text-ink-3">{names.wave(view.wave)}</span>
              </>
            }
          >
            {selection.measure !== "count" && (
              <button
                type="button"
                onClick={() => onShow(asTable ? "chart" : "table")}
                className="target-44 text-13 text-accent underline-offset-2 hover:underline print:hidden"
              >
                {t(asTable ? "showChart" : "showTable")}
              </button>
            )}
          </PanelHeader>
          {asTable ? (
            <ScrollBox label={names.node(view.node)} className="pb-2">
              <CrosstabTable view={view} measure={selection.measure} />
            </ScrollBox>
          ) : (
            <div className="px-3 pb-2">
              <CrosstabChart view={view} svg={chart} />
            </div>
          )}
          <p className="border-t border-line px-4 py-2 text-12 text-ink-3">
            {asTable
              ? t(selection.measure === "count" ? "legendCount" : "legendTable", {
                  minimum: view.passport.definition.minimumAnswers,
                  from,
                })
              : t("legend", { from })}
          </p>
          <WithheldNote view={view} />
        </Panel>
      )}
      <span className="grow" />
      <PassportFooter view={view} />
    </div>
  );
}

const UNTOLD_FILTER = { batch: "untoldBatchFilter", tenure: "untoldTenureFilter" } as const;
const WITHOUT = { batch: "withoutBatch", tenure: "withoutTenure" } as const;

/** What the cut asked for cannot be answered: says why, and the way back. */
function ExploreFailure({
  error,
  onRetry,
  onReset,
  onWithout,
}: {
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly onReset: () => void;
  readonly onWithout: (filter: AgeCut) => void;
}) {
  const t = useTranslations("explore");
  const { code, details } = failureOf(error);
  const untold = AGE_CUTS.find((each) => each === details.untold);
  if (untold)
    return (
      <Panel className="flex flex-col items-start gap-3 p-6">
        <h1 className="text-18 font-semibold">{t(UNTOLD_FILTER[untold])}</h1>
        <p>{t("oneOfTwo")}</p>
        <Button onClick={() => onWithout(untold)}>{t(WITHOUT[untold])}</Button>
      </Panel>
    );
  if (code !== "invalid" && code !== "too_large" && code !== "bad_request")
    return <FailureNotice error={error} onRetry={onRetry} />;
  return (
    <Panel className="flex flex-col items-start gap-3 p-6">
      <h1 className="text-18 font-semibold">{t("refusedTitle")}</h1>
      <p>{t(code === "too_large" ? "refusedTooLarge" : "refusedInvalid")}</p>
      <Button onClick={onReset}>{t("reset")}</Button>
    </Panel>
  );
}
