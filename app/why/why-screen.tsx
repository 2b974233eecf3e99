"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useTranslations } from "use-intl";
import type { DriversView } from "#server/explanations/drivers-view.ts";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { CopyLink } from "../components/copy-link.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Panel } from "../components/panel.tsx";
import { PassportFooter } from "../components/passport-footer.tsx";
import { PrintButton } from "../components/print-button.tsx";
import { RestatedMark } from "../components/restated-mark.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { ExportMenu } from "../exports/export-menu.tsx";
import { useNames } from "../language/use-names.ts";
import { FilterBar } from "../selection/filter-bar.tsx";
import { useSelection } from "../selection/selection-context.tsx";
import { BarFilters, BarTools, PageFrame } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { failureOf } from "../trpc/failure.ts";
import { UnitBar } from "../units/unit-bar.tsx";
import { QualityBadge } from "../waves/quality/quality-badge.tsx";
import { ChangePanel } from "./change-panel.tsx";
import { DraftsPanel } from "./drafts-panel.tsx";
import { DriversPanel } from "./drivers-panel.tsx";
import { PrioritiesPanel } from "./priorities-panel.tsx";
import { ReliabilityPanel } from "./reliability-panel.tsx";
import { useDrafts } from "./use-drafts.ts";
import { useWhyFinding } from "./use-why-finding.ts";
import { changeQueryOf, driversQueryOf } from "./why-query.ts";
import { WHY_SELECTION, writeWhy } from "./why-selection.ts";

/** Why: what moved a number, what moves the overall mark, and where to begin. `home` is the reader's own unit. */
export function WhyScreen({ home }: { readonly home: number }) {
  const t = useTranslations("why");
  const trpc = useTRPC();
  const finding = useWhyFinding();
  const [selection, select] = useSelection();
  const [own] = useQueryStates(WHY_SELECTION);
  const keep = { placeholderData: keepPreviousData };
  const change = useQuery(
    trpc.why.change.queryOptions(changeQueryOf(selection, home), { ...keep, retry: false }),
  );
  const drivers = useQuery(trpc.why.drivers.queryOptions(driversQueryOf(selection, home), keep));
  const priorities = useQuery(trpc.why.priorities.queryOptions(driversQueryOf(selection, home), keep));
  const passports = [
    ...(change.data ? [{ about: t("takeApart"), view: change.data }] : []),
    ...(priorities.data ? [{ about: t("prioritiesTitle"), view: priorities.data }] : []),
    ...(drivers.data ? [{ about: t("importance"), view: drivers.data }] : []),
  ];
  const drafts = useDrafts(selection.unit ?? home, selection.rule);
  const first = drivers.error ?? priorities.error;
  const alone = change.error !== null && failureOf(change.error).code === "not_found";
  const shown = drivers.data && {
    wave: drivers.data.wave,
    previousWave: change.data?.previousWave ?? null,
    passport: drivers.data.passport,
  };
  return (
    <PageFrame
      bar={
        <>
          {drivers.data && (
            <UnitBar
              unit={drivers.data.unit}
              path={drivers.data.path}
              wave={drivers.data.wave.id}
              page="/why"
            />
          )}
          {drivers.data?.unit.kind === "project" && (
            <QualityBadge wave={drivers.data.wave.id} project={drivers.data.unit.id} />
          )}
          <span className="grow" />
          <BarFilters>
            <FilterBar shown={shown} />
            {drivers.data && <NodeChip view={drivers.data} />}
          </BarFilters>
          <BarTools>
            <ExportMenu
              what="why"
              address={writeWhy("", { ...selection, ...own, unit: selection.unit ?? home })}
              passports={passports}
            />
            <CopyLink compact />
            <PrintButton />
          </BarTools>
        </>
      }
    >
      {first ? (
        <FailureNotice error={first} onRetry={() => void drivers.refetch()} />
      ) : drivers.data && (change.data || change.error) ? (
        <div
          aria-busy={change.isPlaceholderData || drivers.isPlaceholderData}
          className="flex grow flex-col gap-3 transition-opacity aria-busy:opacity-60"
        >
          <h1 className="text-20 font-semibold">
            {change.data ? finding(change.data) : t("noEarlier")}
            <RestatedMark passport={(change.data ?? drivers.data).passport} />
          </h1>
          {change.data ? (
            <ChangePanel view={change.data} drafts={drafts} onNode={(node) => select({ node })} />
          ) : alone ? (
            <Panel>
              <p className="px-4 py-4 text-13 text-ink-2">{t("noEarlierBody")}</p>
            </Panel>
          ) : (
            change.error && (
              <FailureNotice error={change.error} onRetry={() => void change.refetch()} heading="h3" />
            )
          )}
          {priorities.data && <PrioritiesPanel view={priorities.data} drafts={drafts} />}
          <DriversPanel view={drivers.data} drafts={drafts} />
          <ReliabilityPanel query={driversQueryOf(selection, home)} />
          <DraftsPanel drafts={drafts} />
          <span className="grow" />
          <PassportFooter view={change.data ?? drivers.data} />
        </div>
      ) : (
        <Skeleton>
          <Bone className="h-7 w-96 max-w-full bg-line" />
          <Bone className="mt-4 h-80 rounded-panel border border-line bg-surface" />
          <Bone className="mt-3 h-72 rounded-panel border border-line bg-surface" />
        </Skeleton>
      )}
    </PageFrame>
  );
}

/** The indicator asked about. */
function NodeChip({ view }: { readonly view: DriversView }) {
  const t = useTranslations("why");
  const names = useNames();
  const [selection, select] = useSelection();
  const root = view.nodes[0];
  if (!root) return null;
  return (
    <ChoiceChip
      name={t("indicator")}
      value={selection.node ?? root.id}
      fallback={root.id}
      choices={view.nodes.map((node) => ({
        value: node.id,
        label: `${"\u3000".repeat(node.depth)}${names.node(node)}`,
      }))}
      onChoose={(node) => select({ node: node === root.id ? null : node })}
    />
  );
}
