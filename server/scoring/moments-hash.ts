import { createHash } from "node:crypto";
import { type Cell, type ColumnSpec, columnName, type Moments, pairIndex } from "#analytics/moments.ts";

type Sums = { respondents: number; readonly values: Float64Array };

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Places of the sums a definition reads, in the order of its columns whatever the order of the moments. */
function placesOf(moments: Moments, columns: readonly ColumnSpec[]): readonly (readonly [number, boolean])[] {
  const known = new Map(moments.columns.map((spec, place) => [columnName(spec), place]));
  const at = columns.map((spec) => known.get(columnName(spec)) ?? -1);
  return at.flatMap((a, i) =>
    at
      .slice(i)
      .map((b) => [pairIndex(Math.min(a, b), Math.max(a, b), moments.columns.length), a > b] as const),
  );
}

function addCell(sums: Sums, cell: Cell, places: readonly (readonly [number, boolean])[]): void {
  sums.respondents += cell.respondents;
  for (const [at, [place, turned]] of places.entries()) {
    const [first, second] = turned ? [cell.sumB, cell.sumA] : [cell.sumA, cell.sumB];
    for (const [offset, source] of [cell.n, first, second, cell.sumAB].entries())
      sums.values[4 * at + offset] = (sums.values[4 * at + offset] ?? 0) + (source[place] ?? 0);
  }
}

/**
 * Identity of the sums that numbers under some columns and cuts rest on: SHA-256 over strata with their owners and
 * respondents, and over the sums by stratum and group, all in order. It changes when, and only when, an answer or an
 * owner that a number could depend on does; other waves and items have no say.
 */
export function momentsHash(
  moments: Moments,
  columns: readonly ColumnSpec[],
  cuts: readonly string[],
): string {
  const places = placesOf(moments, columns);
  const cells = new Map<string, Sums>();
  for (const cell of moments.cells) {
    const key = JSON.stringify([cell.stratum, ...cuts.map((cut) => cell.group[cut] ?? "")]);
    const sums = cells.get(key) ?? { respondents: 0, values: new Float64Array(4 * places.length) };
    cells.set(key, sums);
    addCell(sums, cell, places);
  }
  const hash = createHash("sha256");
  const strata = moments.strata.map(
    ({ key, population, respondents }) => [key, population ?? null, respondents] as const,
  );
  hash.update(
    JSON.stringify([columns.map(columnName), cuts, strata.toSorted(([a], [b]) => compareText(a, b))]),
  );
  if (moments.records) hash.update(JSON.stringify(moments.records));
  for (const [key, { respondents, values }] of [...cells].toSorted(([a], [b]) => compareText(a, b))) {
    hash.update(`${key}${respondents}`);
    hash.update(new Uint8Array(values.buffer));
  }
  return hash.digest("hex");
}
