import type { Arrangement } from "./arrange.ts";
import type { Cell } from "./moments.ts";
import { type Raking, rakeWeights } from "./statistics/raking.ts";

/** Owners by the values of one characteristic; a cell of the sums is of one value. */
export type CellMargin = {
  readonly name: string;
  readonly cellValue: (cell: Cell) => string;
  readonly population: ReadonlyMap<string, number>;
};

export type RakedCells =
  | { readonly kind: "weights"; readonly weightOf: (cell: Cell) => number; readonly rounds: number }
  | Exclude<Raking, { kind: "weights" }>;

/** Name of the margin that keeps the strata at their owners. */
export const STRATA = "strata";

/**
 * Weights under which the answers stand for the owners of every stratum, as before, and for those of further margins: raking
 * (`rakeWeights`) from the weights in use. Respondents of a cell share their weight, so cells stand in for them and the result is the
 * same. A margin's owners are scaled to those the strata count, as sources of margins may differ by a few.
 * @param arrangement of sums cut by everything the margins ask for
 * @throws RangeError where a stratum's owners are not known, or a cell's value is not among the margin's
 */
export function rakeCells(arrangement: Arrangement, margins: readonly CellMargin[]): RakedCells {
  const { cells, weight, design } = arrangement;
  const stratumOf = (cell: Cell) => String(design.placeOf.get(cell.stratum) ?? "");
  const strata: CellMargin = {
    name: STRATA,
    cellValue: stratumOf,
    population: new Map(
      design.strata.map(({ population, keys }, place) => {
        if (population === undefined)
          throw new RangeError(`owners of stratum ${keys.join("+")} are not known`);
        return [String(place), population] as const;
      }),
    ),
  };
  const owners = [...strata.population.values()].reduce((sum, each) => sum + each, 0);
  const found = rakeWeights(
    Float64Array.from(cells, ({ respondents }, at) => respondents * (weight[at] as number)),
    [strata, ...margins].map(({ name, cellValue, population }) => {
      const whole = [...population.values()].reduce((sum, each) => sum + each, 0);
      return {
        name,
        cells: cells.map(cellValue),
        population: new Map([...population].map(([value, each]) => [value, (each * owners) / whole])),
      };
    }),
  );
  if (found.kind !== "weights") return found;
  const weights = new Map(
    cells.map((cell, at) => [cell, (found.weights[at] as number) / cell.respondents] as const),
  );
  return { kind: "weights", weightOf: (cell) => weights.get(cell) ?? 0, rounds: found.rounds };
}
