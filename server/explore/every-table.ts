import { setImmediate as nextTurn } from "node:timers/promises";
import { RESPONSE_CUTS } from "#server/analysis/selection.ts";
import { AppError } from "#server/app-error.ts";
import type { CutTable } from "./cut-part.ts";
import { type CutTableRequest, cutTable } from "./cut-table.ts";
import { COARSER, type FreeCut } from "./merged-classes.ts";

type Table = readonly [cuts: readonly FreeCut[], phases: boolean];

const COMBINATIONS = Array.from({ length: 2 ** RESPONSE_CUTS.length }, (_, bits) =>
  RESPONSE_CUTS.filter((_, at) => (bits >> at) % 2 === 1),
);

const fineness = ([cuts, phases]: Table) => cuts.length + Number(phases);

/** Every table that screens ask for, the quick ones first: all combinations of cuts, with phases or not, and merged classes alone. */
const EVERY: readonly Table[] = [
  ...COMBINATIONS.flatMap((cuts) => [false, true].map((phases): Table => [cuts, phases])),
  ...Object.values(COARSER).map((cut): Table => [[cut], false]),
].toSorted((a, b) => fineness(a) - fineness(b));

/**
 * Makes every table of a wave, one after the other; others get their turn in between.
 * @param take is given each as it is made
 * @param leave whether one is left out
 */
export async function everyTable(
  request: CutTableRequest,
  take: (cuts: readonly FreeCut[], phases: boolean, table: CutTable) => void,
  leave: (cuts: readonly FreeCut[], phases: boolean) => Promise<boolean> = () => Promise.resolve(false),
): Promise<void> {
  for (const [cuts, phases] of EVERY) {
    await nextTurn();
    if (await leave(cuts, phases)) continue;
    try {
      take(cuts, phases, await cutTable(request, cuts, phases));
    } catch (failure) {
      // divided too finely: whoever asks for it is told so
      if (!(failure instanceof AppError && failure.code === "too_large")) throw failure;
    }
  }
}
