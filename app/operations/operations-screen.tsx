"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Wrench } from "lucide-react";
import { useTranslations } from "use-intl";
import type { OperationsQuery, OperationsView } from "#server/operations/operations-view.ts";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { CopyLink } from "../components/copy-link.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Notice } from "../components/notice.tsx";
import { PassportFooter } from "../components/passport-footer.tsx";
import { PrintButton } from "../components/print-button.tsx";
import { RestatedMark } from "../components/restated-mark.tsx";
import { Bone, Skeleton } from "../components/skeleton.tsx";
import { SwitchBar } from "../components/switch-bar.tsx";
import { ExportMenu } from "../exports/export-menu.tsx";
import { useNames } from "../language/use-names.ts";
import { RuleChip } from "../selection/rule-chip.tsx";
import { writeSelection } from "../selection/selection.ts";
import { useSelection } from "../selection/selection-context.tsx";
import { BarFilters, BarTools, PageFrame } from "../shell/page-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { UnitBar } from "../units/unit-bar.tsx";
import { BesidePanel } from "./beside-panel.tsx";
import { FlagsPanel } from "./flags-panel.tsx";
import { operationsQueryOf } from "./operations-query.ts";
import { UnitsPanel } from "./units-panel.tsx";
import { useOperationsFinding } from "./use-operations-finding.ts";

/** What was done beside what owners say of it. `home` is the reader's own unit. */
export function OperationsScreen({ home }: { readonly home: number }) {
  const trpc = useTRPC();
  const [selection, select] = useSelection();
  const { data, error, refetch, isPlaceholderData } = useQuery(
    trpc.operations.beside.queryOptions(operationsQueryOf(selection, home), {
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <PageFrame
      bar={<OperationsBar view={data} by={selection.per} home={home} onBy={(per) => select({ per })} />}
    >
      {data ? (
        <OperationsContent view={data} stale={isPlaceholderData} />
      ) : error ? (
        <FailureNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton>
          <Bone className="h-7 w-96 max-w-full bg-line" />
          <Bone className="mt-4 h-80 rounded-panel border border-line bg-surface" />
        </Skeleton>
      )}
    </PageFrame>
  );
}

function OperationsBar({
  view,
  by,
  home,
  onBy,
}: {
  readonly home: number;
  readonly view: OperationsView | undefined;
  readonly by: OperationsQuery["by"];
  readonly onBy: (by: OperationsQuery["by"]) => void;
}) {
  const t = useTranslations("operations");
  const filter = useTranslations("filter");
  const names = useNames();
  const trpc = useTRPC();
  const [selection, select] = useSelection();
  const waves = useQuery(trpc.waves.list.queryOptions());
  const newest = waves.data?.[0]?.id;
  return (
    <>
      {view && <UnitBar unit={view.unit} path={view.path} wave={view.wave.id} page="/operations" />}
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
            onChoose={(value) => select({ wave: Number(value) === newest ? null : Number(value), cmp: null })}
          />
        )}
        {view && <RuleChip passport={view.passport} />}
        <span className="flex shrink-0">
          <SwitchBar
            label={t("by")}
            value={by}
            choices={(["quarter", "month"] as const).map((value) => ({ value, label: t(`by_${value}`) }))}
            onChoose={onBy}
          />
        </span>
      </BarFilters>
      <BarTools>
        <ExportMenu
          what="operations"
          address={writeSelection("", { ...selection, unit: selection.unit ?? home })}
          passports={view ? [{ about: names.unit(view.unit), view }] : []}
        />
        <CopyLink compact />
        <PrintButton />
      </BarTools>
    </>
  );
}

function OperationsContent({ view, stale }: { readonly view: OperationsView; readonly stale: boolean }) {
  const t = useTranslations("operations");
  const names = useNames();
  const finding = useOperationsFinding();
  const any = view.beside.some(({ measures }) =>
    measures.some(({ points }) => points.some(({ state }) => state !== "none")),
  );
  if (!any)
    return (
      <Notice heading="h1" icon={Wrench} title={t("none", { unit: names.unit(view.unit) })}>
        {t("noneBody")}
      </Notice>
    );
  return (
    <div aria-busy={stale} className="flex grow flex-col gap-3 transition-opacity aria-busy:opacity-60">
      <h1 className="text-20 font-semibold">
        {finding(view)}
        <RestatedMark passport={view.passport} />
      </h1>
      {view.flags.length > 0 && <FlagsPanel view={view} />}
      {view.beside.map((beside) => (
        <BesidePanel key={beside.node.id} beside={beside} view={view} />
      ))}
      {view.parts.length > 0 && <UnitsPanel view={view} />}
      <span className="grow" />
      <PassportFooter view={view} />
    </div>
  );
}
