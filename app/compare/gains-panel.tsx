"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { RelativeChange, RelativeChangesView } from "#server/explanations/relative-changes.ts";
import type { UnitsView } from "#server/explanations/units-answer.ts";
import { DotRange, DotRangeAxis } from "../charts/dot-range.tsx";
import { niceScale, type Scale } from "../charts/scale.ts";
import { AskedOtherwiseNote, Change } from "../components/change.tsx";
import { ChoiceChip } from "../components/choice-chip.tsx";
import { FailureNotice } from "../components/failure-notice.tsx";
import { Panel, PanelHeader } from "../components/panel.tsx";
import { PassportButton } from "../components/passport-footer.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { Bone } from "../components/skeleton.tsx";
import { TableToggle } from "../components/table-toggle.tsx";
import { formatDifference, NOTHING } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { PictureMenu } from "../pictures/picture-menu.tsx";
import { useSelection } from "../selection/selection-context.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { GradeTag } from "../waves/quality/quality-badge.tsx";
import { COMPARE_SELECTION, changesQueryOf } from "./compare-selection.ts";
import { WatchList } from "./watch-list.tsx";

/** Who moved more since the wave before: each unit's change less the group's, or less another unit's. */
export function GainsPanel({ view }: { readonly view: UnitsView }) {
  const t = useTranslations("gains");
  const names = useNames();
  const trpc = useTRPC();
  const [selection] = useSelection();
  const [own, choose] = useQueryStates(COMPARE_SELECTION);
  const [asTable, setAsTable] = useState(false);
  const drawn = useRef<HTMLDivElement>(null);
  const against = view.units.find(({ unit }) => unit.id === own.against)?.unit;
  const query = changesQueryOf(selection, { ...own, against: against?.id ?? null }, view.unit.id);
  const { data, error, refetch, isPlaceholderData } = useQuery(
    trpc.compare.changes.queryOptions(query, { placeholderData: keepPreviousData }),
  );
  if (view.units.length < 2) return null;
  const known = data?.units.some(({ beyond }) => beyond !== null);
  return (
    <Panel labelledBy="gains">
      <PanelHeader
        id="gains"
        title={t("title")}
        beside={
          data?.previousWave && (
            <span className="text-12 text-ink-3">
              {t("since", {
                before: String(data.previousWave.year),
                after: String(data.wave.year),
                reference: names.unit(data.reference.unit),
              })}
            </span>
          )
        }
      >
        <ChoiceChip
          name={t("against")}
          value={against ? String(against.id) : ""}
          fallback=""
          choices={[
            { value: "", label: view.reference.unit ? names.unit(view.reference.unit) : t("whole") },
            ...view.units.map(({ unit }) => ({ value: String(unit.id), label: names.unit(unit) })),
          ]}
          onChoose={(value) => choose({ against: value === "" ? null : Number(value) })}
        />
        {known && data && !asTable && (
          <PictureMenu
            {...{ what: "compare-changes", of: drawn, view: data }}
            title={`${t("title")} · ${names.node(data.node)}`}
            measure={`${t("beyond")} · ${names.unit(data.reference.unit)}`}
          />
        )}
        {known && <TableToggle shown={asTable} onToggle={setAsTable} />}
      </PanelHeader>
      <div ref={drawn} aria-busy={isPlaceholderData} className="transition-opacity aria-busy:opacity-60">
        {data ? (
          <GainsContent view={data} asTable={asTable} />
        ) : error ? (
          <FailureNotice error={error} onRetry={refetch} heading="h3" />
        ) : (
          <Bone className="mx-4 mb-4 h-24" />
        )}
      </div>
    </Panel>
  );
}

