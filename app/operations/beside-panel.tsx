"use client";

import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { BesideView, MeasureSeries, OperationsView } from "#server/operations/operations-view.ts";
import { SeriesLine } from "../charts/series-line.tsx";
import { Change } from "../components/change.tsx";
import { CountBadge } from "../components/count-badge.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { ReadingFigure } from "../components/reading-figure.tsx";
import { TableToggle } from "../components/table-toggle.tsx";
import { formatCount } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { PictureMenu } from "../pictures/picture-menu.tsx";
import { useSelected } from "../selection/selection-context.tsx";
import { DraftButton } from "../why/draft-button.tsx";
import { useDrafts } from "../why/use-drafts.ts";
import { figureText, intervalText } from "./format-figure.ts";
import { MeasureChange } from "./measure-change.tsx";

function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}

/** The day in the middle of a quarter or month. */
function middleOf(from: string, by: OperationsView["by"]): number {
  return dayOf(from) + (by === "quarter" ? 45 : 15);
}

/** An indicator over the records that should move it, all on one time. */
export function BesidePanel({
  beside,
  view,
}: {
  readonly beside: BesideView;
  readonly view: OperationsView;
}) {
  const t = useTranslations("operations");
  const names = useNames();
  const [{ rule }] = useSelected("rule");
  const drafts = useDrafts(view.unit.id, rule);
  const [asTable, setAsTable] = useState(false);
  const drawn = useRef<HTMLUListElement>(null);
  const first = beside.measures[0]?.points;
  if (!first) return null;
  const days = [...first.map(({ from }) => dayOf(from)), ...beside.scores.map(({ on }) => dayOf(on))];
  const from = Math.min(...days);
  const to = Math.max(...days, middleOf(first.at(-1)?.from ?? "", view.by)) + 30;
  const scores = beside.scores.filter(({ value }) => value !== null);
  const marks = beside.scores.map(({ on, year }) => ({ day: dayOf(on), name: String(year) }));
  return (
    <Panel labelledBy={`beside-${beside.node.id}`} className="pb-3">
      <PanelHeader
        id={`beside-${beside.node.id}`}
        title={names.node(beside.node)}
        beside={
          beside.node.port && <span className="text-12 text-ink-3">{names.port(beside.node.port)}</span>
        }
      >
        <DraftButton
          drafts={drafts}
          name={names.node(beside.node)}
          input={{ unit: view.unit.id, wave: view.wave.id, node: beside.node.id, kind: "operation" }}
        />
        {!asTable && (
          <PictureMenu
            {...{ what: "operations-series", of: drawn, view, title: names.node(beside.node) }}
            n={beside.reading.n}
            measure={`${t("ownersSay")} 0–100 · ${t(`by_${view.by}`)}`}
          />
        )}
        <TableToggle shown={asTable} onToggle={setAsTable} />
      </PanelHeader>
      {asTable ? (
        <SeriesTable beside={beside} view={view} />
      ) : (
        <ul ref={drawn} className="px-4">
          <li className="grid items-center gap-x-4 border-b border-line py-1 md:grid-cols-[200px_minmax(0,1fr)]">
            <div>
              <div className="text-12 text-ink-3">{t("ownersSay")}</div>
              <div className="flex flex-wrap items-baseline gap-x-2">
                <ReadingFigure reading={beside.reading} unit={beside.node.unit} size="s" />
                <Change change={beside.change} unit={beside.node.unit} />
                <CountBadge reading={beside.reading} prefix />
              </div>
            </div>
            <SeriesLine
              dots
              points={scores.map(({ on, value, low, high }) => ({
                key: on,
                day: dayOf(on),
                value,
                low,
                high,
              }))}
              from={from}
              to={to}
              marks={marks}
              limits={[0, 100]}
              label={t("scoresLabel", {
                node: names.node(beside.node),
                points: scores.map(({ year, value }) => `${year} ${value?.toFixed(1)}`).join(t("joiner")),
              })}
            />
          </li>
          {beside.measures.map((measure) => (
            <Series key={measure.key} measure={measure} view={view} from={from} to={to} marks={marks} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Series({
  measure,
  view,
  from,
  to,
  marks,
}: {
  readonly measure: MeasureSeries;
  readonly view: OperationsView;
  readonly from: number;
  readonly to: number;
  readonly marks: readonly { readonly day: number; readonly name: string }[];
}) {
  const t = useTranslations("operations");
  const name = t(`measure_${measure.key}`);
  // how often something happened in a quarter that still runs looks like a fall; the table has it
  const points = measure.unit === "per-100" ? measure.points.slice(0, -1) : measure.points;
  const last = points.findLast(({ value }) => value !== null);
  return (
    <li className="grid items-center gap-x-4 border-b border-line py-1 last:border-0 md:grid-cols-[200px_minmax(0,1fr)]">
      <div>
        <div className="text-12 text-ink-3">
          {name} · {t(measure.moreIsBetter ? "hint_high" : "hint_low")}
        </div>
        <div className="flex flex-wrap items-baseline gap-x-2">
          <span className="text-20 font-semibold">{figureText(measure.year, measure.unit, view.fewest)}</span>
          <span className="text-12 text-ink-3">{t(`unit_${measure.unit}`)}</span>
          <MeasureChange figure={measure.year} />
        </div>
        <div className="text-12 text-ink-3">
          {measure.year.state === "hidden" ? t("companion") : intervalText(measure.year)}
          {measure.year.n !== null && ` · ${t("records", { count: formatCount(measure.year.n) })}`}
        </div>
      </div>
      <SeriesLine
        points={points.map(({ from: first, value, low, high }) => ({
          key: first,
          day: middleOf(first, view.by),
          value,
          low,
          high,
        }))}
        from={from}
        to={to}
        marks={marks}
        limits={measure.unit === "percent" ? [0, 100] : [0, Infinity]}
        label={t("seriesLabel", {
          measure: name,
          last: last ? figureText(last, measure.unit, view.fewest) : "",
        })}
      />
    </li>
  );
}

function SeriesTable({ beside, view }: { readonly beside: BesideView; readonly view: OperationsView }) {
  const t = useTranslations("operations");
  const names = useNames();
  const rows = beside.measures[0]?.points.map(({ from }, place) => ({ from, place })).toReversed() ?? [];
  return (
    <PlainTable
      caption={names.node(beside.node)}
      rows={rows}
      rowKey={(row) => row.from}
      columns={[
        { key: "from", title: t(`by_${view.by}`), cell: (row) => row.from.slice(0, 7) },
        ...beside.measures.map((measure) => ({
          key: measure.key,
          title: t(`measure_${measure.key}`),
          right: true,
          cell: (row: { readonly place: number }) => {
            const point = measure.points[row.place];
            return point ? (
              <>
                {figureText(point, measure.unit, view.fewest)}{" "}
                <span className="text-12 text-ink-3">{intervalText(point)}</span>
              </>
            ) : null;
          },
        })),
      ]}
    />
  );
}
