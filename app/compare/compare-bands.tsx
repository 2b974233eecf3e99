"use client";

import { useTranslations } from "use-intl";
import type { ComparedUnit, UnitsView } from "#server/explanations/units-answer.ts";
import { BandTable, type BandTableRow } from "../charts/band-table.tsx";
import { DotLegend } from "../charts/dot-legend.tsx";
import { niceScale } from "../charts/scale.ts";
import { Change } from "../components/change.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { formatValue, NOTHING } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useAddress } from "../selection/use-address.ts";
import { GradeTag } from "../waves/quality/quality-badge.tsx";
import { useReadingSentence } from "../wording/use-reading-sentence.ts";
import { compareGroups } from "./compare-groups.ts";
import { useCompareWords } from "./use-compare-words.ts";

const HEADING = { above: "text-pos", below: "text-neg", same: "text-ink-2", unplaced: "text-ink-2" } as const;
const LIMITS = { points: [0, 100], percent: [0, 100], nps: [-100, 100] } as const;

/** Units as dots with their intervals, in groups and bands. */
export function CompareBands({ view }: { readonly view: UnitsView }) {
  const t = useTranslations("compare");
  const names = useNames();
  const words = useCompareWords();
  const sentence = useReadingSentence();
  const address = useAddress();
  const groups = compareGroups(view);
  const reference = view.reference.reading.value;
  const values = view.units.flatMap(({ reading, standardised }) =>
    [reading.low, reading.value, reading.high, standardised?.low, standardised?.high].filter(
      (value): value is number => value != null,
    ),
  );
  const scale = niceScale(reference === null ? values : [...values, reference], {
    limits: LIMITS[view.node.unit],
  });
  const rowOf = (row: ComparedUnit, first: boolean): BandTableRow => {
    const even = view.standardisation === null ? null : row.standardised;
    const shown = even ?? row.reading;
    return {
      key: row.unit.id,
      band: first ? words.band(row) : undefined,
      name: (
        <>
          <ScreenLink
            href={address("/", { unit: row.unit.id })}
            className="target-row whitespace-nowrap hover:text-accent hover:underline"
          >
            {names.unit(row.unit)}
          </ScreenLink>
          <GradeTag grade={row.grade} className="ml-1.5 max-sm:ml-0" />
          <span className="ml-1 text-12 text-ink-3 max-sm:ml-0 max-sm:block">{words.note(row, view)}</span>
        </>
      ),
      reading: shown,
      counted: row.reading,
      previous: even ? row.reading : null,
      label: sentence({
        of: [names.unit(row.unit)],
        reading: shown,
        unit: view.node.unit,
        reference: { name: names.unit(view.reference.unit), difference: row.difference },
      }),
      cells: [
        <Change key="difference" change={row.difference} unit={view.node.unit} />,
        <span key="ranks" className="text-ink-3">
          {row.ranks ? t("rankRange", { best: row.ranks[0], worst: row.ranks[1] }) : NOTHING}
        </span>,
        <span key="funnel" className={row.funnel === "alarm" ? "font-semibold text-ink" : "text-ink-3"}>
          {words.funnel(row)}
        </span>,
      ],
    };
  };
  return (
    <>
      <p className="flex flex-wrap gap-x-4 border-t border-line px-4 pt-2 text-12 text-ink-3">
        <DotLegend
          now={t("legendDot")}
          before={view.standardisation ? t("legendHollow") : undefined}
          reference={
            reference === null
              ? undefined
              : t("legendLine", {
                  reference: names.unit(view.reference.unit),
                  value: formatValue(reference, view.node.unit),
                })
          }
        />
        <span>{t("sameBand")}</span>
      </p>
      <BandTable
        words={{
          band: t("band"),
          name: t("unit"),
          sample: t("sample"),
          chart: t("chart"),
          value: t("value"),
        }}
        nameWidth="w-[104px] sm:w-[176px]"
        columns={[
          { key: "difference", title: t("difference"), width: "w-[84px] lg:w-[88px]" },
          { key: "ranks", title: t("ranks"), width: "w-[92px]", wideOnly: true },
          { key: "funnel", title: t("funnel"), width: "w-[112px]", wideOnly: true },
        ]}
        scale={scale}
        reference={reference}
        unit={view.node.unit}
        groups={groups.map(({ kind, units }) => ({
          key: kind,
          ...(kind !== "band" && {
            heading: {
              text: t(`group_${kind}`, { reference: names.unit(view.reference.unit), count: units.length }),
              className: HEADING[kind],
            },
          }),
          rows: units.map((unit, at) => rowOf(unit, at === 0 || units[at - 1]?.band !== unit.band)),
        }))}
      />
    </>
  );
}
