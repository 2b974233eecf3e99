"use client";

import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { TopicRow, VoicesView } from "#server/voices/voices-view.ts";
import { niceScale, type Scale } from "../charts/scale.ts";
import { ShareRange } from "../charts/share-range.tsx";
import { ShareTrend } from "../charts/share-trend.tsx";
import { classNames } from "../components/class-names.ts";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PassportButton } from "../components/passport-footer.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { TableToggle } from "../components/table-toggle.tsx";
import { formatCount, formatDifference, formatShare } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { PictureMenu } from "../pictures/picture-menu.tsx";

/** What those who wrote speak of: a bar with its interval, the course over the waves, and whether it changed. */
export function TopicsPanel({
  view,
  topic,
  onTopic,
}: {
  readonly view: VoicesView;
  readonly topic: string | undefined;
  readonly onTopic: (topic: string | undefined) => void;
}) {
  const t = useTranslations("voices");
  const [asTable, setAsTable] = useState(false);
  const drawn = useRef<HTMLUListElement>(null);
  const scale = niceScale([0, ...view.topics.map(({ high }) => 100 * high)], { limits: [0, 100] });
  const trends = niceScale([0, ...view.topics.flatMap(({ trend }) => trend.map(({ high }) => 100 * high))], {
    limits: [0, 100],
  });
  return (
    <Panel labelledBy="topics" className="pb-2">
      <PanelHeader
        id="topics"
        title={t("topics")}
        beside={<span className="text-12 text-ink-3">{t("ofWriters", { n: formatCount(view.n) })}</span>}
      >
        {!asTable && (
          <PictureMenu
            {...{ what: "voices-topics", of: drawn, view, title: t("topics") }}
            measure={t("ofWriters", { n: formatCount(view.n) })}
          />
        )}
        <TableToggle shown={asTable} onToggle={setAsTable} />
      </PanelHeader>
      {asTable ? (
        <TopicTable view={view} />
      ) : (
        <ul ref={drawn}>
          {view.topics.map((row) => (
            <TopicLine
              key={row.topic.id}
              row={row}
              scale={scale}
              trends={trends}
              chosen={topic === row.topic.id}
              onChoose={
                view.may.read ? () => onTopic(topic === row.topic.id ? undefined : row.topic.id) : undefined
              }
            />
          ))}
        </ul>
      )}
      <p className="px-4 pt-2 text-12 text-ink-3">
        {t("several")}
        {view.untold && t("untold", { share: formatShare(view.untold.share) })} <PassportButton view={view} />
      </p>
    </Panel>
  );
}

function TopicLine({
  row,
  scale,
  trends,
  chosen,
  onChoose,
}: {
  readonly row: TopicRow;
  readonly scale: Scale;
  readonly trends: Scale;
  readonly chosen: boolean;
  readonly onChoose: (() => void) | undefined;
}) {
  const t = useTranslations("voices");
  const names = useNames();
  const name = names.text(row.topic.title);
  return (
    <li
      className={classNames(
        "grid min-h-9 grid-cols-[minmax(92px,128px)_minmax(0,1fr)_48px_64px] items-center gap-x-3 border-b border-line px-4 text-13 last:border-0 sm:grid-cols-[132px_minmax(0,1fr)_48px_92px_64px]",
        chosen && "bg-accent-soft",
      )}
    >
      {onChoose ? (
        <button
          type="button"
          aria-pressed={chosen}
          onClick={onChoose}
          className="target-44 text-left hover:text-accent aria-pressed:font-semibold aria-pressed:text-accent"
        >
          {name}
        </button>
      ) : (
        <span>{name}</span>
      )}
      <ShareRange
        value={100 * row.share}
        low={100 * row.low}
        high={100 * row.high}
        scale={scale}
        label={t("topicLabel", {
          topic: name,
          share: formatShare(row.share),
          low: formatShare(row.low),
          high: formatShare(row.high),
          count: formatCount(row.count),
        })}
      />
      <span className="text-right font-semibold">{formatShare(row.share)}</span>
      <span className="max-sm:hidden">
        <ShareTrend
          points={row.trend.map((point) => ({
            at: point.year,
            value: 100 * point.share,
            low: 100 * point.low,
            high: 100 * point.high,
          }))}
          scale={trends}
          label={t("trendLabel", {
            topic: name,
            points: row.trend.map((point) => `${point.year} ${formatShare(point.share)}`).join(t("joiner")),
          })}
        />
      </span>
      <ChangeOf row={row} />
    </li>
  );
}

/** More or less than before is no good or bad: no colour, an arrow only where it is certain. */
function ChangeOf({ row: { change } }: { readonly row: TopicRow }) {
  const t = useTranslations("voices");
  if (change === null) return <span className="text-right text-12 text-ink-3">—</span>;
  const sure = change.verdict !== "not-distinguishable";
  return (
    <span
      className={classNames(
        "text-right text-12 whitespace-nowrap",
        sure ? "font-semibold text-ink" : "text-ink-3",
      )}
      title={t(sure ? "changeSure" : "changeNoise")}
    >
      {sure && <span aria-hidden="true">{change.verdict === "more" ? "▲ " : "▼ "}</span>}
      {formatDifference(100 * change.difference, "points")}
    </span>
  );
}

function TopicTable({ view }: { readonly view: VoicesView }) {
  const t = useTranslations("voices");
  const names = useNames();
  return (
    <PlainTable
      caption={t("topics")}
      rows={view.topics}
      rowKey={(row) => row.topic.id}
      columns={[
        { key: "topic", title: t("topic"), cell: (row) => names.text(row.topic.title) },
        { key: "count", title: t("count"), right: true, cell: (row) => formatCount(row.count) },
        { key: "share", title: t("share"), right: true, cell: (row) => formatShare(row.share) },
        {
          key: "interval",
          title: t("interval"),
          right: true,
          cell: (row) => `${formatShare(row.low)} – ${formatShare(row.high)}`,
        },
        ...(view.topics[0]?.trend ?? []).map(({ year }) => ({
          key: String(year),
          title: String(year),
          right: true,
          wideOnly: true,
          cell: (row: TopicRow) => formatShare(row.trend.find((point) => point.year === year)?.share ?? null),
        })),
        { key: "change", title: t("change"), right: true, cell: (row) => <ChangeOf row={row} /> },
      ]}
    />
  );
}
