"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Suspense, useCallback, useState } from "react";
import { CopyLink } from "../components/copy-link.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { PrintButton } from "../components/print-button.tsx";
import { ExportMenu } from "../exports/export-menu.tsx";
import { ViewsMenu } from "../saved-views/views-menu.tsx";
import { FilterBar } from "../selection/filter-bar.tsx";
import { cellQueryOf, heatQueryOf } from "../selection/indicator-query.ts";
import { writeSelection } from "../selection/selection.ts";
import { useSelection, useSettledSelection } from "../selection/selection-context.tsx";
import { BarFilters } from "../shell/page-frame.tsx";
import { ToolFrame } from "../shell/tool-frame.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { UnitBar } from "../units/unit-bar.tsx";
import { DetailDrawer } from "./detail-drawer.tsx";
import { IndicatorsChips } from "./indicators-chips.tsx";
import { IndicatorsContent } from "./indicators-content.tsx";
import { IndicatorsSkeleton } from "./indicators-skeleton.tsx";

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
  const [selection, select] = useSelection();
  // what was pressed answers first: the drawer's frame, a chip, the table that waits; then the table
  const settled = useSettledSelection();
  const [byKeyboard, setByKeyboard] = useState(false);
  const { data, error, refetch, isPlaceholderData } = useQuery(
    trpc.indicators.heat.queryOptions(heatQueryOf(settled, home), { placeholderData: keepPreviousData }),
  );
  const cell = cellQueryOf(selection, home);

  const open = useCallback(
    (d: string, keyboard: boolean) => {
      setByKeyboard(keyboard);
      select({ d });
    },
    [select],
  );

  const close = useCallback(() => {
    const was = selection.d;
    select({ d: null });
    if (was)
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>(`[data-cell="${CSS.escape(was)}"]`)?.focus(),
      );
  }, [select, selection.d]);

  return (
    <ToolFrame
      bar={
        <>
          {data && <UnitBar unit={data.unit} path={data.path} wave={data.wave.id} page="/indicators" />}
          <span className="grow" />
          <span className="flex shrink-0 gap-1 print:hidden">
            <ViewsMenu page="/indicators" />
            <ExportMenu
              what="heat"
              address={writeSelection("", { ...selection, unit: selection.unit ?? home })}
            />
            <CopyLink compact />
            <PrintButton />
          </span>
          <BarFilters>
            <FilterBar shown={data} />
            <IndicatorsChips view={data} />
          </BarFilters>
        </>
      }
      beside={
        data &&
        cell && <DetailDrawer query={cell} home={data.unit.id} takesFocus={byKeyboard} onClose={close} />
      }
    >
      {data ? (
        <div
          aria-busy={isPlaceholderData || settled !== selection}
          className="flex min-h-0 grow flex-col transition-opacity aria-busy:opacity-60"
        >
          {/* comes alive by itself, so that the bar above it answers before the table does */}
          <Suspense fallback={<IndicatorsSkeleton />}>
            <IndicatorsContent view={data} phone={phone} onOpen={open} />
          </Suspense>
        </div>
      ) : error ? (
        <FailureNotice error={error} onRetry={refetch} />
      ) : (
        <IndicatorsSkeleton />
      )}
    </ToolFrame>
  );
}
