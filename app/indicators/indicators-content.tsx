"use client";

import { Search } from "lucide-react";
import { useCallback, useMemo, useRef } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { HeatView } from "#server/indicators/views.ts";
import { Button } from "../components/button.tsx";
import { Notice } from "../components/notice.tsx";
import { PassportFooter } from "../components/passport-footer.tsx";
import { RestatedMark } from "../components/restated-mark.tsx";
import { namesIn } from "../language/names.ts";
import { useNames } from "../language/use-names.ts";
import { useSelection } from "../selection/use-selection.ts";
import { useHeadline } from "../wording/use-headline.ts";
import { arrangeHeat } from "./arrange-heat.ts";
import { BenchmarkSources } from "./benchmark-sources.tsx";
import { findInHeat } from "./find-in-heat.ts";
import { nextOrder, orderOf } from "./heat-keys.ts";
import { HeatLegend, HeatRamp } from "./heat-legend.tsx";
import { HeatList } from "./heat-list.tsx";
import { HeatSearch } from "./heat-search.tsx";
import { HeatTable } from "./heat-table.tsx";
import { apartFrom, ownFinding } from "./own-finding.ts";
import { referenceName } from "./reference-name.ts";
import { SortAnnouncement } from "./sort-announcement.tsx";

/** The finding, the table (a list on a phone), its legend and where the numbers come from. */
export function IndicatorsContent({
  view,
  stale,
  onOpen,
}: {
  readonly view: HeatView;
  readonly stale: boolean;
  readonly onOpen: (cell: string, byKeyboard: boolean) => void;
}) {
  const t = useTranslations("headline");
  const indicators = useTranslations("indicators");
  const names = useNames();
  const headline = useHeadline();
  const [selection, select] = useSelection();
  const scroller = useRef<HTMLDivElement>(null);
  const sort = useMemo(() => orderOf(selection.sort), [selection.sort]);
  const order = useMemo(() => orderOf(selection.order), [selection.order]);
  const toggled = useMemo(() => new Set(selection.open?.split(",") ?? []), [selection.open]);
  const english = useLocale() === "en";
  const only = selection.measure === "loyalty" ? "measures" : undefined;
  const found = useMemo(
    () => findInHeat(view, selection.q, namesIn(english), only),
    [view, selection.q, english, only],
  );
  const arranged = useMemo(
    () => arrangeHeat(view, { sort, order, toggled, found: found === "nothing" ? undefined : found }),
    [view, sort, order, toggled, found],
  );

  const onToggle = useCallback(
    (node: string) => {
      const next = new Set(toggled);
      if (!next.delete(node)) next.add(node);
      select({ open: next.size > 0 ? [...next].join(",") : null }, { history: "replace" });
    },
    [toggled, select],
  );
  const onSort = useCallback((column: string) => select({ sort: nextOrder(sort, column) }), [select, sort]);
  const onOrder = useCallback((node: string) => select({ order: nextOrder(order, node) }), [select, order]);

  const heat = useTranslations("heat");
  const reference = view.columns.find(({ role }) => role === "reference")?.unit ?? null;
  const heldAgainst = referenceName(view, names, {
    previous: heat("previous"),
    target: heat("target"),
    benchmark: heat("benchmark"),
  });
  const ramp = heldAgainst ?? t("theReference");
  const self = view.columns.findIndex(({ role }) => role === "self");
  const index = view.rows[0]?.cells[self] ?? null;
  const countsOf = apartFrom(view);
  const against = view.against === "group" ? undefined : heldAgainst;
  const facts = view.headline.length > 0 ? view.headline : ownFinding(view);
  const sentence = against
    ? heat(countsOf.below + countsOf.above > 0 ? "findingAgainst" : "findingAgainstNone", {
        unit: names.unit(view.unit),
        reference: against,
        ...countsOf,
      })
    : facts.length === 0 && reference
      ? indicators("headlineFallback", { unit: names.unit(view.unit), reference: names.unit(reference) })
      : headline(facts, {
          unit: view.unit,
          reference,
          wave: view.wave,
          previousWave: view.previousWave,
          index,
        });

  return (
    <div aria-busy={stale} className="flex min-h-0 grow flex-col transition-opacity aria-busy:opacity-60">
      <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 pb-1">
        <h1 className="text-18 font-semibold">
          {sentence}
          <RestatedMark passport={view.passport} />
        </h1>
        <span className="grow" />
        <HeatSearch />
        <span className="max-lg:hidden">
          <HeatRamp reference={ramp} />
        </span>
      </div>
      <SortAnnouncement view={view} sort={sort} order={order} />
      {found === "nothing" ? (
        <Notice
          icon={Search}
          title={heat("noMatch")}
          action={<Button onClick={() => select({ q: null })}>{heat("clear")}</Button>}
        >
          {heat("noMatchBody")}
        </Notice>
      ) : (
        <>
          <div
            ref={scroller}
            className="scroll-quiet hidden min-h-0 overflow-auto rounded-panel border border-line bg-surface md:block print:block print:overflow-visible"
          >
            <HeatTable
              view={view}
              scroller={scroller}
              reference={heldAgainst}
              arranged={arranged}
              measure={selection.view}
              opened={selection.d}
              sort={sort}
              order={order}
              onOpen={onOpen}
              onToggle={onToggle}
              onSort={onSort}
              onOrder={onOrder}
            />
          </div>
          <div className="md:hidden print:hidden">
            <HeatList view={view} arranged={arranged} onOpen={onOpen} onToggle={onToggle} />
          </div>
        </>
      )}
      <div className="flex shrink-0 flex-col gap-1 pt-2">
        <HeatLegend
          reference={ramp}
          steps={view.steps}
          against={view.against}
          estimand={view.passport.estimand}
        />
        <BenchmarkSources benchmarks={view.benchmarks} rows={view.rows} />
        <PassportFooter passport={view.passport} />
      </div>
    </div>
  );
}
