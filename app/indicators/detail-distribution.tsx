"use client";

import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { CellView, DistributionRow } from "#server/indicators/views.ts";
import { DivergingBar, divergingReach } from "../charts/diverging-bar.tsx";
import { TableToggle } from "../components/table-toggle.tsx";
import { formatFigure, formatValue, NOTHING } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { PictureMenu } from "../pictures/picture-menu.tsx";
import { DetailSection } from "./detail-section.tsx";

/** How people answered each item, lowest score first, as bars around the middle or as a table. */
export function DetailDistribution({ view }: { readonly view: CellView }) {
  const { distribution: rows } = view;
  const t = useTranslations("detail");
  const joiner = useTranslations("reading")("joiner");
  const names = useNames();
  const [asTable, setAsTable] = useState(false);
  const drawn = useRef<HTMLDivElement>(null);
  if (rows.length === 0) return null;
  if (rows.every((row) => row.answers === null)) {
    return (
      <DetailSection title={t("distribution")}>
        <p className="text-13 text-ink-3">{t("distributionHidden")}</p>
      </DetailSection>
    );
  }
  const ordered = rows.toSorted((a, b) => (a.reading.value ?? 101) - (b.reading.value ?? 101));
  const reach = divergingReach(rows);
  const labels = ordered.find((row) => row.answers !== null)?.answers ?? [];
  const lowest = labels[0]?.label;
  const highest = labels.at(-1)?.label;
  return (
    <DetailSection
      title={t("distribution")}
      note={t("distributionBase")}
      switches={
        <>
          {!asTable && (
            <PictureMenu
              {...{ what: "cell-distribution", of: drawn, view }}
              title={`${t("distribution")} · ${names.node(view.node)}`}
              measure={t("distributionBase")}
            />
          )}
          <TableToggle shown={asTable} onToggle={setAsTable} />
        </>
      }
    >
      {asTable ? (
        <DistributionTable rows={ordered} />
      ) : (
        <div ref={drawn}>
          {ordered.map((row) => (
            <div
              key={row.item.id}
              className="grid min-h-7 grid-cols-[112px_minmax(0,1fr)_40px] items-center gap-x-2"
            >
              <span className="py-0.5 text-13 leading-[18px]">{names.node(row.item)}</span>
              {row.answers === null ? (
                <span className="text-12 text-ink-3">{t("distributionHidden")}</span>
              ) : (
                <DivergingBar
                  answers={row.answers}
                  reach={reach}
                  label={t("answerSentence", {
                    name: names.node(row.item),
                    values: row.answers.map((answer) => Math.round(answer.per100)).join(joiner),
                  })}
                />
              )}
              <b className="text-right text-13">{formatFigure(row.reading.value, row.item.unit)}</b>
            </div>
          ))}
          <p className="mt-0.5 flex justify-between pr-12 pl-[120px] text-12 text-ink-3">
            <span className="inline-flex items-center gap-1">
              <i aria-hidden="true" className="size-2.5 bg-d-3" />
              {lowest ? names.text(lowest) : t("lowest")}
            </span>
            <span className="inline-flex items-center gap-1">
              {highest ? names.text(highest) : t("highest")}
              <i aria-hidden="true" className="size-2.5 bg-d3" />
            </span>
          </p>
        </div>
      )}
    </DetailSection>
  );
}

function DistributionTable({ rows }: { readonly rows: readonly DistributionRow[] }) {
  const t = useTranslations("table");
  const detail = useTranslations("detail");
  const names = useNames();
  return rows.map((row) => (
    <table key={row.item.id} className="mb-3 w-full border-collapse text-13">
      <caption className="pb-1 text-left text-13">
        {names.node(row.item)} <b>{formatValue(row.reading.value, row.item.unit)}</b>
      </caption>
      <thead>
        <tr className="border-b border-line-strong text-12 text-ink-3">
          <th scope="col" className="text-left font-normal">
            {t("answer")}
          </th>
          <th scope="col" className="text-right font-normal">
            {t("per100")}
          </th>
        </tr>
      </thead>
      <tbody>
        {row.answers?.map((answer) => (
          <tr key={answer.score} className="border-b border-line last:border-0">
            <th scope="row" className="h-6 text-left font-normal">
              {answer.label ? names.text(answer.label) : answer.score}
            </th>
            <td className="text-right">{answer.per100.toFixed(1)}</td>
          </tr>
        )) ?? (
          <tr>
            <td colSpan={2}>{NOTHING}</td>
          </tr>
        )}
        {row.asidePer100 !== null && (
          <tr className="text-ink-3">
            <th scope="row" className="h-6 text-left font-normal">
              {detail("aside")}
            </th>
            <td className="text-right">{row.asidePer100.toFixed(1)}</td>
          </tr>
        )}
      </tbody>
    </table>
  ));
}
