import type { Moments } from "#analytics/moments.ts";
import type { ResponseCut } from "#server/analysis/selection.ts";
import { tenureSpan } from "#surveys/tenure.ts";
import { naturalOrder } from "./natural-order.ts";

/**
 * What the answers of the free analysis are divided by, coarse after fine: `product_class` and `batch_class` are product types and
 * batches with the small ones merged.
 */
export const FREE_CUTS = ["mode", "product_type", "product_class", "batch", "batch_class"] as const;
export type FreeCut = (typeof FREE_CUTS)[number];

/** The coarser cut of a cut that has one. */
export const COARSER: Partial<Record<FreeCut, FreeCut>> = {
  product_type: "product_class",
  batch: "batch_class",
};

/** The column of the answers a cut is made from. */
export function columnOf(cut: FreeCut): ResponseCut {
  return cut === "product_class" ? "product_type" : cut === "batch_class" ? "batch" : cut;
}

/** The class of everything small, which has no name of its own. */
export const OTHERS = "*";

/** Answers by value and region. */
type Counts = ReadonlyMap<string, ReadonlyMap<string, number>>;

function countsOf(moments: Moments, column: ResponseCut): Counts {
  const counts = new Map<string, Map<string, number>>();
  for (const { group, respondents } of moments.cells) {
    const value = group[column] ?? "";
    const regions = counts.get(value) ?? new Map<string, number>();
    const region = group.region ?? "";
    regions.set(region, (regions.get(region) ?? 0) + respondents);
    counts.set(value, regions);
  }
  return counts;
}

/** Whether values together have enough answers in every region that has any of them. */
function suffice(counts: Counts, values: readonly string[], least: number): boolean {
  const sums = new Map<string, number>();
  for (const value of values)
    for (const [region, n] of counts.get(value) ?? []) sums.set(region, (sums.get(region) ?? 0) + n);
  return [...sums.values()].every((n) => n === 0 || n >= least);
}

/** Kinds by size: the small ones, and as many more as these need to be enough, are one class. The largest stays by itself. */
function kinds(counts: Counts, least: number): ReadonlyMap<string, string> {
  const size = (value: string) => [...(counts.get(value)?.values() ?? [])].reduce((sum, n) => sum + n, 0);
  const bySize = [...counts.keys()].toSorted((a, b) => size(b) - size(a) || naturalOrder(a, b));
  const own = bySize.filter((value) => suffice(counts, [value], least));
  const small = bySize.filter((value) => !own.includes(value));
  while (small.length > 0 && own.length > 1 && (small.length < 2 || !suffice(counts, small, least)))
    small.push(own.pop() as string);
  return new Map(bySize.map((value) => [value, small.length > 1 && small.includes(value) ? OTHERS : value]));
}

/** Values in their order: neighbours are one class until they are enough; what is left at the end joins the last one. */
function stretchesOf(counts: Counts, values: readonly string[], least: number): string[][] {
  const classes: string[][] = [];
  let open: string[] = [];
  for (const value of values) {
    open.push(value);
    if (!suffice(counts, open, least)) continue;
    classes.push(open);
    open = [];
  }
  if (open.length > 0) classes.push([...(classes.pop() ?? []), ...open]);
  return classes;
}

/**
 * Batches merged with their neighbours. Years since handover are of one owner phase each and are merged with years of the same phase
 * alone: a class of two phases would tell of those who make the difference.
 */
function stretches(
  counts: Counts,
  phaseOf: (value: string) => string,
  least: number,
): ReadonlyMap<string, string> {
  const values = [...counts.keys()].filter((each) => each !== "").toSorted(naturalOrder);
  const runs = Map.groupBy(values, (value) => (tenureSpan(value) === undefined ? "" : phaseOf(value)));
  const classes = [...runs.values()].flatMap((run) => stretchesOf(counts, run, least));
  const named = classes.flatMap((values) => {
    const name = values.length === 1 ? `${values[0]}` : `${values[0]} – ${values.at(-1)}`;
    return values.map((value) => [value, name] as const);
  });
  return new Map([...named, ...(counts.has("") ? [["", ""] as const] : [])]);
}

/**
 * Which class each product type or batch of a wave belongs to. There is one such division a wave, made from all its answers, whoever
 * asks and of whichever unit: two divisions could be subtracted from each other.
 * @param least answers a class should have in every region that has any of it
 */
export function mergedClasses(
  moments: Moments,
  cut: "product_class" | "batch_class",
  least: number,
): ReadonlyMap<string, string> {
  const counts = countsOf(moments, columnOf(cut));
  if (cut === "product_class") return kinds(counts, least);
  const phases = new Map(moments.cells.map(({ group }) => [group.batch ?? "", group.phase ?? ""]));
  return stretches(counts, (value) => phases.get(value) ?? "", least);
}

export type Classes = Readonly<Partial<Record<FreeCut, ReadonlyMap<string, string>>>>;

/** Sums with the classes of their values among their groups. */
export function withClasses(moments: Moments, classes: Classes): Moments {
  const named = Object.entries(classes) as [FreeCut, ReadonlyMap<string, string>][];
  if (named.length === 0) return moments;
  const cells = moments.cells.map((cell) => {
    const own = named.map(([cut, classOf]) => {
      const value = cell.group[columnOf(cut)] ?? "";
      return [cut, classOf.get(value) ?? value] as const;
    });
    return { ...cell, group: { ...cell.group, ...Object.fromEntries(own) } };
  });
  return { ...moments, cells };
}
