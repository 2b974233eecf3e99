import { arrange } from "#analytics/arrange.ts";
import { columnsOfDefinition } from "#analytics/columns-of-definition.ts";
import { compile, type Plan } from "#analytics/compile.ts";
import { type Condensed, condense } from "#analytics/condense.ts";
import type { EvaluateOptions } from "#analytics/evaluate-options.ts";
import type { IndexDefinition } from "#analytics/index-definition.ts";
import { measure } from "#analytics/measure.ts";
import { columnName, type Moments } from "#analytics/moments.ts";
import type { Reading } from "#analytics/reading.ts";
import { type ReadingTable, readingsOf } from "#analytics/reading-table.ts";
import type { Sources } from "#server/indicators/sources.ts";
import { remembered } from "#server/indicators/table-cache.ts";
import { momentsOfWave, type TableRequest, type WaveTable } from "#server/indicators/wave-table.ts";

/** The sums of a wave brought to one row a group: after this a definition of any weights costs a pass over the rows. */
export type CondensedWave = {
  readonly moments: Moments;
  readonly condensed: Condensed;
  readonly options: EvaluateOptions;
};

/** What of a definition its weights have no say in: the columns it reads and the rules respondents are weighed by. */
function shapeOf(definition: IndexDefinition): string {
  const { emptyStratum, weights, measures } = definition;
  const columns = columnsOfDefinition(definition).map(columnName).toSorted();
  const sources = Object.values(measures ?? {}).map(({ source }) => source);
  return JSON.stringify([columns, emptyStratum, weights, sources.toSorted()]);
}

/**
 * A wave's sums for a definition, condensed once for a state of the data, a level and what the definition reads; moving
 * weights or nodes of its tree asks for nothing new. A cut-off nobody used before is reduced now.
 * @param table of the wave under `base`, whose item sets the sums count bases for
 */
export async function condensedWave(
  sources: Sources,
  table: WaveTable,
  request: TableRequest,
  definition: IndexDefinition,
  options: EvaluateOptions,
): Promise<CondensedWave> {
  const shape = shapeOf(definition);
  const moments = await remembered(`moments|${table.id}|${shape}`, async () => {
    const known = new Set(table.moments.columns.map(columnName));
    const covered = columnsOfDefinition(definition).every((column) => known.has(columnName(column)));
    if (covered && definition.measures === undefined) return table.moments;
    // the item sets of a tree in the making would each cost a reduction; its nodes report the largest base of an item
    const flat = { ...definition, tree: { ...definition.tree, combine: undefined, items: {} } };
    // the rule in force stays in reach: the error of a shift needs both from the same sums
    return (await momentsOfWave(sources, [flat, ...table.definitions], request, [])).moments;
  });
  const level = JSON.stringify([options.by, options.estimand, options.inference, options.phases]);
  return remembered(`condensed|${table.id}|${shape}|${level}`, () => ({
    moments,
    condensed: condense(arrange(definition, moments, options)),
    options,
  }));
}

/** By condensed wave, what it was last measured into: nobody reads it any more, and its leaves stand. */
const measured = new WeakMap<Condensed, { readonly plan: Plan; readonly table: ReadingTable }>();

/** Readings of a condensed wave under a definition of the same shape, nothing hidden. */
export function readCondensed(
  { moments, condensed, options }: CondensedWave,
  definition: IndexDefinition,
): readonly Reading[] {
  const last = measured.get(condensed);
  const plan = compile(definition, moments.columns, moments.bases, last?.plan);
  const table = measure(plan, condensed, options, last?.table);
  measured.set(condensed, { plan, table });
  return readingsOf(table);
}