function GainsContent({ view, asTable }: { readonly view: RelativeChangesView; readonly asTable: boolean }) {
  const t = useTranslations("gains");
  const names = useNames();
  const known = view.units.filter(({ beyond }) => beyond !== null);
  const leftOut = view.units.filter((row) => row.leftOut && row.change !== null);
  const reference = names.unit(view.reference.unit);
  const of = (verdict: string) => known.filter(({ beyond }) => beyond?.verdict === verdict);
  const same = of("not-distinguishable");
  const apart = known.filter((row) => !same.includes(row));
  const [up, down] = [of("better").length, of("worse").length];
  const ends = known.flatMap(({ beyond }) => [beyond?.low, beyond?.high]).filter((end) => end != null);
  const scale = niceScale([0, ...ends], { limits: [-200, 200] });
  if (known.length === 0)
    return (
      <p className="border-t border-line px-4 py-4 text-13 text-ink-2">
        {t(view.previousWave === null ? "noEarlier" : view.broken ? "broken" : "none")}
      </p>
    );
  return (
    <>
      <p className="px-4 pb-2 text-13">
        {t(up + down === 0 ? "findingSame" : "finding", { up, down, same: same.length, reference })}
      </p>
      {asTable ? (
        <GainsTable view={view} rows={known} />
      ) : (
        <>
          {apart.length > 0 && <GainsRows view={view} rows={apart} scale={scale} />}
          {same.length > 0 && (
            <details className="border-t border-line" open={apart.length === 0 || same.length <= 6}>
              <summary className="target-44 cursor-pointer px-4 py-2 text-13 text-ink-2">
                {t("rest", { count: same.length })}
              </summary>
              <GainsRows view={view} rows={same} scale={scale} />
            </details>
          )}
        </>
      )}
      <WatchList view={view} />
      {leftOut.length > 0 && (
        <div className="border-t border-line px-4 py-2 text-13 text-ink-2">
          <p>{t("leftOutC", { count: leftOut.length })}</p>
          <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
            {leftOut.map(({ unit, change, grade }) => (
              <li key={unit.id} className="flex items-center gap-1.5">
                {names.unit(unit)}
                <GradeTag grade={grade} letter />
                <Change change={change} unit={view.node.unit} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <AskedOtherwiseNote
        changes={known.flatMap(({ change, beyond }) => [change, beyond])}
        className="px-4 pt-2"
      />
      <div className="px-4 pt-1 pb-3 text-12">
        <PassportButton view={view} />
      </div>
    </>
  );
}

function GainsRows({
  view,
  rows,
  scale,
}: {
  readonly view: RelativeChangesView;
  readonly rows: readonly RelativeChange[];
  readonly scale: Scale;
}) {
  const t = useTranslations("gains");
  const names = useNames();
  const { unit: kind } = view.node;
  const signed = (value: number | null | undefined) =>
    value == null ? NOTHING : formatDifference(value, kind);
  return (
    <table className="w-full table-fixed border-collapse text-13">
      <colgroup>
        <col className="w-[104px] sm:w-[176px]" />
        <col />
        <col className="w-[72px] sm:w-[96px]" />
        <col className="w-[80px] sm:w-[112px]" />
      </colgroup>
      <thead>
        <tr className="text-left text-12 text-ink-3 [&>th]:h-7 [&>th]:p-0 [&>th]:font-normal">
          <th scope="col" className="pl-4!">
            {t("unit")}
          </th>
          <th scope="col" className="px-3!">
            <span className="sr-only">{t("chart")}</span>
            <DotRangeAxis scale={scale} />
          </th>
          <th scope="col" className="text-right!">
            {t("own")}
          </th>
          <th scope="col" className="pr-4! text-right!">
            {t("beyond")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ unit, change, beyond, grade }) => (
          <tr key={unit.id} className="border-t border-line">
            <th scope="row" className="truncate py-1 pl-4 text-left font-normal" title={names.unit(unit)}>
              {names.unit(unit)}
              <GradeTag grade={grade} className="ml-1.5" />
            </th>
            <td className="px-3">
              <DotRange
                reading={{
                  value: beyond?.difference ?? null,
                  low: beyond?.low ?? null,
                  high: beyond?.high ?? null,
                  halfWidth: null,
                  n: null,
                  state: "full",
                }}
                previous={null}
                reference={0}
                scale={scale}
                label={t("label", {
                  unit: names.unit(unit),
                  reference: names.unit(view.reference.unit),
                  difference: signed(beyond?.difference),
                  low: signed(beyond?.low),
                  high: signed(beyond?.high),
                })}
              />
            </td>
            <td className="text-right">
              <Change change={change} unit={kind} />
            </td>
            <td className="pr-4 text-right">
              <Change change={beyond} unit={kind} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function GainsTable({
  view,
  rows,
}: {
  readonly view: RelativeChangesView;
  readonly rows: readonly RelativeChange[];
}) {
  const t = useTranslations("gains");
  const names = useNames();
  const { unit: kind } = view.node;
  const signed = (value: number | null | undefined) =>
    value == null ? NOTHING : formatDifference(value, kind);
  return (
    <PlainTable
      caption={t("title")}
      rows={rows}
      rowKey={({ unit }) => unit.id}
      columns={[
        { key: "unit", title: t("unit"), cell: ({ unit }) => names.unit(unit) },
        {
          key: "own",
          title: t("own"),
          right: true,
          cell: ({ change }) => <Change change={change} unit={kind} />,
        },
        {
          key: "beyond",
          title: t("beyond"),
          right: true,
          cell: ({ beyond }) => <Change change={beyond} unit={kind} />,
        },
        {
          key: "interval",
          title: t("interval"),
          right: true,
          cell: ({ beyond }) => `${signed(beyond?.low)} – ${signed(beyond?.high)}`,
        },
      ]}
    />
  );
}
