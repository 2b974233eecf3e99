"use client";

import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { DriverRow } from "#server/explanations/driver-row.ts";
import type { DriversView, PhaseDrivers } from "#server/explanations/drivers-view.ts";
import { niceScale, type Scale } from "../charts/scale.ts";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PassportButton } from "../components/passport-footer.tsx";
import { PhasePips } from "../components/phase-pips.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { TableToggle } from "../components/table-toggle.tsx";
import { Tag } from "../components/tag.tsx";
import { formatCount, formatShare } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { PictureMenu } from "../pictures/picture-menu.tsx";
import { DriverLine } from "./driver-line.tsx";
import type { Drafts } from "./use-drafts.ts";
import { UserDrivers } from "./user-drivers.tsx";

/** What moves the overall mark, phase by phase, on one scale; the verdict says whether the order means anything. */
export function DriversPanel({ view, drafts }: { readonly view: DriversView; readonly drafts: Drafts }) {
  const t = useTranslations("why");
  const names = useNames();
  const [asTable, setAsTable] = useState(false);
  const drawn = useRef<HTMLDivElement>(null);
  const title = t("driversTitle", { outcome: names.node(view.outcome) });
  const rows = view.phases.flatMap(({ drivers, users }) => [
    ...drivers,
    ...users.flatMap(({ driver }) => driver ?? []),
  ]);
  const scale = niceScale([0, ...rows.map(({ share, high }) => 100 * (high ?? share))], { limits: [0, 100] });
  return (
    <Panel labelledBy="drivers" className="flex flex-col">
      <PanelHeader id="drivers" title={title}>
        {rows.length > 0 && !asTable && (
          <PictureMenu
            {...{ what: "why-drivers", of: drawn, view, title }}
            measure={`${t("importance")} %`}
          />
        )}
        {rows.length > 0 && <TableToggle shown={asTable} onToggle={setAsTable} />}
      </PanelHeader>
      <div ref={drawn} className="grid gap-x-8 gap-y-4 px-4 pb-2 md:grid-cols-2">
        {view.phases.map((phase) => (
          <PhaseColumn
            key={phase.phase}
            of={phase}
            view={view}
            scale={scale}
            asTable={asTable}
            drafts={drafts}
          />
        ))}
        {view.phases.length === 0 && <p className="text-13 text-ink-2">{t("noPhases")}</p>}
      </div>
      <div className="flex flex-wrap gap-x-3 px-4 pt-1 pb-3 text-12 text-ink-3">
        <span>{t("bootstrap", { draws: view.bootstrap.draws, seed: view.bootstrap.seed })}</span>
        <PassportButton view={view} />
      </div>
    </Panel>
  );
}

function PhaseColumn({
  of,
  view,
  scale,
  asTable,
  drafts,
}: {
  readonly of: PhaseDrivers;
  readonly view: DriversView;
  readonly scale: Scale;
  readonly asTable: boolean;
  readonly drafts: Drafts;
}) {
  const t = useTranslations("why");
  const names = useNames();
  const order = of.verdict === "separable";
  return (
    <section aria-label={names.phase(of.phase)}>
      <h3 className="flex flex-wrap items-center gap-2 pb-1 text-13 font-semibold">
        <PhasePips phase={of.phase} />
        {names.phase(of.phase)}
        <span className="text-12 font-normal text-ink-3">
          {of.n === null ? t("tooFew") : `n ${formatCount(of.n)}`}
        </span>
        <Tag tone={order ? "good" : "outline"}>{t(`verdict_${of.verdict}`)}</Tag>
      </h3>
      {of.drivers.length === 0 ? (
        <p className="text-13 text-ink-3">{t(`why_${of.verdict}`)}</p>
      ) : asTable ? (
        <DriverTable rows={of.drivers} />
      ) : (
        <ul>
          {of.drivers.map((row) => (
            <DriverLine
              key={row.node.id}
              row={row}
              phase={of.phase}
              order={order}
              view={view}
              scale={scale}
              drafts={drafts}
            />
          ))}
        </ul>
      )}
      {of.users.length > 0 && (
        <UserDrivers of={of} view={view} scale={scale} asTable={asTable} drafts={drafts} />
      )}
    </section>
  );
}

function DriverTable({ rows }: { readonly rows: readonly DriverRow[] }) {
  const t = useTranslations("why");
  const names = useNames();
  return (
    <PlainTable
      caption={t("driversCaption")}
      rows={rows}
      rowKey={(row) => row.node.id}
      columns={[
        { key: "node", title: t("dimension"), cell: (row) => names.node(row.node) },
        { key: "share", title: t("importance"), right: true, cell: (row) => formatShare(row.share) },
        {
          key: "interval",
          title: t("interval"),
          right: true,
          cell: (row) => `${formatShare(row.low)} – ${formatShare(row.high)}`,
        },
        {
          key: "ranks",
          title: t("ranks"),
          right: true,
          cell: (row) => (row.ranks ? `${Math.round(row.ranks[0])}–${Math.round(row.ranks[1])}` : ""),
        },
        {
          key: "correlation",
          title: t("correlation"),
          right: true,
          cell: ({ correlation }) =>
            correlation < 0 ? t("negative", { r: correlation.toFixed(2) }) : correlation.toFixed(2),
        },
      ]}
    />
  );
}
