"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { DriversQuery } from "#server/explanations/drivers-view.ts";
import type { DimensionReliability, ReliabilityView } from "#server/explanations/reliability-view.ts";
import { niceScale, type Scale } from "../charts/scale.ts";
import { ShareRange } from "../charts/share-range.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PassportButton } from "../components/passport-footer.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { TableToggle } from "../components/table-toggle.tsx";
import { formatCount, NOTHING } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useTRPC } from "../trpc/client.tsx";

function coefficient(value: number | null): string {
  return value === null ? NOTHING : value.toFixed(2);
}

/** Whether each dimension's questions measure one thing, and which question does not go along. */
export function ReliabilityPanel({ query }: { readonly query: DriversQuery }) {
  const t = useTranslations("reliability");
  const trpc = useTRPC();
  const [asTable, setAsTable] = useState(false);
  const { data } = useQuery(trpc.why.reliability.queryOptions(query, { placeholderData: keepPreviousData }));
  if (!data) return null;
  const judged = data.dimensions.filter(({ consistent }) => consistent !== null);
  return (
    <Panel labelledBy="reliability">
      <PanelHeader
        id="reliability"
        title={t("title")}
        beside={<span className="text-12 text-ink-3">{t("note")}</span>}
      >
        {data.dimensions.length > 0 && <TableToggle shown={asTable} onToggle={setAsTable} />}
      </PanelHeader>
      <p className="px-4 pb-2 text-13">
        {judged.length === 0
          ? t("none")
          : t("finding", {
              count: judged.length,
              good: judged.filter(({ consistent }) => consistent).length,
              enough: coefficient(data.enough.alpha),
            })}
      </p>
      {data.dimensions.length > 0 &&
        (asTable ? <ReliabilityTable view={data} /> : <ReliabilityRows view={data} />)}
      <UnknownAndPassport view={data} />
    </Panel>
  );
}

function UnknownAndPassport({ view }: { readonly view: ReliabilityView }) {
  const t = useTranslations("reliability");
  const names = useNames();
  return (
    <div className="flex flex-wrap gap-x-3 px-4 pt-1 pb-3 text-12 text-ink-3">
      {view.unknown.length > 0 && (
        <span>{t("unknown", { nodes: view.unknown.map(names.node).join(t("joiner")) })}</span>
      )}
      <PassportButton view={view} />
    </div>
  );
}

function ReliabilityRows({ view }: { readonly view: ReliabilityView }) {
  const scale = niceScale([0, 1], { limits: [0, 1] });
  return (
    <ul className="grid gap-x-8 px-4 pb-1 md:grid-cols-2">
      {view.dimensions.map((row) => (
        <Row key={row.node.id} row={row} scale={scale} enough={view.enough.alpha} />
      ))}
    </ul>
  );
}

function Row({
  row,
  scale,
  enough,
}: {
  readonly row: DimensionReliability;
  readonly scale: Scale;
  readonly enough: number;
}) {
  const t = useTranslations("reliability");
  const names = useNames();
  return (
    <li className="grid min-h-8 grid-cols-[minmax(88px,148px)_1fr_44px] items-center gap-x-2 py-0.5 text-13 leading-[17px] lg:grid-cols-[minmax(120px,180px)_1fr_44px]">
      <span className="leading-[17px]">
        {names.node(row.node)}
        {row.consistent === null && (
          <span className="block text-12 text-ink-3">{t("unjudged", { items: row.items })}</span>
        )}
      </span>
      <ShareRange
        value={row.alpha}
        low={row.low}
        high={row.high}
        scale={scale}
        strong={row.consistent === true}
        reference={enough}
        label={t("label", {
          node: names.node(row.node),
          alpha: coefficient(row.alpha),
          low: coefficient(row.low),
          high: coefficient(row.high),
        })}
      />
      <span className="text-right font-semibold">{coefficient(row.alpha)}</span>
      {row.loose.length > 0 && (
        <span className="col-span-3 pb-1 text-12 text-ink-2">
          {t("review")} <Loose row={row} />
        </span>
      )}
    </li>
  );
}

function Loose({ row }: { readonly row: DimensionReliability }) {
  const t = useTranslations("reliability");
  const names = useNames();
  return row.loose
    .map(({ node, restCorrelation }) =>
      t("loose", { item: names.node(node), r: coefficient(restCorrelation) }),
    )
    .join(t("joiner"));
}

function ReliabilityTable({ view }: { readonly view: ReliabilityView }) {
  const t = useTranslations("reliability");
  const names = useNames();
  return (
    <PlainTable
      caption={t("title")}
      rows={view.dimensions}
      rowKey={({ node }) => node.id}
      columns={[
        { key: "node", title: t("dimension"), cell: ({ node }) => names.node(node) },
        { key: "items", title: t("items"), right: true, cell: ({ items }) => formatCount(items) },
        { key: "n", title: t("sample"), right: true, cell: ({ n }) => formatCount(n) },
        { key: "alpha", title: t("alpha"), right: true, cell: ({ alpha }) => coefficient(alpha) },
        {
          key: "interval",
          title: t("interval"),
          right: true,
          cell: ({ low, high }) => `${coefficient(low)} – ${coefficient(high)}`,
        },
        { key: "omega", title: t("omega"), right: true, cell: ({ omega }) => coefficient(omega) },
        { key: "loose", title: t("review"), cell: (row) => <Loose row={row} /> },
      ]}
    />
  );
}
