"use client";

import { Check, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Reconciliation } from "#server/waves/close/reconcile.ts";
import { Icon } from "../../components/glyph.tsx";
import { PlainTable } from "../../components/plain-table.tsx";
import { formatCount } from "../../format.ts";

/** The sums that must come out, both sides beside each other. */
export function SumLines({ lines }: { readonly lines: Reconciliation["lines"] }) {
  const t = useTranslations("wave");
  return (
    <PlainTable
      caption={t("sums")}
      rows={lines}
      rowKey={(line) => line.code}
      onPhone="table"
      columns={[
        {
          key: "sum",
          title: t("sumOf"),
          cell: (line) => <span className="font-normal">{t(`line_${line.code}`)}</span>,
        },
        { key: "left", title: t("left"), right: true, cell: (line) => formatCount(line.left) },
        { key: "right", title: t("right"), right: true, cell: (line) => formatCount(line.right) },
        {
          key: "holds",
          title: t("agrees"),
          right: true,
          cell: (line) => (
            <span className={`inline-flex items-center gap-1 ${line.holds ? "text-pos" : "text-danger"}`}>
              <Icon of={line.holds ? Check : TriangleAlert} size={14} />
              {t(line.holds ? "agreesYes" : "agreesNo")}
            </span>
          ),
        },
      ]}
    />
  );
}
