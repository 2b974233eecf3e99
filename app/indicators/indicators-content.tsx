"use client";

import { Search } from "lucide-react";
import { memo, useCallback, useMemo, useRef } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { HeatView } from "#server/indicators/views.ts";
import { Alive } from "../components/alive.tsx";
import { Button } from "../components/button.tsx";
import { Notice } from "../components/notice.tsx";
import { PassportFooter } from "../components/passport-footer.tsx";
import { RestatedMark } from "../components/restated-mark.tsx";
import { useAtLeast } from "../components/use-at-least.ts";
import { usePrinting } from "../components/use-printing.ts";
import { namesIn } from "../language/names.ts";
import { useNames } from "../language/use-names.ts";
import { useSelect, useSettledSelection } from "../selection/selection-context.tsx";
import { useHeadline } from "../wording/use-headline.ts";
import { arrangeColumns, arrangeRows } from "./arrange-heat.ts";
import { BenchmarkSources } from "./benchmark-sources.tsx";
import { EstimandNote } from "./estimand-note.tsx";
import { findInHeat } from "./find-in-heat.ts";
import { nextOrder, orderOf } from "./heat-keys.ts";
import { HeatLegend, HeatRamp } from "./heat-legend.tsx";
import { HeatList } from "./heat-list.tsx";
import { HeatSearch } from "./heat-search.tsx";
import { HeatTable } from "./heat-table.tsx";
import { apartFrom, ownFinding } from "./own-finding.ts";
import { referenceName } from "./reference-name.ts";
import { SortAnnouncement } from "./sort-announcement.tsx";

/** From this width on there is a table; below it a list. */
const TABLE = 768;

/** The finding, the table (a list on a phone), its legend and where the numbers come from. */
export const IndicatorsContent = memo(function IndicatorsContent({
  view,
  phone,
  onOpen,
}: {
  readonly view: HeatView;
  /** Whether the page was asked for by a phone. */
  readonly phone: boolean;
  readonly onOpen: (cell: string, byKeyboard: boolean) => void;
}) {
  const t = useTranslations("headline");
  const indicators = useTranslations("indicators");
  const names = useNames();
  const headline = useHeadline();
  const select = useSelect();
  const selection = useSettledSelection();
  const wide = useAtLeast(TABLE, !phone);
  const printing = usePrinting();
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
  const kept = found === "nothing" ? undefined : found;
  const columns = useMemo(() => arrangeColumns(view, { order, found: kept }), [view, order, kept]);
  const arranged = useMemo(
    () => ({ columns, rows: arrangeRows(view, columns, { sort, toggled, found: kept }) }),
    [view, columns, sort, toggled, kept],
  );

  const onToggle = useCallback(
    (node: string) =>
      select(
        (chosen) => {
          const next = new Set(chosen.open?.split(",") ?? []);
          if (!next.delete(node)) next.add(node);
          return { open: next.size > 0 ? [...next].join(",") : null };
        },
        { history: "replace" },
      ),
    [select],
  );
  const onSort = useCallback(
    (column: string) => select((chosen) => ({ sort: nextOrder(orderOf(chosen.sort), column) })),
    [select],
  );
  const onOrder = useCallback(
    (node: string) => select((chosen) => ({ order: nextOrder(orderOf(chosen.order), node) })),
    [select],
  );

  const heat = useTranslations("heat");
  const reference = view.columns.find(({ role }) => role === "reference")?.unit ?? null;
  const heldAgainst = referenceName(view, names, {
    previous: heat("previous"),
    target: heat("target"),
    benchmark: heat("benchmark"),
  });
  const before = view.previousWave ? String(view.previousWave.year) : heat("previous");
  const ramp = selection.view === "change" ? before : (heldAgainst ?? t("theReference"));
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
    <>
      <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 pb-1">
        <h1 className="text-18 font-semibold">
          {sentence}
          <RestatedMark passport={view.passport} />
        </h1>
        <span className="grow" />
        <Alive>
          <HeatSearch />
          <span className="max-lg:hidden">{selection.view !== "count" && <HeatRamp reference={ramp} />}</span>
        </Alive>
      </div>
      <SortAnnouncement view={view} sort={sort} order={order} />
      <EstimandNote view={view} />
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
          {(wide || printing) && (
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
          )}
          {!wide && (
            <div className="md:hidden print:hidden">
              <HeatList
                view={view}
                arranged={arranged}
                measure={selection.view}
                onOpen={onOpen}
                onToggle={onToggle}
              />
            </div>
          )}
        </>
      )}
      <div className="flex shrink-0 flex-col gap-1 pt-2">
        <Alive>
          <HeatLegend
            reference={ramp}
            steps={view.steps}
            against={view.against}
            estimand={view.passport.estimand}
            minimum={view.passport.definition.minimumAnswers}
            measure={selection.view}
          />
          <BenchmarkSources benchmarks={view.benchmarks} rows={view.rows} />
          <PassportFooter view={view} />
        </Alive>
      </div>
    </>
  );
});
