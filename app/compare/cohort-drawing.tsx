"use client";

import type { Ref } from "react";
import { useTranslations } from "use-intl";
import type { Cohort, CohortPoint, CohortsView } from "#server/explanations/cohorts-view.ts";
import { labelPlaces } from "../charts/label-places.ts";
import { fixedScale, niceScale, type Scale } from "../charts/scale.ts";
import { formatTick, formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { agesOf } from "./cohort-ages.ts";
import { cohortName } from "./cohort-names.ts";

const LIMITS = { points: [0, 100], percent: [0, 100], nps: [-100, 100] } as const;
const FONT = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif";
const [HEAD, TALL, FOOT, LEFT, RIGHT] = [28, 300, 40, 36, 16] as const;

type Axis = {
  readonly title: string;
  readonly scale: Scale;
  readonly labels: readonly { readonly at: number; readonly text: string }[];
  /** Every second label a line lower, where names would run into one another. */
  readonly isStaggered: boolean;
  readonly placeOf: (point: CohortPoint) => number;
};

/** Every batch as a line with its intervals: at the same age, and beside it in the same year. One drawing, so that it leaves as one picture. */
export function CohortDrawing({
  view,
  width,
  chosen,
  svg,
}: {
  readonly view: CohortsView;
  readonly width: number;
  /** The project whose batches stand out; all alike when null. */
  readonly chosen: number | null;
  readonly svg: Ref<SVGSVGElement>;
}) {
  const t = useTranslations("compare");
  const names = useNames();
  const points = view.cohorts.flatMap((cohort) => cohort.points);
  const y = niceScale(
    points
      .flatMap(({ reading }) => [reading.low, reading.value, reading.high])
      .filter((each) => each !== null),
    { limits: LIMITS[view.node.unit] },
  );
  const oldest = Math.max(12, ...points.map(({ months }) => months));
  const ages = agesOf(view);
  const years = view.waves.map(({ year }) => year);
  const step = 12 * Math.ceil(oldest / 12 / 8);
  const axes: readonly Axis[] = [
    view.ageBy === "tenure"
      ? {
          title: t("tenureByAge"),
          scale: fixedScale([-0.5, Math.max(1, ages.length) - 0.5]),
          labels: ages.map(({ tenure }, at) => ({ at, text: tenure ? names.tenure(tenure) : "" })),
          isStaggered: width < 960,
          placeOf: ({ age }) => ages.findIndex((each) => each.age === age),
        }
      : {
          title: t("cohortByAge"),
          scale: fixedScale([0, oldest + 2]),
          labels: Array.from({ length: Math.floor(oldest / step) + 1 }, (_, at) => ({
            at: at * step,
            text: String(at * step),
          })),
          isStaggered: false,
          placeOf: ({ months }) => months,
        },
    {
      title: t("cohortByYear"),
      scale: fixedScale([(years[0] ?? 0) - 0.5, (years.at(-1) ?? 0) + 0.5]),
      labels: years.map((year) => ({ at: year, text: String(year) })),
      isStaggered: false,
      placeOf: ({ calendarYear }) => calendarYear,
    },
  ];
  const beside = width >= 720;
  const panel = beside ? width / 2 : width;
  const tall = HEAD + TALL + FOOT;
  const order = view.cohorts.toSorted(
    (a, b) => Number(a.project.id === chosen) - Number(b.project.id === chosen),
  );
  return (
    <svg
      ref={svg}
      width={width}
      height={beside ? tall : 2 * tall}
      viewBox={`0 0 ${width} ${beside ? tall : 2 * tall}`}
      role="img"
      aria-label={t("cohortLabel", {
        node: names.node(view.node),
        by: view.ageBy,
        count: view.cohorts.length,
        from: formatValue(y.domain[0], view.node.unit),
        to: formatValue(y.domain[1], view.node.unit),
      })}
      fontFamily={FONT}
      fontSize="12"
      className="block h-auto max-w-full"
    >
      {axes.map((axis, at) => (
        <g key={axis.title} transform={`translate(${beside ? at * panel : 0} ${beside ? 0 : at * tall})`}>
          <text x={LEFT} y="16" fill="var(--ink-2)" fontWeight="600">
            {axis.title}
          </text>
          {y.ticks.map((tick) => (
            <g key={tick}>
              <line
                x1={LEFT}
                x2={panel - RIGHT}
                y1={downOf(y, tick)}
                y2={downOf(y, tick)}
                stroke="var(--line)"
              />
              <text x={LEFT - 6} y={downOf(y, tick) + 4} textAnchor="end" fill="var(--ink-3)">
                {formatTick(tick)}
              </text>
            </g>
          ))}
          {axis.labels.map(({ at: place, text }, nth) => (
            <text
              key={text}
              x={acrossOf(axis.scale, panel, place)}
              y={HEAD + TALL + 18 + (axis.isStaggered && nth % 2 === 1 ? 15 : 0)}
              textAnchor="middle"
              fill="var(--ink-3)"
            >
              {text}
            </text>
          ))}
          {at === 0 && view.ageBy === "batch" && (
            <text x={panel - RIGHT} y={HEAD + TALL + 34} textAnchor="end" fill="var(--ink-3)">
              {t("cohortAxis")}
            </text>
          )}
          {order.map((cohort) => (
            <Course
              key={`${cohort.project.id} ${cohort.batch}`}
              cohort={cohort}
              axis={axis}
              panel={panel}
              y={y}
              stands={chosen === null ? undefined : cohort.project.id === chosen}
              name={`${names.unit(cohort.project)} ${cohortName(cohort, names)}`}
            />
          ))}
          {labelsOf(
            order.filter(({ project }) => project.id === chosen),
            (cohort) => cohortName(cohort, names),
            axis,
            panel,
            y,
          ).map(({ name, x, y: down }) => (
            <text
              key={name}
              x={x}
              y={down}
              fill="var(--ink)"
              stroke="var(--surface)"
              strokeWidth="3"
              paintOrder="stroke"
            >
              {name}
            </text>
          ))}
        </g>
      ))}
    </svg>
  );
}

function downOf(y: Scale, value: number): number {
  return HEAD + TALL - (y.at(value) / 100) * TALL;
}

function acrossOf(scale: Scale, panel: number, place: number): number {
  return LEFT + (scale.at(place) / 100) * (panel - LEFT - RIGHT);
}

/** Names of batches at their newest waves, clear of one another. */
function labelsOf(
  cohorts: readonly Cohort[],
  nameOf: (cohort: Cohort) => string,
  axis: Axis,
  panel: number,
  y: Scale,
) {
  const ends = cohorts.flatMap((cohort) => {
    const { points } = cohort;
    const name = nameOf(cohort);
    const last = points.findLast(({ reading }) => reading.value !== null);
    if (last?.reading.value == null) return [];
    return [
      {
        name,
        x: acrossOf(axis.scale, panel, axis.placeOf(last)),
        y: downOf(y, last.reading.value),
        width: [...name].reduce((sum, sign) => sum + (sign > "\u2e80" ? 12 : 7), 0),
      },
    ];
  });
  const places = labelPlaces(ends, { width: panel, height: HEAD + TALL });
  return ends.map(({ name }, at) => ({ name, ...(places[at] ?? { x: 0, y: 0 }) }));
}

/** One batch. A line joins waves that asked alike; whiskers only where it stands out. */
function Course({
  cohort,
  axis,
  panel,
  y,
  stands,
  name,
}: {
  readonly cohort: Cohort;
  readonly axis: Axis;
  readonly panel: number;
  readonly y: Scale;
  readonly stands: boolean | undefined;
  readonly name: string;
}) {
  const shown = cohort.points.flatMap((point) =>
    point.reading.value === null
      ? []
      : [
          {
            point,
            value: point.reading.value,
            x: acrossOf(axis.scale, panel, axis.placeOf(point)),
            down: downOf(y, point.reading.value),
          },
        ],
  );
  const colour = stands ? "var(--accent)" : "var(--prev)";
  const weak = stands === false;
  return (
    <g opacity={weak ? 0.4 : 1}>
      {shown.slice(1).map((to, at) => {
        const from = shown[at];
        if (!from || from.point.reworded !== to.point.reworded) return null;
        return (
          <line
            key={to.point.waveId}
            x1={from.x}
            y1={from.down}
            x2={to.x}
            y2={to.down}
            stroke={colour}
            strokeWidth={stands ? 2 : 1.25}
          />
        );
      })}
      {shown.map(({ point, x, down, value }) => {
        const { low, high, state } = point.reading;
        const careful = state === "indicative";
        return (
          <g key={point.waveId}>
            <title>{`${name} ${point.calendarYear} ${value.toFixed(1)}`}</title>
            {stands && low !== null && high !== null && (
              <line
                x1={x}
                x2={x}
                y1={downOf(y, low)}
                y2={downOf(y, high)}
                stroke={colour}
                strokeWidth="1.5"
                strokeDasharray={careful ? "3 2" : undefined}
              />
            )}
            <circle
              data-mark
              cx={x}
              cy={down}
              r={stands ? 4.5 : 3}
              fill={careful ? "var(--surface)" : colour}
              stroke={colour}
              strokeWidth={careful ? 1.5 : 0}
            />
          </g>
        );
      })}
    </g>
  );
}
