"use client";

import { useQuery } from "@tanstack/react-query";
import { memo, useState } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../components/class-names.ts";
import { PlainTable } from "../components/plain-table.tsx";
import { formatDifference, formatHalfWidth, formatValue } from "../format.ts";
import { useTRPC, useTRPCClient } from "../trpc/client.tsx";
import { useWorkbench } from "./workbench-context.tsx";

const Z95 = 1.96;

/** What the version would have made of other waves than the one that is shown. Nothing of them changes. */
export const PastEffect = memo(function PastEffect({
  unit,
  shown,
  settled,
}: {
  readonly unit: number;
  readonly shown?: number;
  readonly settled: boolean;
}) {
  const t = useTranslations("weights");
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const waves = useQuery(trpc.waves.list.queryOptions({}, { staleTime: 60_000 }));
  const past = (waves.data ?? []).flatMap(({ id }) => (id === shown ? [] : [id]));
  if (past.length === 0) return null;
  return (
    <section
      aria-label={t("past")}
      className={classNames("rounded-panel border border-line", !open && "print:hidden")}
    >
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="target-44 flex w-full items-center justify-between px-3 py-1.5 text-left text-13"
      >
        {t("past")}
        <span className="text-accent print:hidden">{t(open ? "fold" : "unfold")}</span>
      </button>
      {open && <PastTable unit={unit} waves={past} settled={settled} />}
    </section>
  );
});

/** One row a wave, asked for once the draft has settled. */
function PastTable({
  unit,
  waves,
  settled,
}: {
  readonly unit: number;
  readonly waves: readonly number[];
  readonly settled: boolean;
}) {
  const t = useTranslations("weights");
  const client = useTRPCClient();
  const { definition, phase } = useWorkbench();
  const { data } = useQuery({
    queryKey: ["past-effect", unit, phase, definition],
    enabled: settled,
    staleTime: 60_000,
    gcTime: 60_000,
    queryFn: async () => {
      const rows = [];
      for (const id of waves) {
        const asked = { unit, wave: id, definition, precise: true, ...(phase && { phase }) };
        rows.push(await client.definitionDrafts.whatIf.mutate(asked));
      }
      return rows;
    },
  });
  if (!data)
    return (
      <p role="status" className="px-3 pb-3 text-13 text-ink-3">
        {t("settling")}
      </p>
    );
  return (
    <PlainTable
      caption={t("past")}
      rows={data}
      rowKey={(row) => row.wave.id}
      onPhone="table"
      columns={[
        { key: "wave", title: t("wave"), cell: (row) => row.wave.year },
        {
          key: "before",
          title: t("before"),
          right: true,
          cell: (row) => formatValue(row.units[0]?.before ?? null, "points"),
        },
        {
          key: "after",
          title: t("after"),
          right: true,
          cell: (row) => formatValue(row.units[0]?.after ?? null, "points"),
        },
        {
          key: "shift",
          title: t("shift"),
          right: true,
          cell: ({ units: [whole] }) =>
            `${formatDifference(whole?.shift ?? 0, "points")} ${formatHalfWidth(whole?.shiftSe == null ? null : Z95 * whole.shiftSe, "points")}`,
        },
        {
          key: "bands",
          title: t("bandsMoved"),
          right: true,
          cell: (row) => t("projectCount", { count: row.changedBand }),
        },
      ]}
    />
  );
}
