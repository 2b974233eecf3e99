"use client";

import { useQueryStates } from "nuqs";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { PhasePriorities, PrioritiesView, PriorityRow } from "#server/explanations/priorities-view.ts";
import { PriorityMatrix } from "../charts/priority-matrix.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PassportButton } from "../components/passport-footer.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { SwitchBar } from "../components/switch-bar.tsx";
import { TableToggle } from "../components/table-toggle.tsx";
import { formatFigure, formatHalfWidth, formatShare } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { PictureMenu } from "../pictures/picture-menu.tsx";
import { DraftButton } from "./draft-button.tsx";
import { fullPhases, priorityPhase } from "./priority-phase.ts";
import type { Drafts } from "./use-drafts.ts";
import { WHY_SELECTION } from "./why-selection.ts";

/** Where to begin: importance against score, and beside it the order for each port. */
export function PrioritiesPanel({
  view,
  drafts,
}: {
  readonly view: PrioritiesView;
  readonly drafts: Drafts;
}) {
  const t = useTranslations("why");
  const names = useNames();
  const [asTable, setAsTable] = useState(false);
  const full = fullPhases(view);
  const [{ first }, choose] = useQueryStates(WHY_SELECTION, { scroll: false });
  const phase = priorityPhase(view, first);
  const drawn = useRef<HTMLDivElement>(null);
  return (
    <Panel labelledBy="priorities" className="flex flex-col">
      <PanelHeader id="priorities" title={t("prioritiesTitle")}>
        {phase && full.length > 1 && (
          <SwitchBar
            label={t("phase")}
            value={phase.phase}
            choices={full.map((each) => ({ value: each.phase, label: names.phase(each.phase) }))}
            onChoose={(next) => choose({ first: next })}
          />
        )}
        {phase && !asTable && (
          <PictureMenu
            {...{ what: "why-priorities", of: drawn, view }}
            title={`${t("prioritiesTitle")} · ${names.phase(phase.phase)}`}
            measure={`${t("importance")} % · ${t("score")} 0–100`}
            n={phase.n}
          />
        )}
        {phase && <TableToggle shown={asTable} onToggle={setAsTable} />}
      </PanelHeader>
      {phase ? (
        <div
          ref={drawn}
          className="grid gap-x-6 gap-y-2 px-4 pb-2 lg:grid-cols-[minmax(0,1fr)_minmax(280px,360px)]"
        >
          {asTable ? <PriorityTable phase={phase} /> : <Matrix phase={phase} />}
          <Ports phase={phase} view={view} drafts={drafts} />
        </div>
      ) : (
        <p className="px-4 pb-4 text-13 text-ink-2">{t("noPriorities")}</p>
      )}
      <div className="flex flex-wrap gap-x-3 px-4 pb-3 text-12 text-ink-3">
        <span>{t("correlational")}</span>
        <PassportButton view={view} />
      </div>
    </Panel>
  );
}

/** Names of dimensions; where importance is among its users alone, the name says so. */
function usePriorityNames() {
  const t = useTranslations("why");
  const names = useNames();
  return ({ node, ofUsers }: PriorityRow) =>
    ofUsers ? t("ofUsers", { node: names.node(node) }) : names.node(node);
}

function Matrix({ phase }: { readonly phase: PhasePriorities }) {
  const t = useTranslations("why");
  const names = useNames();
  const nameOf = usePriorityNames();
  const rows = phase.ports.flatMap((port) => port.rows);
  const firsts = rows.filter(({ field }) => field === "concentrate");
  return (
    <PriorityMatrix
      points={rows.map((row) => ({
        key: row.node.id,
        name: nameOf(row),
        importance: 100 * row.importance.share,
        score: row.performance.value ?? 0,
        low: row.performance.low,
        high: row.performance.high,
        first: row.field === "concentrate",
        beside: row.ofUsers,
      }))}
      lines={
        phase.importanceLine === null || phase.performanceLine === null
          ? null
          : { importance: 100 * phase.importanceLine, score: phase.performanceLine }
      }
      words={{ corner: t("corner"), across: t("importance"), up: t("score") }}
      label={t("matrixLabel", {
        phase: names.phase(phase.phase),
        count: rows.length,
        first: firsts.length === 0 ? t("nobody") : firsts.map(nameOf).join(t("joiner")),
      })}
    />
  );
}

function PriorityTable({ phase }: { readonly phase: PhasePriorities }) {
  const t = useTranslations("why");
  const names = useNames();
  const nameOf = usePriorityNames();
  return (
    <PlainTable
      caption={t("prioritiesTitle")}
      rows={phase.ports.flatMap(({ port, rows }) => rows.map((row) => ({ port, ...row })))}
      rowKey={(row) => row.node.id}
      columns={[
        { key: "node", title: t("dimension"), cell: nameOf },
        { key: "port", title: t("port"), cell: (row) => (row.port ? names.portShort(row.port) : "") },
        {
          key: "importance",
          title: t("importance"),
          right: true,
          cell: (row) => formatShare(row.importance.share),
        },
        {
          key: "score",
          title: t("score"),
          right: true,
          cell: (row) =>
            `${formatFigure(row.performance.value, "points")} ${formatHalfWidth(row.performance.halfWidth, "points")}`,
        },
        { key: "field", title: t("field"), right: true, cell: (row) => t(`field_${row.field ?? "none"}`) },
      ]}
    />
  );
}

function Ports({
  phase,
  view,
  drafts,
}: {
  readonly phase: PhasePriorities;
  readonly view: PrioritiesView;
  readonly drafts: Drafts;
}) {
  const t = useTranslations("why");
  const names = useNames();
  const nameOf = usePriorityNames();
  return (
    <div className="flex flex-col gap-2 pb-2">
      <p className="text-12 text-ink-3">{t(phase.verdict === "separable" ? "byPort" : "noOrder")}</p>
      {phase.ports.map(({ port, rows }) => (
        <div key={port ?? ""}>
          <h3 className="text-12 text-ink-3">{port ? names.port(port) : t("noPort")}</h3>
          <ul>
            {rows.map((row) => (
              <li key={row.node.id} className="flex min-h-8 items-center gap-2 border-b border-line text-13">
                <span className={row.field === "concentrate" ? "grow font-semibold text-neg" : "grow"}>
                  {nameOf(row)}
                </span>
                <span className="text-12 whitespace-nowrap text-ink-3">
                  {t(`field_${row.field ?? "none"}`)}
                </span>
                <DraftButton
                  drafts={drafts}
                  name={names.node(row.node)}
                  input={{
                    unit: view.unit.id,
                    wave: view.wave.id,
                    node: row.node.id,
                    phase: phase.phase,
                    kind: "priority",
                  }}
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
