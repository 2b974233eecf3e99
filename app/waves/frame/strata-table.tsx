"use client";

import { Search } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ProjectNamed } from "#server/organisation/project-name.ts";
import { OWNER_PHASES, type OwnerPhase } from "#surveys/owner-phase.ts";
import { Icon } from "../../components/glyph.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { formatCount, NOTHING } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";

type Stratum = ProjectNamed & {
  readonly projectId: number;
  readonly phase: OwnerPhase;
  readonly owners: number;
  readonly drawn?: number;
  readonly excluded: Readonly<Partial<Record<string, number>>>;
};

type Row = ProjectNamed & {
  readonly projectId: number;
  readonly owners: number;
  readonly drawn: number;
  readonly left: number;
  readonly of: (phase: OwnerPhase) => number;
};

function total(counts: Stratum["excluded"]): number {
  return Object.values(counts).reduce((sum: number, n) => sum + (n ?? 0), 0);
}

function rowsOf(strata: readonly Stratum[]): readonly Row[] {
  return [...Map.groupBy(strata, ({ projectId }) => projectId)].map(([projectId, own]) => ({
    projectId,
    project: own[0]?.project ?? "",
    projectEn: own[0]?.projectEn ?? null,
    owners: own.reduce((sum, { owners }) => sum + owners, 0),
    drawn: own.reduce((sum, { drawn }) => sum + (drawn ?? 0), 0),
    left: own.reduce((sum, { excluded }) => sum + total(excluded), 0),
    of: (phase) => own.reduce((sum, each) => (each.phase === phase ? sum + each.owners : sum), 0),
  }));
}

/** Homes by project and phase, and those left in peace. @param drawn whether a sample stands */
export function StrataTable({
  strata,
  drawn = false,
}: {
  readonly strata: readonly Stratum[];
  readonly drawn?: boolean;
}) {
  const t = useTranslations("wave");
  const names = useNames();
  const [search, setSearch] = useState("");
  const rows = rowsOf(strata).filter((row) =>
    names.project(row).toLowerCase().includes(search.trim().toLowerCase()),
  );
  return (
    <>
      <label className="mx-4 mb-1 flex h-9 max-w-72 items-center gap-2 rounded-ctl border border-line-ctl bg-surface px-2.5 print:hidden">
        <Icon of={Search} className="text-ink-3" />
        <span className="sr-only">{t("searchProject")}</span>
        <input
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder={t("searchProject")}
          className="min-w-0 grow bg-transparent text-14 outline-none placeholder:text-ink-3"
        />
      </label>
      {rows.length === 0 ? (
        <p className="px-4 pb-4 text-13 text-ink-3">{t("noProject")}</p>
      ) : (
        <PlainTable
          caption={t("strata")}
          rows={rows}
          rowKey={(row) => row.projectId}
          onPhone="table"
          columns={[
            { key: "project", title: t("project"), cell: (row) => names.project(row) },
            ...OWNER_PHASES.map((phase) => ({
              key: phase,
              title: names.phase(phase),
              right: true,
              cell: (row: Row) => (row.of(phase) === 0 ? NOTHING : formatCount(row.of(phase))),
            })),
            {
              key: "owners",
              title: t("homes"),
              right: true,
              cell: (row) => <b>{formatCount(row.owners)}</b>,
            },
            {
              key: "left",
              title: t("leftOut"),
              right: true,
              cell: (row) => (row.left === 0 ? NOTHING : formatCount(row.left)),
            },
            ...(drawn
              ? [
                  {
                    key: "drawn",
                    title: t("drawn"),
                    right: true,
                    cell: (row: Row) => formatCount(row.drawn),
                  },
                ]
              : []),
          ]}
        />
      )}
    </>
  );
}
