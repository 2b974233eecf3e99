import type { Moments } from "#analytics/moments.ts";
import { remembered } from "#server/indicators/table-cache.ts";
import { definitionsOf, momentsOfWave } from "#server/indicators/wave-table.ts";
import type { CutTableRequest } from "./cut-table.ts";
import { type Classes, columnOf, type FreeCut, mergedClasses, withClasses } from "./merged-classes.ts";
import { held } from "./table-shelf.ts";

/** The classes of the values that cuts divide by, the same for every table of the wave. */
export async function classesFor(
  { sources, published, request, whole, classMinimum }: CutTableRequest,
  cuts: readonly FreeCut[],
): Promise<Classes> {
  const columns = cuts.map(columnOf);
  const wanted = (["product_class", "batch_class"] as const).filter((each) =>
    columns.includes(columnOf(each)),
  );
  const found = wanted.map(async (each) => {
    const classOf = await remembered(`classes|${whole.id}|${each}`, async () => {
      const { moments } = await momentsOfWave(sources, [published.definition], request, [columnOf(each)]);
      return mergedClasses(moments, each, classMinimum);
    });
    return [each, classOf] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

/** Bytes of the sums themselves; what names them is little beside. */
export function bytesOfSums({ cells }: Moments): number {
  return cells.reduce(
    (sum, { n, sumA, sumB, sumAB, bases }) =>
      sum + n.byteLength + sumA.byteLength + sumB.byteLength + sumAB.byteLength + bases.byteLength,
    0,
  );
}

/** The sums a wave's table by these cuts is made from, with the classes of what can be merged among their groups. */
export function sumsByCuts(asked: CutTableRequest, cuts: readonly FreeCut[]): Promise<Moments> {
  const { sources, published, request, whole } = asked;
  if (cuts.length === 0) return Promise.resolve(whole.moments);
  const make = async () => {
    const classes = await classesFor(asked, cuts);
    const { moments } = await momentsOfWave(sources, definitionsOf(published), request, cuts.map(columnOf));
    return withClasses(moments, classes);
  };
  return held(`sums|${whole.id}|${cuts.map(columnOf).join()}`, make, bytesOfSums);
}
