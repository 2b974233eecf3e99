"use client";

import { useTranslations } from "use-intl";
import type { BenchmarkEntry, TargetsView } from "#server/targets/list-entries.ts";
import { Button } from "../components/button.tsx";
import { PlainTable } from "../components/plain-table.tsx";
import { Tag } from "../components/tag.tsx";
import { formatCount, formatValue } from "../format.ts";
import { useNames } from "../language/use-names.ts";

/** What others published, each with its source and year. */
export function BenchmarkTable({
  view,
  rows,
  editable,
  onOpen,
}: {
  readonly view: TargetsView;
  readonly rows: readonly BenchmarkEntry[];
  readonly editable: boolean;
  readonly onOpen: (entry: BenchmarkEntry) => void;
}) {
  const t = useTranslations("targets");
  const names = useNames();
  const nodeOf = (id: string) => view.nodes.find((node) => node.id === id);
  return (
    <PlainTable
      caption={t("benchmarks")}
      rows={rows}
      rowKey={({ node, source, year }) => `${node}|${source}|${year}`}
      columns={[
        {
          key: "node",
          title: t("indicator"),
          cell: ({ node, example }) => {
            const of = nodeOf(node);
            return (
              <span className="inline-flex flex-wrap items-center gap-1.5">
                {of ? names.node(of) : node}
                {example && <Tag tone="outline">{t("example")}</Tag>}
              </span>
            );
          },
        },
        {
          key: "value",
          title: t("value"),
          right: true,
          cell: ({ node, versions }) =>
            formatValue(versions[0]?.value ?? null, nodeOf(node)?.unit ?? "points"),
        },
        { key: "n", title: t("count"), right: true, cell: ({ n }) => formatCount(n) },
        { key: "year", title: t("year"), right: true, cell: ({ year }) => year },
        { key: "source", title: t("source"), cell: ({ source }) => source },
        { key: "note", title: t("remark"), wideOnly: true, cell: ({ versions }) => versions[0]?.note ?? "" },
        ...(editable
          ? [
              {
                key: "do",
                title: t("change"),
                right: true,
                cell: (entry: BenchmarkEntry) => (
                  <Button size="small" onClick={() => onOpen(entry)}>
                    {t("change")}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
