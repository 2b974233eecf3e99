"use client";

import { useQueryStates } from "nuqs";
import { type Ref, useState } from "react";
import { useTranslations } from "use-intl";
import type { CohortsView } from "#server/explanations/cohorts-view.ts";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PassportFooter } from "../components/passport-footer.tsx";
import { RestatedMark } from "../components/restated-mark.tsx";
import { TableToggle } from "../components/table-toggle.tsx";
import { useWidth } from "../components/use-width.ts";
import { useNames } from "../language/use-names.ts";
import { ageChosen, agesOf } from "./cohort-ages.ts";
import { CohortBands } from "./cohort-bands.tsx";
import { CohortDrawing } from "./cohort-drawing.tsx";
import { ageName } from "./cohort-names.ts";
import { CohortTable } from "./cohort-table.tsx";
import { COMPARE_SELECTION } from "./compare-selection.ts";

/** Handover batches, or projects by years since handover, at the same age, beside the same calendar. */
export function CohortContent({
  view,
  stale,
  svg,
}: {
  readonly view: CohortsView;
  readonly stale: boolean;
  readonly svg: Ref<SVGSVGElement>;
}) {
  const t = useTranslations("compare");
  const names = useNames();
  const [{ years, project }, set] = useQueryStates(COMPARE_SELECTION, { scroll: false });
  const [asTable, setAsTable] = useState(false);
  const [box, width] = useWidth<HTMLDivElement>(1000);
  const projects = [...new Map(view.cohorts.map((cohort) => [cohort.project.id, cohort.project])).values()];
  const chosen =
    projects.find(({ id }) => id === project)?.id ?? (projects.length === 1 ? projects[0]?.id : null);
  const age = ageChosen(view, years);
  const placed = view.cohorts.flatMap(({ points }) =>
    points.flatMap(({ age: own, bandOfAge }) => (own === age && bandOfAge !== null ? [bandOfAge] : [])),
  );
  const own = agesOf(view).find((each) => each.age === age);
  const about = {
    by: view.ageBy,
    node: names.node(view.node),
    age: own ? ageName(own, names, (year) => t("cohortYear", { year })) : "",
    count: placed.length,
  };
  return (
    <div aria-busy={stale} className="flex grow flex-col gap-3 transition-opacity aria-busy:opacity-60">
      <h1 className="text-20 font-semibold">
        {placed.length < 2
          ? t("cohortFindingFew", about)
          : Math.max(...placed) === 1
            ? t("cohortFindingSame", about)
            : t("cohortFinding", { ...about, bands: Math.max(...placed) })}
        <RestatedMark passport={view.passport} />
      </h1>
      {view.otherWaves.length > 0 && (
        <p className="text-13 text-ink-2">
          {t("cohortOtherWaves", {
            by: view.ageBy,
            waves: view.otherWaves.map(names.wave).join(t("joiner")),
          })}
        </p>
      )}
      <Panel labelledBy="cohorts">
        <PanelHeader
          id="cohorts"
          title={t("cohortTitle", { by: view.ageBy })}
          beside={<span className="text-12 text-ink-3">{t("cohortNote", { by: view.ageBy })}</span>}
        >
          <TableToggle shown={asTable} onToggle={setAsTable} />
        </PanelHeader>
        {view.cohorts.length === 0 ? (
          <p className="border-t border-line px-4 py-8 text-center text-13 text-ink-3">
            {t("cohortEmpty", { by: view.ageBy })}
          </p>
        ) : (
          <>
            {projects.length > 1 && (
              <fieldset className="flex flex-wrap gap-1 border-t border-line px-4 pt-2 print:hidden">
                <legend className="sr-only">{t("cohortHighlight")}</legend>
                {projects.map((each) => (
                  <button
                    key={each.id}
                    type="button"
                    aria-pressed={each.id === chosen}
                    onClick={() => set({ project: each.id === chosen ? null : each.id })}
                    className="target-44 h-6 rounded-tag border border-line px-2 text-12 whitespace-nowrap text-ink-2 hover:border-line-ctl aria-pressed:border-accent-line aria-pressed:bg-accent-soft aria-pressed:text-accent"
                  >
                    {names.unit(each)}
                  </button>
                ))}
              </fieldset>
            )}
            <div
              ref={box}
              className={asTable ? "sr-only" : "mx-2 my-3 overflow-hidden"}
              aria-hidden={asTable}
            >
              <CohortDrawing view={view} width={width} chosen={chosen ?? null} svg={svg} />
            </div>
            {asTable && <CohortTable view={view} chosen={chosen ?? null} />}
          </>
        )}
      </Panel>
      {age !== null && (
        <CohortBands view={view} age={age} onAge={(next) => set({ years: next })} chosen={chosen ?? null} />
      )}
      <span className="grow" />
      <PassportFooter view={view} />
    </div>
  );
}
