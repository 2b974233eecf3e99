"use client";

import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { WhyView } from "#server/explanations/change-view.ts";
import { Waterfall } from "../charts/waterfall.tsx";
import { type WaterfallStep, waterfallSteps } from "../charts/waterfall-steps.ts";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PassportButton } from "../components/passport-footer.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { SwitchBar } from "../components/switch-bar.tsx";
import { TableToggle } from "../components/table-toggle.tsx";
import { formatDifference, formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { PictureMenu } from "../pictures/picture-menu.tsx";
import { useSelected } from "../selection/selection-context.tsx";
import { useFullFrom } from "../shell/use-full-from.ts";
import { type ChangeBy, waysOf } from "./change-parts.ts";
import { DraftButton } from "./draft-button.tsx";
import { useChangeParts } from "./use-change-parts.ts";
import type { Drafts } from "./use-drafts.ts";

/** Why a number moved: blocks from the value before to the value now, three ways to take it apart. */
export function ChangePanel({
  view,
  drafts,
  onNode,
}: {
  readonly view: WhyView;
  readonly drafts: Drafts;
  /** Asks the same of a part. */
  readonly onNode: (node: string) => void;
}) {
  const t = useTranslations("why");
  const from = useFullFrom();
  const names = useNames();
  const partsOf = useChangeParts();
  const [{ walk }, select] = useSelected("walk");
  const [asTable, setAsTable] = useState(false);
  const ways = waysOf(view);
  const by = ways.includes(walk) ? walk : "lines";
  const drawn = useRef<HTMLDivElement>(null);
  const title = t("changeTitle", { node: names.node(view.node) });
  const steps = waterfallSteps(view.before.value ?? 0, partsOf(view, by));
  const sure = steps.filter((step) => step.sure);
  const label = t("waterfallLabel", {
    node: names.node(view.node),
    from: formatValue(view.before.value, view.node.unit),
    to: formatValue(view.after.value, view.node.unit),
    parts: steps.map((step) => `${step.name} ${formatDifference(step.points, "points")}`).join(t("joiner")),
  });
  return (
    <Panel labelledBy="change" className="flex flex-col">
      <PanelHeader id="change" title={title}>
        {view.lines.length > 0 && !asTable && (
          <PictureMenu
            {...{ what: "why-change", of: drawn, view, title: `${title} · ${t(`by_${by}`)}` }}
            measure={t("points")}
          />
        )}
        {view.lines.length > 0 && <TableToggle shown={asTable} onToggle={setAsTable} />}
      </PanelHeader>
      {view.lines.length === 0 ? (
        <p className="px-4 pb-4 text-13 text-ink-2">
          {t(view.withheld ? "withheld" : view.broken === null ? "noLines" : "broken", { from })}
        </p>
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pb-2">
            <SwitchBar
              label={t("takeApart")}
              value={by}
              choices={ways.map((value) => ({ value, label: t(`by_${value}`) }))}
              onChoose={(way) => select({ walk: way })}
            />
            <span className="text-12 text-ink-3">
              {sure.length === 0 ? t("allNoise") : t("someSure", { count: sure.length, all: steps.length })}
            </span>
          </div>
          {asTable ? (
            <Lines steps={steps} />
          ) : (
            <div ref={drawn} className="px-4 pb-2">
              <Waterfall
                before={{ name: String(view.previousWave.year), value: view.before.value ?? 0 }}
                after={{ name: String(view.wave.year), value: view.after.value ?? 0 }}
                steps={steps}
                label={label}
              />
            </div>
          )}
          <PartList view={view} by={by} drafts={drafts} onNode={onNode} />
        </>
      )}
      <div className="flex flex-wrap gap-x-3 px-4 pb-3 text-12 text-ink-3">
        <span>{t("whisker")}</span>
        <PassportButton view={view} />
      </div>
    </Panel>
  );
}

function Lines({ steps }: { readonly steps: readonly WaterfallStep[] }) {
  const t = useTranslations("why");
  return (
    <div className="pb-2">
      <PlainTable
        caption={t("tableCaption")}
        rows={steps}
        rowKey={(step) => step.key}
        columns={[
          { key: "name", title: t("part"), cell: (step) => step.name },
          {
            key: "points",
            title: t("points"),
            right: true,
            cell: (step) => formatDifference(step.points, "points"),
          },
          {
            key: "interval",
            title: t("interval"),
            right: true,
            cell: (step) =>
              step.key === "others"
                ? t("together")
                : `${formatDifference(step.low, "points")} – ${formatDifference(step.high, "points")}`,
          },
          { key: "sure", title: t("verdict"), right: true, cell: (step) => t(step.sure ? "sure" : "noise") },
        ]}
      />
    </div>
  );
}

/** The parts one can go into or act on, below the picture. */
function PartList({
  view,
  by,
  drafts,
  onNode,
}: {
  readonly view: WhyView;
  readonly by: ChangeBy;
  readonly drafts: Drafts;
  readonly onNode: (node: string) => void;
}) {
  const t = useTranslations("why");
  const names = useNames();
  const wave = view.wave.id;
  const phase = view.passport.filters.phase as WhyView["passport"]["filters"][string] as
    | "P"
    | "R"
    | "S"
    | "O"
    | undefined;
  const rows =
    by === "projects"
      ? view.projects
          .filter(({ points }) => points < 0)
          .map(({ unit, points }) => ({
            key: unit.code,
            name: names.unit(unit),
            points,
            onOpen: undefined,
            input: {
              unit: unit.id,
              wave,
              node: view.node.id,
              kind: "change" as const,
              ...(phase && { phase }),
            },
          }))
      : view.items
          .filter(({ points }) => by === "items" || points < 0)
          .map(({ node, points }) => ({
            key: node.id,
            name: names.node(node),
            points,
            onOpen: () => onNode(node.id),
            input: {
              unit: view.unit.id,
              wave,
              node: node.id,
              kind: "change" as const,
              ...(phase && { phase }),
            },
          }));
  const shown = rows.toSorted((a, b) => a.points - b.points).slice(0, by === "items" ? 10 : 5);
  if (shown.length === 0) return null;
  return (
    <div className="border-t border-line px-4 py-2">
      <h3 className="text-12 text-ink-3">{t(by === "items" ? "partsAll" : "partsDown")}</h3>
      <ul className="grid gap-x-8 md:grid-cols-2">
        {shown.map((row) => (
          <li key={row.key} className="flex min-h-8 items-center gap-2 border-b border-line text-13">
            {row.onOpen ? (
              <button
                type="button"
                onClick={row.onOpen}
                className="target-44 min-w-0 grow text-left hover:text-accent"
              >
                {row.name}
              </button>
            ) : (
              <span className="min-w-0 grow">{row.name}</span>
            )}
            <span className="text-ink-2">{formatDifference(row.points, "points")}</span>
            <DraftButton drafts={drafts} input={row.input} name={row.name} />
          </li>
        ))}
      </ul>
    </div>
  );
}
