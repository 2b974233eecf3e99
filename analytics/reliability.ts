import { nodesOf, scoredColumn } from "./columns-of-definition.ts";
import type { IndexDefinition } from "./index-definition.ts";
import { columnName, type Moments, pairIndex } from "./moments.ts";
import { cronbachAlpha, feldtInterval, itemReliabilities } from "./statistics/cronbach-alpha.ts";
import type { Interval } from "./statistics/interval.ts";
import { fitOneFactor, omegaModelImplied } from "./statistics/omega.ts";
import { designOf } from "./stratum-design.ts";

/** What an item does to its dimension. */
export type ItemReliability = {
  readonly item: string;
  /** Correlation with the sum of the others; below 0.3 the item deserves a review. */
  readonly restCorrelation: number | undefined;
  /** Alpha of the others; undefined where fewer than two are left. */
  readonly alphaWithout: number | undefined;
};

export type NodeReliability = {
  readonly node: string;
  /** Fewest respondents that two of its items have in common. */
  readonly n: number;
  readonly alpha: number;
  /** Feldt's 95 % interval of alpha for n respondents; weights and strata are not counted in it. */
  readonly interval: Interval;
  /** Of a one-factor model, with the model's variance below the line; undefined below three items or where none fits. */
  readonly omega: number | undefined;
  readonly items: readonly ItemReliability[];
};

type Covariances = { readonly matrix: readonly (readonly number[])[]; readonly n: number };

/** Weighted covariances of scores, for each pair over the respondents who have both: Σw(x − x̄)(y − ȳ)/Σw · n/(n − 1). */
function covariancesOf(
  definition: IndexDefinition,
  { cells, columns, strata }: Moments,
  items: readonly string[],
): Covariances | undefined {
  const design = designOf({ ...definition, emptyStratum: "drop" }, strata);
  const places = new Map(columns.map((column, place) => [columnName(column), place]));
  const scored = items.map((item) => {
    const rule = definition.items[item];
    if (rule === undefined) throw new RangeError(`the definition has no item ${item}`);
    const { column, gain } = scoredColumn(item, rule);
    const place = places.get(columnName(column));
    if (place === undefined) throw new RangeError(`the sums have no column for ${item}`);
    return { place, gain };
  });
  let fewest = Number.POSITIVE_INFINITY;
  const matrix = scored.map(() => scored.map(() => 0));
  for (const [a, one] of scored.entries())
    for (const [b, two] of scored.entries()) {
      if (b < a) continue;
      const [low, high] = one.place <= two.place ? [one, two] : [two, one];
      const at = pairIndex(low.place, high.place, columns.length);
      let [n, total, sumLow, sumHigh, product] = [0, 0, 0, 0, 0];
      for (const cell of cells) {
        const weight = design.strata[design.placeOf.get(cell.stratum) ?? -1]?.weight ?? 0;
        if (weight === 0) continue;
        n += cell.n[at] ?? 0;
        total += weight * (cell.n[at] ?? 0);
        sumLow += weight * (cell.sumA[at] ?? 0);
        sumHigh += weight * (cell.sumB[at] ?? 0);
        product += weight * (cell.sumAB[at] ?? 0);
      }
      fewest = Math.min(fewest, n);
      if (n < 2) return undefined;
      const covariance = product / total - (sumLow / total) * (sumHigh / total);
      const value = (low.gain * high.gain * covariance * n) / (n - 1);
      (matrix[a] as number[])[b] = value;
      (matrix[b] as number[])[a] = value;
    }
  return { matrix, n: fewest };
}

/**
 * How far the items directly below a node measure one thing: Cronbach's alpha with Feldt's interval and McDonald's omega
 * of their scores, from pairwise covariances weighed by owners, with what each item does to them. For what: a dimension of three items or
 * more should have 0.7; an index that adds up unlike things need not, and a low alpha is no defect there.
 * Items nobody answered are left out.
 * @returns undefined where fewer than two items are left, two of them have fewer than two respondents in common, or nobody differs
 * @throws RangeError when the definition has no such node, or the sums are not those of the definition
 */
export function reliabilityOf(
  definition: IndexDefinition,
  moments: Moments,
  node: string,
): NodeReliability | undefined {
  const found = nodesOf(definition.tree).find(({ id }) => id === node);
  if (found === undefined) throw new RangeError(`the definition has no node ${node}`);
  const asked = Object.entries(found.items ?? {}).flatMap(([item, weight]) => {
    const column = moments.columns.findIndex((each) => each.kind !== "joint" && each.item === item);
    const own = pairIndex(column, column, moments.columns.length);
    return weight > 0 && column >= 0 && moments.cells.some(({ n }) => (n[own] ?? 0) > 0) ? [item] : [];
  });
  if (asked.length < 2) return undefined;
  const covariances = covariancesOf(definition, moments, asked);
  const alpha = covariances && cronbachAlpha(covariances.matrix);
  if (covariances === undefined || alpha === undefined) return undefined;
  const model = fitOneFactor(covariances.matrix);
  const items = itemReliabilities(covariances.matrix);
  return {
    node,
    n: covariances.n,
    alpha,
    interval: feldtInterval(alpha, covariances.n, asked.length),
    omega: model && omegaModelImplied(model),
    items: asked.map((item, at) => ({
      item,
      restCorrelation: items[at]?.restCorrelation,
      alphaWithout: items[at]?.alphaWithout,
    })),
  };
}
