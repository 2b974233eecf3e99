"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { UnitRef } from "#server/scope/unit-view.ts";
import type { RepresentedRow } from "#server/waves/monitor/representativeness.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { TableToggle } from "../../components/table-toggle.tsx";
import { useNames } from "../../language/use-names.ts";
import { LikenessChart } from "./likeness-chart.tsx";
import { LikenessTable } from "./likeness-table.tsx";

/** Phases in the order of an owner's life; what was not recorded comes last. */
function inOrder(rows: readonly RepresentedRow[]): readonly RepresentedRow[] {
  const place = ({ by, value }: RepresentedRow) =>
    value === ""
      ? OWNER_PHASES.length
      : by === "phase"
        ? OWNER_PHASES.findIndex((each) => each === value)
        : 0;
  return rows.toSorted((a, b) => place(a) - place(b));
}

/** Whether those who answered are like those they stand for, before and after weighting. */
export function LikenessPanel({
  represented,
  regions: known,
}: {
  readonly represented: readonly RepresentedRow[];
  /** For their names. */
  readonly regions: readonly Pick<UnitRef, "id" | "name" | "nameEn">[];
}) {
  const t = useTranslations("monitor");
  const names = useNames();
  const [asTable, setAsTable] = useState(false);
  const regions = new Map(known.map((region) => [String(region.id), region]));
  if (represented.length === 0) return null;
  const off = represented.filter(({ isOff }) => isOff).length;
  const groups = [...Map.groupBy(represented, ({ by }) => by)].map(([by, rows]) => ({
    by,
    rows: inOrder(rows),
  }));
  const nameOf = ({ by, value }: RepresentedRow): string => {
    if (value === "") return t("unknown");
    const phase = OWNER_PHASES.find((each) => each === value);
    if (by === "phase" && phase) return names.phase(phase);
    const region = regions.get(value);
    return by === "region" && region ? names.unit(region) : value;
  };
  return (
    <Panel labelledBy="likeness">
      <PanelHeader
        id="likeness"
        title={t("likeness")}
        beside={
          <span className="text-12 text-ink-3">
            {t(off === 0 ? "likenessFine" : "likenessOff", { count: off, gap: represented[0]?.gap ?? 0 })}
          </span>
        }
      >
        <TableToggle shown={asTable} onToggle={setAsTable} />
      </PanelHeader>
      {asTable ? (
        <LikenessTable rows={groups.flatMap(({ rows }) => rows)} nameOf={nameOf} />
      ) : (
        <>
          <div className="gap-x-10 px-4 pb-2 md:columns-2 print:columns-2">
            {groups.map(({ by, rows }) => (
              <div key={by} className="break-inside-avoid pb-3">
                <h3 className="pb-0.5 text-12 text-ink-3">{t(`by_${by}`)}</h3>
                <LikenessChart rows={rows} nameOf={nameOf} />
              </div>
            ))}
          </div>
          <p className="border-t border-line px-4 py-2 text-12 text-ink-3">{t("likenessLegend")}</p>
        </>
      )}
    </Panel>
  );
}
