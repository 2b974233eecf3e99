"use client";

import { useTranslations } from "use-intl";
import type { UnitRef } from "#server/scope/unit-view.ts";
import type { RepresentedRow } from "#server/waves/monitor/representativeness.ts";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { Panel, PanelHeader } from "../../components/panel.tsx";
import { Tag } from "../../components/tag.tsx";
import { formatCount, formatShare } from "../../format.ts";
import { useNames } from "../../language/use-names.ts";

/** Whether those who answered are like those they stand for, before and after weighting. */
export function LikenessPanel({
  represented,
  regions: known,
}: {
  readonly represented: readonly RepresentedRow[];
  /** For their names. */
  readonly regions: readonly Pick<UnitRef, "id" | "name" | "nameEn">[];
}) {
  const t = useTranslations("monitor");
  const names = useNames();
  const regions = new Map(known.map((region) => [String(region.id), region]));
  if (represented.length === 0) return null;
  const off = represented.filter(({ isOff }) => isOff).length;
  const nameOf = ({ by, value }: RepresentedRow): string => {
    if (value === "") return t("unknown");
    const phase = OWNER_PHASES.find((each) => each === value);
    if (by === "phase" && phase) return names.phase(phase);
    const region = regions.get(value);
    return by === "region" && region ? names.unit(region) : value;
  };
  return (
    <Panel labelledBy="likeness">
      <PanelHeader
        id="likeness"
        title={t("likeness")}
        beside={
          <span className="text-12 text-ink-3">
            {off === 0 ? t("likenessFine") : t("likenessOff", { count: off })}
          </span>
        }
      />
      <div className="scroll-quiet overflow-x-auto px-4 pb-3">
        <table className="w-full min-w-[480px] border-collapse text-13">
          <caption className="sr-only">{t("likeness")}</caption>
          <thead>
            <tr className="border-b border-line-strong text-12 text-ink-3 [&>th]:h-7 [&>th]:text-right [&>th]:font-normal">
              <th scope="col" className="text-left!">
                {t("cut")}
              </th>
              <th scope="col">{t("owners")}</th>
              <th scope="col">{t("ofOwners")}</th>
              <th scope="col">{t("ofDrawn")}</th>
              <th scope="col">{t("ofAnswers")}</th>
              <th scope="col">{t("ofWeighted")}</th>
              <th scope="col">
                <span className="sr-only">{t("lookAt")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {represented.map((row) => (
              <tr
                key={`${row.by} ${row.value}`}
                className="border-b border-line last:border-0 [&>td]:text-right"
              >
                <th scope="row" className="py-1 text-left font-normal whitespace-nowrap">
                  <span className="text-12 text-ink-3">{t(`by_${row.by}`)}</span> {nameOf(row)}
                </th>
                <td>{formatCount(row.owners)}</td>
                <td>{formatShare(row.ofOwners)}</td>
                <td>{formatShare(row.ofAsked)}</td>
                <td>{formatShare(row.ofAnswers)}</td>
                <td>{formatShare(row.ofWeighted)}</td>
                <td>{row.isOff && <Tag tone="attention">{t("off")}</Tag>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
