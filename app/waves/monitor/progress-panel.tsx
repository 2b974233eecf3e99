"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { PhasePips } from "../../components/phase-pips.tsx";
import { TableToggle } from "../../components/table-toggle.tsx";
import { formatCount } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import { useSelection } from "../../selection/selection-context.tsx";
import { ProgressCell } from "./progress-cell.tsx";
import { ProjectMarks } from "./project-marks.tsx";
import type { ShownMonitor, ShownProject } from "./shown-monitor.ts";
import { StrataTable } from "./strata-table.tsx";

const ORDERS = ["tree", "behind", "done"] as const;
type Order = (typeof ORDERS)[number];

function shareDone({ counted, target }: ShownProject): number {
  return target === 0 ? 1 : counted / target;
}

function inOrder(projects: readonly ShownProject[], order: Order): readonly ShownProject[] {
  if (order === "tree") return projects;
  const least = projects.toSorted((a, b) => shareDone(a) - shareDone(b));
  return order === "behind" ? least : least.toReversed();
}

/** Answers of every project and phase against what is wanted of them. */
export function ProgressPanel({ view }: { readonly view: ShownMonitor }) {
  const t = useTranslations("monitor");
  const [asTable, setAsTable] = useState(false);
  const [{ sort }, select] = useSelection();
  const order = ORDERS.find((known) => known === sort) ?? "tree";
  const projects = inOrder(view.projects, order);
  return (
    <Panel labelledBy="progress" className="self-start">
      <PanelHeader
        id="progress"
        title={t("progress")}
        beside={<span className="text-12 text-ink-3">{t("cellNote")}</span>}
      >
        <label className="flex items-center gap-1.5 text-12 text-ink-3 print:hidden">
          {t("order")}
          <select
            value={order}
            onChange={({ target }) => select({ sort: target.value === "tree" ? null : target.value })}
            className="target-44 h-7 rounded-ctl border border-line-ctl bg-surface px-1 text-12 text-ink"
          >
            {ORDERS.map((each) => (
              <option key={each} value={each}>
                {t(`order_${each}`)}
              </option>
            ))}
          </select>
        </label>
        <TableToggle shown={asTable} onToggle={setAsTable} />
      </PanelHeader>
      {asTable ? <StrataTable projects={projects} /> : <Bullets projects={projects} unit={view.unit.id} />}
      <Legend />
    </Panel>
  );
}

function Bullets({ projects, unit }: { readonly projects: readonly ShownProject[]; readonly unit: number }) {
  const t = useTranslations("monitor");
  const names = useNames();
  const [, select] = useSelection();
  const phases = OWNER_PHASES.filter((phase) =>
    projects.some((project) => project.phases.some((each) => each.phase === phase)),
  );
  return (
    <table className="w-full border-collapse text-13 max-md:block">
      <caption className="sr-only">{t("progress")}</caption>
      <thead className="max-md:sr-only">
        <tr className="border-b border-line-strong text-left text-13 text-ink-2 [&>th]:h-9 [&>th]:px-2 [&>th]:font-normal">
          <th scope="col" className="pl-4!">
            {t("project")}
          </th>
          {phases.map((phase) => (
            <th key={phase} scope="col" className="whitespace-nowrap">
              <PhasePips phase={phase} /> {names.phase(phase)}
            </th>
          ))}
          <th scope="col" className="text-right!">
            {t("total")}
          </th>
          <th scope="col" className="pr-4!">
            {t("lookAt")}
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {projects.map((row) => (
          <tr
            key={row.project.id}
            className="border-b border-line last:border-0 max-md:grid max-md:grid-cols-2 max-md:gap-x-4 max-md:gap-y-1.5 max-md:px-4 max-md:py-3 md:[&>*]:px-2 md:[&>*]:py-2"
          >
            <th scope="row" className="text-left font-semibold whitespace-nowrap md:pl-4!">
              {row.project.id === unit ? (
                names.unit(row.project)
              ) : (
                <button
                  type="button"
                  onClick={() => select({ unit: row.project.id })}
                  className="target-row rounded-ctl hover:text-accent hover:underline"
                >
                  {names.unit(row.project)}
                </button>
              )}
              {row.region && (
                <span className="block text-12 font-normal text-ink-3">{names.unit(row.region)}</span>
              )}
            </th>
            {phases.map((phase) => {
              const stratum = row.phases.find((each) => each.phase === phase);
              return (
                <td key={phase} className={stratum ? "max-md:order-2 max-md:block" : "max-md:hidden"}>
                  <span className="text-12 text-ink-3 md:hidden">{names.phase(phase)}</span>
                  <ProgressCell stratum={stratum} />
                </td>
              );
            })}
            <td className="text-right whitespace-nowrap max-md:order-1 max-md:block">
              <span className="text-12 text-ink-3 md:hidden">{t("total")} </span>
              <span className="font-semibold">{formatCount(row.counted)}</span>
              <span className="text-12 text-ink-3"> /{formatCount(row.target)}</span>
            </td>
            <td className="md:pr-4! max-md:order-3 max-md:col-span-2 max-md:block max-md:empty:hidden">
              <ProjectMarks project={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Legend() {
  const t = useTranslations("monitor");
  const block = (colour: string) => (
    <svg width="14" height="8" aria-hidden="true">
      <rect data-mark width="14" height="8" rx="1" fill={colour} />
    </svg>
  );
  const tick = (dashed: boolean) => (
    <svg width="6" height="12" aria-hidden="true">
      <line
        x1="3"
        x2="3"
        y1="0"
        y2="12"
        stroke={dashed ? "var(--ink-3)" : "var(--ink)"}
        strokeWidth={dashed ? 1 : 2}
        strokeDasharray={dashed ? "2 2" : undefined}
      />
    </svg>
  );
  const entries = [
    { key: "pace_met", mark: block("var(--d3)") },
    { key: "pace_on-track", mark: block("var(--accent)") },
    { key: "pace_behind", mark: block("var(--d-3)") },
    { key: "legendDue", mark: tick(true) },
    { key: "target", mark: tick(false) },
  ] as const;
  return (
    <p className="flex flex-wrap justify-end gap-x-4 gap-y-1 border-t border-line px-4 py-2 text-12 text-ink-3">
      {entries.map(({ key, mark }) => (
        <span key={key} className="inline-flex items-center gap-1.5">
          {mark}
          {t(key)}
        </span>
      ))}
    </p>
  );
}
