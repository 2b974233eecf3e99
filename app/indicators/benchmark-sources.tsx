"use client";

import { useTranslations } from "use-intl";
import type { BenchmarkView, HeatView } from "#server/indicators/views.ts";
import { Tag } from "../components/tag.tsx";
import { formatCount } from "../format.ts";
import { useNames } from "../language/use-names.ts";

/** Where the benchmarks of a table come from: a number without its source is none. */
export function BenchmarkSources({
  benchmarks,
  rows,
}: {
  readonly benchmarks: readonly BenchmarkView[];
  readonly rows: HeatView["rows"];
}) {
  const t = useTranslations("heat");
  const names = useNames();
  if (benchmarks.length === 0) return null;
  const sources = Map.groupBy(benchmarks, ({ source, year, n }) => JSON.stringify([source, year, n]));
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-ink-3">
      {[...sources.values()].map((own) => {
        const [first] = own;
        if (!first) return null;
        const titles = own.flatMap(({ node }) => {
          const row = rows.find((each) => each.node.id === node);
          return row ? [names.node(row.node)] : [];
        });
        return (
          <li
            key={`${first.source}|${first.year}|${first.n}`}
            className="inline-flex flex-wrap items-center gap-1.5"
          >
            {first.example && <Tag tone="outline">{t("example")}</Tag>}
            {t(first.n === null ? "sourceOf" : "sourceOfMany", {
              names: titles.join(t("joiner")),
              source: first.source,
              year: String(first.year),
              n: formatCount(first.n),
            })}
          </li>
        );
      })}
    </ul>
  );
}
