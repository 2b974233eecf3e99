"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { memo, useCallback, useRef } from "react";
import type { HeatView } from "#server/indicators/views.ts";
import { Alive } from "../components/alive.tsx";
import { CopyLink } from "../components/copy-link.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { PrintButton } from "../components/print-button.tsx";
import { ExportMenu } from "../exports/export-menu.tsx";
import { ViewsMenu } from "../saved-views/views-menu.tsx";
import { FilterBar } from "../selection/filter-bar.tsx";
import { cellQueryOf, heatQueryOf } from "../selection/indicator-query.ts";
import { writeSelection } from "../selection/selection.ts";
import { useSelect, useSettledSelection } from "../selection/selection-context.tsx";
import { SettlingBox } from "../selection/settling-box.tsx";
import { BarFilters, BarTools } from "../shell/page-frame.tsx";
import { ToolFrame } from "../shell/tool-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { useKeptAnswer } from "../trpc/use-kept-answer.ts";
import { UnitBar } from "../units/unit-bar.tsx";
import { IndicatorsChips } from "./indicators-chips.tsx";
import { IndicatorsContent } from "./indicators-content.tsx";
import { IndicatorsSkeleton } from "./indicators-skeleton.tsx";
import { OpenedCell } from "./opened-cell.tsx";

/** Indicators × units: where are we off? `home` is the reader's own unit. */
export function IndicatorsScreen({
  home,
  phone,
}: {
  readonly home: number;
  /** Whether the page was asked for by a phone. */
  readonly phone: boolean;
}) {
  const trpc = useTRPC();
  const select = useSelect();
  // what was pressed answers first: the drawer's frame, a chip, the table that waits; then the table
  const settled = useSettledSelection();
  const byKeyboard = useRef(false);
  const answer = useQuery(
    trpc.indicators.heat.queryOptions(heatQueryOf(settled, home), { placeholderData: keepPreviousData }),
  );
  const { error, refetch } = answer;
  const { view, waiting } = useKeptAnswer(answer);

  const open = useCallback(
    (d: string, keyboard: boolean) => {
      byKeyboard.current = keyboard;
      select({ d });
    },
    [select],
  );

  return (
    <ToolFrame
      bar={<IndicatorsBar view={view} home={home} />}
      beside={view && <OpenedCell home={home} unit={view.unit.id} byKeyboard={byKeyboard} />}
      opened={view !== undefined && Boolean(cellQueryOf(settled, home))}
    >
      {view ? (
        <SettlingBox waiting={waiting} className="flex min-h-0 grow flex-col">
          {/* comes alive by itself, so that the bar above it answers before the table does */}
          <Alive fallback={<IndicatorsSkeleton />}>
            <IndicatorsContent view={view} phone={phone} onOpen={open} />
          </Alive>
        </SettlingBox>
      ) : error ? (
        <FailureNotice error={error} onRetry={refetch} />
      ) : (
        <IndicatorsSkeleton />
      )}
    </ToolFrame>
  );
}

const IndicatorsBar = memo(function IndicatorsBar({
  view,
  home,
}: {
  readonly view: HeatView | undefined;
  readonly home: number;
}) {
  const settled = useSettledSelection();
  return (
    <>
      {view && <UnitBar unit={view.unit} path={view.path} wave={view.wave.id} page="/indicators" />}
      <span className="grow" />
      <BarTools>
        <ViewsMenu page="/indicators" />
        <ExportMenu what="heat" address={writeSelection("", { ...settled, unit: settled.unit ?? home })} />
        <CopyLink compact />
        <PrintButton />
      </BarTools>
      <BarFilters many>
        <FilterBar shown={view} carried={["organisation"]} />
        <IndicatorsChips view={view} />
      </BarFilters>
    </>
  );
});
