"use client";

import { type Ref, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { CrosstabView } from "#server/explore/crosstab-view.ts";
import type { ReadingUnit } from "#server/indicators/reading-view.ts";
import { niceScale } from "../charts/scale.ts";
import { formatFigure, formatTick, formatValue, NOTHING } from "../format.ts";
import { withheldMark } from "../withheld-mark.ts";
import { useEntryName } from "./use-entry-name.ts";

const [ROW, HEAD, FOOT, LEAST] = [28, 26, 22, 210] as const;
const LIMITS: Readonly<Record<ReadingUnit, readonly [number, number]>> = {
  points: [0, 100],
  percent: [0, 100],
  nps: [-100, 100],
};
const FONT = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif";

/**
 * The crosstab as dots and whiskers: a panel a column, all on one scale, the column's total as a line. One drawing, so that it leaves
 * as one picture.
 */
export function CrosstabChart({
  view,
  svg,
}: {
  readonly view: CrosstabView;
  readonly svg: Ref<SVGSVGElement>;
}) {
  const t = useTranslations("explore");
  const name = useEntryName();
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(900);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(280, Math.floor(entry.contentRect.width)));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const byNode = view.rowsBy === "node";
  const rows = byNode ? view.rows : view.rows.slice(1);
  const first = byNode ? 0 : 1;
  const columns = view.columns.map((column, at) => ({ column, at }));
  const panels = columns.length > 1 ? columns.slice(1) : columns;
  const names = width < 520 ? 104 : 150;
  const across = Math.max(1, Math.min(panels.length, Math.floor((width - names) / LEAST)));
  const panel = (width - names) / across;
  const lines = Math.ceil(panels.length / across);
  const tall = HEAD + rows.length * ROW + FOOT;
  const scale = niceScale(
    view.cells
      .flat()
      .flatMap(({ low, value, high }) => [low, value, high])
      .filter((value) => value !== null),
    { limits: LIMITS[view.node.unit], wanted: 3 },
  );
  const x = (value: number) => 10 + (scale.at(value) / 100) * (panel - 62);
  return (
    <div ref={box} className="w-full overflow-hidden">
      <svg
        ref={svg}
        width={width}
        height={lines * tall}
        viewBox={`0 0 ${width} ${lines * tall}`}
        role="img"
        aria-label={t("chartLabel", {
          indicator: name({ ...EMPTY, node: view.node }),
          rows: rows.length,
          columns: panels.length,
        })}
        fontFamily={FONT}
        fontSize="12"
        className="block"
      >
        {panels.map(({ column, at }, order) => {
          const left = names + (order % across) * panel;
          const top = Math.floor(order / across) * tall;
          const total = byNode ? null : (view.cells[0]?.[at]?.value ?? null);
          return (
            <g key={column.key} transform={`translate(0 ${top})`}>
              <text x={left + 10} y="16" fill="var(--ink-2)" fontWeight="600">
                {columns.length > 1 ? name(column) : ""}
              </text>
              {order % across === 0 &&
                rows.map((row, place) => (
                  <text
                    key={row.key}
                    x={names - 8}
                    y={HEAD + place * ROW + ROW / 2 + 4}
                    textAnchor="end"
                    fill="var(--ink)"
                  >
                    {short(name(row), width < 520 ? 8 : 12)}
                  </text>
                ))}
              {scale.ticks.map((tick) => (
                <g key={tick}>
                  <line
                    x1={left + x(tick)}
                    x2={left + x(tick)}
                    y1={HEAD}
                    y2={HEAD + rows.length * ROW}
                    stroke="var(--line)"
                  />
                  <text x={left + x(tick)} y={tall - 6} textAnchor="middle" fill="var(--ink-3)">
                    {formatTick(tick)}
                  </text>
                </g>
              ))}
              {total !== null && (
                <line
                  x1={left + x(total)}
                  x2={left + x(total)}
                  y1={HEAD - 4}
                  y2={HEAD + rows.length * ROW}
                  stroke="var(--ref)"
                  strokeWidth="1.5"
                >
                  <title>{`${t("total")} ${formatValue(total, view.node.unit)}`}</title>
                </line>
              )}
              {rows.map((row, place) => {
                const cell = view.cells[place + first]?.[at];
                const middle = HEAD + place * ROW + ROW / 2;
                if (!cell || cell.value === null) {
                  const mark = (cell && withheldMark(cell)) ?? NOTHING;
                  return (
                    <text key={row.key} x={left + 10} y={middle + 4} fill="var(--ink-3)">
                      {mark}
                    </text>
                  );
                }
                const careful = cell.state === "indicative";
                const verdict = cell.difference?.verdict;
                const colour =
                  verdict === "better" ? "var(--pos)" : verdict === "worse" ? "var(--neg)" : "var(--accent)";
                return (
                  <g key={row.key}>
                    {cell.low !== null && cell.high !== null && (
                      <line
                        x1={left + x(cell.low)}
                        x2={left + x(cell.high)}
                        y1={middle}
                        y2={middle}
                        stroke={colour}
                        strokeWidth="2"
                        strokeDasharray={careful ? "3 2" : undefined}
                      />
                    )}
                    <Mark
                      x={left + x(cell.value)}
                      y={middle}
                      verdict={careful ? undefined : verdict}
                      colour={colour}
                      hollow={careful}
                    />
                    <text
                      x={left + panel - 8}
                      y={middle + 4}
                      textAnchor="end"
                      fill={careful ? "var(--ink-2)" : "var(--ink)"}
                      fontWeight={careful ? 400 : 600}
                    >
                      {formatFigure(cell.value, view.node.unit)}
                    </text>
                  </g>
                );
              })}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

const EMPTY = { key: "", unit: null, phase: null, node: null, word: null, tenure: null } as const;

function short(text: string, most: number): string {
  return text.length > most + 1 && /[\u4e00-\u9fff]/.test(text) ? `${text.slice(0, most)}…` : text;
}

/** A dot; a triangle that points up or down where the difference to the total has a verdict. */
function Mark({
  x,
  y,
  verdict,
  colour,
  hollow,
}: {
  readonly x: number;
  readonly y: number;
  readonly verdict: string | undefined;
  readonly colour: string;
  readonly hollow: boolean;
}) {
  if (verdict === "better") return <path d={`M${x} ${y - 6}l6 10h-12z`} fill={colour} />;
  if (verdict === "worse") return <path d={`M${x} ${y + 6}l6 -10h-12z`} fill={colour} />;
  return (
    <circle
      cx={x}
      cy={y}
      r="4.5"
      fill={hollow ? "var(--surface)" : colour}
      stroke={colour}
      strokeWidth={hollow ? 2 : 0}
    />
  );
}
