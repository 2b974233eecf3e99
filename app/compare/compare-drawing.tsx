"use client";

import type { Ref } from "react";
import { useTranslations } from "use-intl";
import type { ComparedUnit, UnitsView } from "#server/explanations/units-answer.ts";
import { niceScale } from "../charts/scale.ts";
import { formatCount, formatDifference, formatTick, formatValue, NOTHING } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { scoreMark, withheldMark } from "../withheld-mark.ts";
import { compareGroups } from "./compare-groups.ts";
import { useCompareWords } from "./use-compare-words.ts";

const LIMITS = { points: [0, 100], percent: [0, 100], nps: [-100, 100] } as const;
const FONT = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif";
const [WIDTH, ROW, HEAD] = [960, 28, 40] as const;
const [BAND, NAME, COUNT, FROM, TO, VALUE, GAP] = [16, 88, 330, 356, 760, 820, 940] as const;

/** What the bands show as one drawing, to be taken along as a picture. It is not looked at on the page. */
export function CompareDrawing({
  view,
  svg,
}: {
  readonly view: UnitsView;
  readonly svg: Ref<SVGSVGElement>;
}) {
  const t = useTranslations("compare");
  const names = useNames();
  const words = useCompareWords();
  const { unit: kind } = view.node;
  const reference = view.reference.reading.value;
  const shownOf = (row: ComparedUnit) => (view.standardisation && row.standardised) || row.reading;
  const scale = niceScale(
    [
      ...view.units.flatMap((row) => [shownOf(row).low, shownOf(row).value, shownOf(row).high]),
      reference,
    ].filter((value) => value !== null),
    { limits: LIMITS[kind] },
  );
  const x = (value: number) => FROM + (scale.at(value) / 100) * (TO - FROM);
  const lines = compareGroups(view).flatMap(({ kind: group, units }) => [
    { key: group, group, count: units.length, unit: null },
    ...units.map((unit) => ({ key: String(unit.unit.id), group, count: 0, unit })),
  ]);
  const tall = HEAD + lines.length * ROW + 12;
  return (
    <svg
      ref={svg}
      width={WIDTH}
      height={tall}
      viewBox={`0 0 ${WIDTH} ${tall}`}
      fontFamily={FONT}
      fontSize="13"
      fill="var(--ink)"
      aria-hidden="true"
    >
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={HEAD - 8} y2={tall - 12} stroke="var(--line)" />
          <text x={x(tick)} y={HEAD - 14} textAnchor="middle" fontSize="12" fill="var(--ink-3)">
            {formatTick(tick)}
          </text>
        </g>
      ))}
      {reference !== null && (
        <line
          x1={x(reference)}
          x2={x(reference)}
          y1={HEAD - 8}
          y2={tall - 12}
          stroke="var(--ref)"
          strokeWidth="1.5"
        />
      )}
      {lines.map(({ key, group, count, unit }, at) => {
        const middle = HEAD + at * ROW + ROW / 2;
        if (unit === null)
          return (
            <text key={key} x={BAND} y={middle + 5} fontWeight="600" fill={COLOUR[group]}>
              {group === "band"
                ? t("bandsTitle")
                : t(`group_${group}`, { reference: names.unit(view.reference.unit), count })}
            </text>
          );
        const own = shownOf(unit);
        const { value, low, high, state, n } = own;
        const careful = state === "indicative";
        return (
          <g key={key}>
            <text x={BAND} y={middle + 5} fontSize="12" fill="var(--ink-3)">
              {words.band(unit)}
            </text>
            <text x={NAME} y={middle + 5}>
              {`${names.unit(unit.unit)} ${words.note(unit, view)}`}
            </text>
            <text x={COUNT} y={middle + 5} textAnchor="end" fontSize="12" fill="var(--ink-3)">
              {withheldMark(own) ?? formatCount(n)}
            </text>
            {low !== null && high !== null && (
              <line
                x1={x(low)}
                x2={x(high)}
                y1={middle}
                y2={middle}
                stroke="var(--accent)"
                strokeWidth="2"
                strokeDasharray={careful ? "3 2" : undefined}
              />
            )}
            {value !== null && (
              <circle
                cx={x(value)}
                cy={middle}
                r="4.5"
                fill={careful ? "var(--surface)" : "var(--accent)"}
                stroke="var(--accent)"
                strokeWidth={careful ? 2 : 0}
              />
            )}
            <text x={VALUE} y={middle + 5} textAnchor="end" fontWeight={careful ? 400 : 600}>
              {scoreMark(own) ?? formatValue(value, kind)}
            </text>
            <text x={GAP} y={middle + 5} textAnchor="end" fill="var(--ink-2)">
              {unit.difference === null
                ? NOTHING
                : `${ARROW[unit.difference.verdict]}${formatDifference(unit.difference.difference, kind)}`}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

const ARROW = { better: "▲ ", worse: "▼ ", "not-distinguishable": "" } as const;
const COLOUR = {
  above: "var(--pos)",
  below: "var(--neg)",
  same: "var(--ink-2)",
  band: "var(--ink-2)",
  unplaced: "var(--ink-2)",
} as const;
