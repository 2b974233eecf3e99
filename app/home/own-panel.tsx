"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { HomeView, OwnRow } from "#server/indicators/views.ts";
import { PhaseTrend } from "../charts/phase-trend.tsx";
import { niceScale } from "../charts/scale.ts";
import { Change } from "../components/change.tsx";
import { CountCell } from "../components/count-badge.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { ReadingFigure } from "../components/reading-figure.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { TableToggle } from "../components/table-toggle.tsx";
import { Tag } from "../components/tag.tsx";
import { formatDifference, formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useAddress } from "../selection/use-address.ts";
import { useTrendSentence } from "../wording/use-trend-sentence.ts";

/** What a port's head answers for: each indicator with how it went, whether it moved, and what it is to reach. */
export function OwnPanel({ view }: { readonly view: HomeView }) {
  const t = useTranslations("own");
  const [asTable, setAsTable] = useState(false);
  const rows = view.own ?? [];
  if (rows.length === 0) return null;
  const worse = rows.filter(({ change }) => change?.verdict === "worse").length;
  const better = rows.filter(({ change }) => change?.verdict === "better").length;
  const words = worse > 0 ? (better > 0 ? "moved" : "worse") : better > 0 ? "better" : "still";
  const scale = niceScale(
    rows
      .flatMap(({ trend }) => trend.points.flatMap(({ low, high, value }) => [low, high, value]))
      .filter((value) => value !== null),
    { limits: [0, 100] },
  );
  return (
    <Panel labelledBy="own">
      <PanelHeader
        id="own"
        title={t("title")}
        beside={<span className="text-12 text-ink-3">{t(words, { count: rows.length, worse, better })}</span>}
      >
        <TableToggle shown={asTable} onToggle={setAsTable} />
      </PanelHeader>
      {asTable ? (
        <OwnTable rows={rows} />
      ) : (
        <ul className="grid gap-x-8 px-4 pb-3 lg:grid-cols-2">
          {rows.map((row) => (
            <OwnLine key={row.node.id} row={row} view={view} scale={scale} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** The courses as a table: a row an indicator, a column a wave. */
function OwnTable({ rows }: { readonly rows: readonly OwnRow[] }) {
  const t = useTranslations("own");
  const names = useNames();
  const years = rows[0]?.trend.points.map(({ year }) => year) ?? [];
  return (
    <PlainTable
      caption={t("title")}
      rows={rows}
      rowKey={({ node }) => node.id}
      onPhone="table"
      columns={[
        { key: "node", title: t("indicator"), cell: ({ node }) => names.node(node) },
        ...years.map((year) => ({
          key: String(year),
          title: String(year),
          right: true,
          cell: ({ trend, node }: OwnRow) => {
            const point = trend.points.find((each) => each.year === year);
            return formatValue(point?.value ?? null, node.unit);
          },
        })),
        {
          key: "change",
          title: t("change"),
          right: true,
          cell: ({ change, node }) => (change ? formatDifference(change.difference, node.unit) : ""),
        },
        {
          key: "target",
          title: t("targetHead"),
          right: true,
          cell: ({ target, node }) => (target ? formatValue(target.value, node.unit) : ""),
        },
      ]}
    />
  );
}

function OwnLine({
  row,
  view,
  scale,
}: {
  readonly row: OwnRow;
  readonly view: HomeView;
  readonly scale: ReturnType<typeof niceScale>;
}) {
  const t = useTranslations("own");
  const names = useNames();
  const address = useAddress();
  const sentence = useTrendSentence();
  const { unit } = row.node;
  const verdict = row.target?.difference?.verdict;
  return (
    <li className="flex items-center gap-3 border-t border-line py-1.5">
      <span className="w-36 shrink-0">
        <ScreenLink
          href={address("/indicators", { d: `${row.node.id}~${view.unit.id}` })}
          className="target-row font-semibold hover:text-accent hover:underline"
        >
          {names.node(row.node)}
        </ScreenLink>{" "}
        <CountCell reading={row.reading} />
      </span>
      <span className="min-w-14 grow">
        <PhaseTrend
          trend={row.trend}
          reference={row.target?.value ?? row.reference?.value ?? null}
          scale={scale}
          label={sentence(names.node(row.node), row.trend, unit)}
          height={40}
        />
      </span>
      <span className="flex w-28 shrink-0 flex-col items-end">
        <ReadingFigure reading={row.reading} unit={unit} size="s" />
        <Change change={row.change} unit={unit} className="text-13" />
        {row.target && (
          <span className="text-12 whitespace-nowrap text-ink-3">
            {t("target", { value: formatValue(row.target.value, unit) })}{" "}
            {verdict === "worse" && <Tag tone="attention">{t("missed")}</Tag>}
            {verdict === "better" && <Tag tone="good">{t("met")}</Tag>}
          </span>
        )}
      </span>
    </li>
  );
}
