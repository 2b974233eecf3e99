"use client";

import { useTranslations } from "use-intl";
import type { UnitsView } from "#server/explanations/units-answer.ts";
import { PlainTable } from "../components/plain-table.tsx";
import { formatCount, formatDifference, formatHalfWidth, formatValue, NOTHING } from "../format.ts";
import { useNames } from "../language/use-names.ts";
import { scoreMark, withheldMark } from "../withheld-mark.ts";
import { useCompareWords } from "./use-compare-words.ts";

/** The comparison as a table. */
export function CompareTable({ view }: { readonly view: UnitsView }) {
  const t = useTranslations("compare");
  const names = useNames();
  const words = useCompareWords();
  const { unit } = view.node;
  return (
    <PlainTable
      caption={t("bandsTitle")}
      rows={view.units}
      rowKey={(row) => row.unit.id}
      onPhone="table"
      columns={[
        { key: "unit", title: t("unit"), cell: (row) => `${names.unit(row.unit)} ${words.note(row, view)}` },
        { key: "band", title: t("band"), cell: (row) => words.band(row) },
        {
          key: "n",
          title: t("sample"),
          right: true,
          cell: ({ reading }) => withheldMark(reading) ?? formatCount(reading.n),
        },
        {
          key: "own",
          title: t("mixOwn"),
          right: true,
          cell: ({ reading }) =>
            `${scoreMark(reading) ?? formatValue(reading.value, unit)} ${formatHalfWidth(reading.halfWidth, unit)}`,
        },
        {
          key: "standard",
          title: t("mixStandard"),
          right: true,
          cell: ({ standardised }) =>
            standardised === null
              ? NOTHING
              : `${formatValue(standardised.value, unit)} ${formatHalfWidth(standardised.halfWidth, unit)}`,
        },
        {
          key: "difference",
          title: t("difference"),
          right: true,
          cell: ({ difference }) =>
            difference === null
              ? NOTHING
              : `${formatDifference(difference.difference, unit)} ${difference.low === null || difference.high === null ? "" : t("between", { low: formatDifference(difference.low, unit), high: formatDifference(difference.high, unit) })}`,
        },
        {
          key: "ranks",
          title: t("ranks"),
          right: true,
          cell: ({ ranks }) => (ranks ? t("rankRange", { best: ranks[0], worst: ranks[1] }) : NOTHING),
        },
        { key: "grade", title: t("grade"), cell: ({ grade }) => grade ?? NOTHING },
        { key: "funnel", title: t("funnel"), cell: (row) => words.funnel(row) },
        {
          key: "eligible",
          title: t("eligible"),
          wideOnly: true,
          cell: (row) => (row.band === null ? NOTHING : t(row.eligible ? "eligibleYes" : "eligibleNo")),
        },
      ]}
    />
  );
}
