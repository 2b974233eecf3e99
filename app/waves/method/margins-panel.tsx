"use client";

import { useQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AppRouter } from "#server/trpc/router.ts";
import { FailureNotice } from "../../components/failure-notice.tsx";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { PassportFooter } from "../../components/passport-footer.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { SelectField } from "../../components/select-field.tsx";
import { Bone } from "../../components/skeleton.tsx";
import { formatCount, formatHalfWidth, formatValue, NOTHING } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";
import { useTRPC } from "../../trpc/client.tsx";
import { withheldMark } from "../../withheld-mark.ts";

type View = inferRouterOutputs<AppRouter>["waveClosings"]["margins"];

/** Margins of error by index: the group, its regions, and the projects on demand. */
export function MarginsPanel({ wave }: { readonly wave: number }) {
  const t = useTranslations("method");
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.waveClosings.margins.queryOptions({ id: wave }));
  return (
    <Panel labelledBy="method-margins" className="mb-3">
      <PanelHeader
        id="method-margins"
        title={t("margins")}
        beside={<span className="text-12 text-ink-3">{t("marginsNote")}</span>}
      />
      {error && !data ? (
        <FailureNotice heading="h3" error={error} onRetry={refetch} />
      ) : data ? (
        <Margins view={data} />
      ) : (
        <Bone className="m-4 h-40" />
      )}
    </Panel>
  );
}

function Margins({ view }: { readonly view: View }) {
  const t = useTranslations("method");
  const names = useNames();
  const nodes = [
    ...new Map(view.rows.flatMap(({ margins }) => margins.map(({ node }) => [node.id, node]))).values(),
  ];
  const [chosen, setChosen] = useState(nodes[0]?.id ?? "");
  const [projects, setProjects] = useState(false);
  const below = view.rows.filter(({ unit }) => unit.kind === "project").length;
  const all = projects || below === view.rows.length || below <= 1;
  const rows = view.rows
    .filter(({ unit }) => all || unit.kind !== "project")
    .flatMap(({ unit, depth, margins }) => {
      const margin = margins.find(({ node }) => node.id === chosen);
      return margin ? [{ unit, depth, margin }] : [];
    });
  return (
    <>
      <div className="flex flex-wrap items-end gap-3 px-4 pb-2">
        <div className="w-64 max-w-full">
          <SelectField
            label={t("indicator")}
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
          >
            {nodes.map((node) => (
              <option key={node.id} value={node.id}>
                {names.node(node)}
              </option>
            ))}
          </SelectField>
        </div>
        {below > 1 && below < view.rows.length && (
          <button
            type="button"
            aria-pressed={projects}
            onClick={() => setProjects(!projects)}
            className="target-44 pb-2 text-13 text-accent underline-offset-2 hover:underline print:hidden"
          >
            {t(projects ? "projectsLess" : "projectsMore", { count: formatCount(below) })}
          </button>
        )}
      </div>
      <PlainTable
        caption={t("margins")}
        rows={rows}
        rowKey={({ unit }) => unit.id}
        onPhone="table"
        columns={[
          {
            key: "unit",
            title: t("unitColumn"),
            cell: ({ unit, depth }) => (
              <span className={depth === 2 ? "pl-4 font-normal" : ""}>{names.unit(unit)}</span>
            ),
          },
          {
            key: "value",
            title: t("valueColumn"),
            right: true,
            cell: ({ margin }) => withheldMark(margin) ?? formatValue(margin.value, margin.node.unit),
          },
          {
            key: "half",
            title: t("halfColumn"),
            right: true,
            cell: ({ margin }) =>
              margin.halfWidth === null ? NOTHING : formatHalfWidth(margin.halfWidth, margin.node.unit),
          },
          {
            key: "interval",
            title: t("intervalColumn"),
            right: true,
            cell: ({ margin }) =>
              margin.low === null || margin.high === null
                ? NOTHING
                : `${formatValue(margin.low, margin.node.unit)} – ${formatValue(margin.high, margin.node.unit)}`,
          },
          {
            key: "n",
            title: t("answersColumn"),
            right: true,
            cell: ({ margin }) => formatCount(margin.n),
          },
          {
            key: "effective",
            title: t("effectiveColumn"),
            right: true,
            cell: ({ margin }) =>
              margin.effective === null ? NOTHING : formatCount(Math.round(margin.effective)),
          },
        ]}
      />
      <div className="border-t border-line px-4 py-2">
        <PassportFooter view={view} />
      </div>
    </>
  );
}
