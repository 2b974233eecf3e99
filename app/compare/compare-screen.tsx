"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { type Ref, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { UnitsView } from "#server/explanations/units-answer.ts";
import { CopyLink } from "../components/copy-link.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PassportFooter } from "../components/passport-footer.tsx";
import { PrintButton } from "../components/print-button.tsx";
import { RestatedMark } from "../components/restated-mark.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { TableToggle } from "../components/table-toggle.tsx";
import { ExportMenu } from "../exports/export-menu.tsx";
import { useNames } from "../language/use-names.ts";
import { useMeasured } from "../pictures/use-measured.ts";
import { ViewsMenu } from "../saved-views/views-menu.tsx";
import { FilterBar } from "../selection/filter-bar.tsx";
import { useSelection } from "../selection/selection-context.tsx";
import { BarFilters, BarTools, PageFrame } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { UnitBar } from "../units/unit-bar.tsx";
import { CohortContent } from "./cohort-content.tsx";
import { CompareBands } from "./compare-bands.tsx";
import { CompareChips } from "./compare-chips.tsx";
import { CompareDrawing } from "./compare-drawing.tsx";
import { CompareFunnel } from "./compare-funnel.tsx";
import { COMPARE_SELECTION, cohortsQueryOf, unitsQueryOf, writeCompare } from "./compare-selection.ts";
import { CompareTable } from "./compare-table.tsx";
import { GainsPanel } from "./gains-panel.tsx";

/** Units, or their handover batches, held against each other, in bands and never as a bare ranking. `home` is the reader's own unit. */
export function CompareScreen({ home }: { readonly home: number }) {
  const t = useTranslations("compare");
  const names = useNames();
  const measured = useMeasured();
  const trpc = useTRPC();
  const [selection] = useSelection();
  const [own] = useQueryStates(COMPARE_SELECTION);
  const chart = useRef<SVGSVGElement>(null);
  const batches = own.age === "cohort";
  const units = useQuery(
    trpc.compare.units.queryOptions(unitsQueryOf(selection, own, home), {
      placeholderData: keepPreviousData,
      enabled: !batches,
    }),
  );
  const cohorts = useQuery(
    trpc.compare.cohorts.queryOptions(cohortsQueryOf(selection, own, home), {
      placeholderData: keepPreviousData,
      enabled: batches,
    }),
  );
  const { data, error, refetch } = batches ? cohorts : units;
  const drawn = own.shape === "funnel" && units.data?.funnel ? "funnelTitle" : "bandsTitle";
  const shown = batches ? "cohortTitle" : drawn;
  const mixed =
    !batches && units.data ? [t(units.data.standardisation ? "standardisedNote" : "ownNote")] : [];
  return (
    <PageFrame
      bar={
        <>
          {data && <UnitBar unit={data.unit} path={data.path} wave={data.wave.id} page="/compare" />}
          <span className="grow" />
          <BarTools>
            <ViewsMenu page="/compare" />
            <ExportMenu
              what="compare"
              address={writeCompare("", { ...selection, ...own, unit: selection.unit ?? home })}
              chart={
                data && {
                  ...{ what: batches ? "compare-cohorts" : "compare", of: chart, view: data },
                  title: `${t(shown)} · ${names.node(data.node)}`,
                  measure: [measured(data.node.unit), ...mixed].join(" · "),
                }
              }
              passports={data ? [{ about: t(shown), view: data }] : []}
            />
            <CopyLink compact />
            <PrintButton />
          </BarTools>
          <BarFilters many>
            <FilterBar shown={data} compares={false} phases={!batches} />
            <CompareChips view={data} />
          </BarFilters>
        </>
      }
    >
      {batches && cohorts.data ? (
        <CohortContent view={cohorts.data} stale={cohorts.isPlaceholderData} svg={chart} />
      ) : !batches && units.data ? (
        <CompareContent view={units.data} stale={units.isPlaceholderData} svg={chart} />
      ) : error ? (
        <FailureNotice error={error} onRetry={refetch} />
      ) : (
        <Skeleton>
          <Bone className="h-7 w-96" />
          <Bone className="mt-4 h-96 rounded-panel" />
        </Skeleton>
      )}
    </PageFrame>
  );
}

/** The finding: how many are clearly apart from the group. */
function useFinding() {
  const t = useTranslations("compare");
  const names = useNames();
  return ({ units, node, reference, unit }: UnitsView): string => {
    const placed = units.filter(({ band }) => band !== null);
    const about = { unit: names.unit(unit), node: names.node(node) };
    if (placed.length === 0) return t("findingNone", about);
    const judged = placed.filter(({ difference }) => difference !== null);
    const above = judged.filter(({ difference }) => difference?.verdict === "better").length;
    const below = judged.filter(({ difference }) => difference?.verdict === "worse").length;
    const bands = Math.max(...placed.map(({ band }) => band ?? 0));
    if (judged.length === 0)
      return t(bands === 1 ? "findingOneBand" : "findingBands", { ...about, bands, count: placed.length });
    const [only] = judged;
    if (only && judged.length === 1)
      return t(above === 1 ? "findingOnlyAbove" : below === 1 ? "findingOnlyBelow" : "findingOnlySame", {
        node: about.node,
        unit: names.unit(only.unit),
        reference: names.unit(reference.unit),
      });
    return t(above + below === 0 ? "findingSame" : "finding", {
      ...about,
      reference: names.unit(reference.unit),
      above,
      below,
      same: judged.length - above - below,
    });
  };
}

function CompareContent({
  view,
  stale,
  svg,
}: {
  readonly view: UnitsView;
  readonly stale: boolean;
  readonly svg: Ref<SVGSVGElement>;
}) {
  const t = useTranslations("compare");
  const finding = useFinding();
  const [{ shape, mix }] = useQueryStates(COMPARE_SELECTION);
  const [{ phase }] = useSelection();
  const wantedCommon = mix === "standard" && phase === null;
  const ownNote = wantedCommon ? "noCommonNote" : "ownNote";
  const [asTable, setAsTable] = useState(false);
  const funnel = shape === "funnel" && view.funnel !== null;
  return (
    <div aria-busy={stale} className="flex grow flex-col gap-3 transition-opacity aria-busy:opacity-60">
      <h1 className="text-20 font-semibold">
        {finding(view)}
        <RestatedMark passport={view.passport} />
      </h1>
      <Panel labelledBy="comparison">
        <PanelHeader
          id="comparison"
          title={t(funnel ? "funnelTitle" : "bandsTitle")}
          beside={
            <span className="text-12 text-ink-3">
              {t(view.standardisation ? "standardisedNote" : ownNote)}
            </span>
          }
        >
          <TableToggle shown={asTable} onToggle={setAsTable} />
        </PanelHeader>
        {view.units.length === 0 ? (
          <p className="border-t border-line px-4 py-8 text-center text-13 text-ink-3">{t("empty")}</p>
        ) : asTable ? (
          <CompareTable view={view} />
        ) : funnel ? (
          <CompareFunnel view={view} svg={svg} />
        ) : (
          <CompareBands view={view} />
        )}
      </Panel>
      {!funnel && (
        <div hidden>
          <CompareDrawing view={view} svg={svg} />
        </div>
      )}
      {shape === "funnel" && view.funnel === null && <p className="text-13 text-ink-3">{t("noFunnel")}</p>}
      {view.between === 0 && <p className="text-13 text-ink-2">{t("noBetween")}</p>}
      <GainsPanel view={view} />
      <span className="grow" />
      <PassportFooter view={view} />
    </div>
  );
}
