"use client";

import { Fragment } from "react";
import { useTranslations } from "use-intl";
import type { ComparedUnit, UnitsView } from "#server/explanations/units-view.ts";
import { DotRange, DotRangeAxis } from "../charts/dot-range.tsx";
import { niceScale, type Scale } from "../charts/scale.ts";
import { Change } from "../components/change.tsx";
import { CountCell } from "../components/count-badge.tsx";
import { ScreenLink } from "../components/screen-link.tsx";
import { formatValue, NOTHING } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { useAddress } from "../selection/use-address.ts";
import { useReadingSentence } from "../wording/use-reading-sentence.ts";
import { compareGroups } from "./compare-groups.ts";
import { useCompareWords } from "./use-compare-words.ts";

const LIMITS = { points: [0, 100], percent: [0, 100], nps: [-100, 100] } as const;

/** Units as dots with their intervals, in groups and bands. */
export function CompareBands({ view }: { readonly view: UnitsView }) {
  const t = useTranslations("compare");
  const names = useNames();
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
  return (
    <>
      <p className="flex flex-wrap gap-x-4 border-t border-line px-4 pt-2 text-12 text-ink-3">
        <span>{t("legendDot")}</span>
        {view.standardisation && <span>{t("legendHollow")}</span>}
        {reference !== null && (
          <span>
            {t("legendLine", {
              reference: names.unit(view.reference.unit),
              value: formatValue(reference, view.node.unit),
            })}
          </span>
        )}
        <span>{t("sameBand")}</span>
      </p>
      <table className="w-full table-fixed border-collapse">
        <colgroup>
          <col className="w-4 sm:w-[72px]" />
          <col className="w-[104px] sm:w-[176px]" />
          <col className="w-12 max-sm:hidden" />
          <col />
          <col className="w-12" />
          <col className="w-[84px] lg:w-[88px]" />
          <col className="w-[92px] max-lg:hidden" />
          <col className="w-[92px] max-lg:hidden" />
        </colgroup>
        <thead>
          <tr className="text-left text-12 text-ink-3 [&>th]:h-7 [&>th]:p-0 [&>th]:font-normal [&>th]:whitespace-nowrap">
            <th scope="col" className="sm:pl-4!">
              <span className="max-sm:sr-only">{t("band")}</span>
            </th>
            <th scope="col">{t("unit")}</th>
            <th scope="col" className="text-right! max-sm:hidden">
              {t("sample")}
            </th>
            <th scope="col" className="px-3! sm:px-4!">
              <span className="sr-only">{t("chart")}</span>
              <DotRangeAxis scale={scale} />
            </th>
            <th scope="col" className="text-right!">
              {t("value")}
            </th>
            <th scope="col" className="text-right! max-lg:pr-4!">
              {t("difference")}
            </th>
            <th scope="col" className="text-right! max-lg:hidden">
              {t("ranks")}
            </th>
            <th scope="col" className="pr-4! text-right! max-lg:hidden">
              {t("funnel")}
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ kind, units }) => (
            <Fragment key={kind}>
              {kind !== "band" && (
                <tr className="border-t border-line-strong">
                  <th
                    scope="colgroup"
                    colSpan={5}
                    className={`h-8 px-4 text-left text-13 font-semibold ${kind === "above" ? "text-pos" : kind === "below" ? "text-neg" : "text-ink-2"}`}
                  >
                    {t(`group_${kind}`, { reference: names.unit(view.reference.unit), count: units.length })}
                  </th>
                  {/* as many cells as the width has columns: more would take room from the chart */}
                  <td className="max-sm:hidden" />
                  <td colSpan={2} className="max-lg:hidden" />
                </tr>
              )}
              {units.map((unit, at) => (
                <Row
                  key={unit.unit.id}
                  view={view}
                  row={unit}
                  first={at === 0 || units[at - 1]?.band !== unit.band}
                  scale={scale}
                  reference={reference}
                />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Row({
  view,
  row,
  first,
  scale,
  reference,
}: {
  readonly view: UnitsView;
  readonly row: ComparedUnit;
  readonly first: boolean;
  readonly scale: Scale;
  readonly reference: number | null;
}) {
  const t = useTranslations("compare");
  const names = useNames();
  const words = useCompareWords();
  const sentence = useReadingSentence();
  const address = useAddress();
  const even = view.standardisation === null ? null : row.standardised;
  const shown = even ?? row.reading;
  const { unit: kind } = view.node;
  const full = row.reading.state === "full";
  return (
    <tr className={`[&>td]:p-0 [&>th]:p-0 ${first ? "border-t border-line" : ""}`}>
      <td className="text-12 whitespace-nowrap text-ink-3 sm:pl-4!">
        <span className="hidden sm:inline">{first ? words.band(row) : ""}</span>
      </td>
      <th scope="row" className="h-8 text-left font-normal">
        {first && row.band !== null && (
          <span className="block pt-1 text-12 text-ink-3 sm:hidden">{words.band(row)}</span>
        )}
        <ScreenLink
          href={address("/", { unit: row.unit.id })}
          className="target-row whitespace-nowrap hover:text-accent hover:underline"
        >
          {names.unit(row.unit)}
        </ScreenLink>
        <span className="ml-1 text-12 text-ink-3 max-sm:block max-sm:ml-0">{words.note(row, view)}</span>
      </th>
      <td className="text-right max-sm:hidden">
        <CountCell reading={row.reading} />
      </td>
      <td className="px-3! sm:px-4!">
        <DotRange
          reading={shown}
          previous={even ? row.reading : null}
          reference={reference}
          scale={scale}
          label={sentence({
            of: [names.unit(row.unit)],
            reading: shown,
            unit: kind,
            reference: { name: names.unit(view.reference.unit), difference: row.difference },
          })}
        />
      </td>
      <td className={`text-right ${full ? "font-semibold" : "text-ink-2"}`}>
        {shown.state === "n-only" ? NOTHING : shown.state === "hidden" ? "·" : formatValue(shown.value, kind)}
      </td>
      <td className="text-right max-lg:pr-4!">
        <Change change={row.difference} unit={kind} />
      </td>
      <td className="text-right text-12 text-ink-3 max-lg:hidden">
        {row.ranks ? t("rankRange", { best: row.ranks[0], worst: row.ranks[1] }) : NOTHING}
      </td>
      <td className="pr-4! text-right text-12 max-lg:hidden">
        <span className={row.funnel === "alarm" ? "font-semibold text-ink" : "text-ink-3"}>
          {words.funnel(row)}
        </span>
      </td>
    </tr>
  );
}
