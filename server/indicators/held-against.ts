import type { OrgTree, TreeUnit } from "#server/scope/org-tree.ts";
import { pathTo } from "#server/scope/org-tree.ts";
import { againstFixed } from "#server/targets/against-fixed.ts";
import {
  type Benchmark,
  benchmarkFor,
  readBenchmarks,
  readTargets,
  type Target,
  targetFor,
} from "#server/targets/target-in-force.ts";
import type { IndicatorCut } from "./cut.ts";
import type { Place } from "./place.ts";
import { readingAt } from "./reading-of.ts";
import type { ReadingView } from "./reading-view.ts";
import type { Sources } from "./sources.ts";
import type { BenchmarkView, TargetView } from "./views.ts";

/** Targets and benchmarks as far as a cut may be held against them. */
export type Fixed = { readonly targets: readonly Target[]; readonly benchmarks: readonly Benchmark[] };

const NOTHING: Fixed = { targets: [], benchmarks: [] };

/** Targets and benchmarks are about the mean of all owners of a unit: to anything else nothing is held against them. */
export async function fixedFor(
  { db }: Sources,
  { query, measure, estimand }: Pick<IndicatorCut, "query" | "measure" | "estimand">,
): Promise<Fixed> {
  const usual = measure === "mean" && estimand === "owner-weighted";
  if (!usual || query.phase !== undefined || query.mode !== undefined) return NOTHING;
  const [targets, benchmarks] = await Promise.all([readTargets(db), readBenchmarks(db)]);
  return { targets, benchmarks };
}

/** The target of a unit and indicator in a year. */
export function targetAt(
  { targets }: Fixed,
  tree: OrgTree,
  unit: TreeUnit,
  node: string,
  year: number,
): number | undefined {
  return targetFor(targets, node, pathTo(tree, unit.id), year);
}

/** The target of a cut's own unit, with its verdict; null where there is none. */
export function targetView(cut: IndicatorCut, fixed: Fixed, place: Place, node: string): TargetView | null {
  const value = targetAt(fixed, cut.tree, cut.unit, node, cut.now.wave.year);
  if (value === undefined) return null;
  return { value, difference: againstFixed(readingAt(cut.now.table, place, node), value) };
}

/** One benchmark beside a reading. */
export function benchmarkView(benchmark: Benchmark, reading: ReadingView): BenchmarkView {
  return { ...benchmark, difference: againstFixed(reading, benchmark.value) };
}

/** The newest benchmark of each source that is not later than the wave. */
export function benchmarksOf(
  cut: IndicatorCut,
  { benchmarks }: Fixed,
  place: Place,
  node: string,
): readonly BenchmarkView[] {
  const reading = readingAt(cut.now.table, place, node);
  const own = benchmarks.filter((each) => each.node === node && each.year <= cut.now.wave.year);
  const newest = own.filter((each, at) => own.findIndex(({ source }) => source === each.source) === at);
  return newest.map((benchmark) => benchmarkView(benchmark, reading));
}

/** The number a cell is held against, if that is a target or a benchmark. */
export function fixedAt(
  cut: IndicatorCut,
  fixed: Fixed,
  against: "target" | "benchmark",
  unit: TreeUnit,
  node: string,
): number | undefined {
  const { year } = cut.now.wave;
  return against === "target"
    ? targetAt(fixed, cut.tree, unit, node, year)
    : benchmarkFor(fixed.benchmarks, node, year)?.value;
}
