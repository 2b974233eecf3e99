"use client";

import { useTranslations } from "use-intl";
import type { ChangeView } from "#server/indicators/reading-view.ts";
import type { CellView } from "#server/indicators/views.ts";
import { Tag, type TagTone } from "../components/tag.tsx";
import { formatCount, formatDifference, formatValue } from "../format.ts";

type Verdict = ChangeView["verdict"];

const TONE: Readonly<Record<Verdict, TagTone>> = {
  better: "good",
  worse: "attention",
  "not-distinguishable": "plain",
};
const TARGET = {
  better: "targetMet",
  worse: "targetMissed",
  "not-distinguishable": "targetUnclear",
} as const;
const BENCHMARK = {
  better: "benchmarkAbove",
  worse: "benchmarkBelow",
  "not-distinguishable": "benchmarkUnclear",
} as const;

/** What the number is to reach and what others published, each with its verdict and where it comes from. */
export function DetailHeld({ view }: { readonly view: CellView }) {
  const t = useTranslations("heat");
  const { target, benchmarks } = view;
  const { unit } = view.node;
  if (target === null && benchmarks.length === 0) return null;
  const gap = (difference: ChangeView) => formatDifference(difference.difference, unit);
  return (
    <ul className="mt-2 flex flex-col gap-1 text-13">
      {target && (
        <li className="flex flex-wrap items-center gap-x-2">
          <span>
            {t("targetIs", { year: String(view.wave.year), value: formatValue(target.value, unit) })}
          </span>
          {target.difference && (
            <>
              <Tag tone={TONE[target.difference.verdict]}>{t(TARGET[target.difference.verdict])}</Tag>
              <span className="text-ink-3">{gap(target.difference)}</span>
            </>
          )}
        </li>
      )}
      {benchmarks.map((benchmark) => (
        <li key={benchmark.source} className="flex flex-wrap items-center gap-x-2">
          <span>
            {t("benchmark")} {formatValue(benchmark.value, unit)}
          </span>
          {benchmark.example && <Tag tone="outline">{t("example")}</Tag>}
          {benchmark.difference && (
            <Tag tone={TONE[benchmark.difference.verdict]}>{t(BENCHMARK[benchmark.difference.verdict])}</Tag>
          )}
          <span className="text-12 text-ink-3">
            {t(benchmark.n === null ? "sourceIs" : "sourceIsMany", {
              source: benchmark.source,
              year: String(benchmark.year),
              n: formatCount(benchmark.n),
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}
