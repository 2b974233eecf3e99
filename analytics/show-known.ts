import { AGAIN, FREED, SETTLED, type Shelf, TRIED } from "./next-to-hide.ts";
import type { SolvingTogether } from "./solving-together.ts";
import type { SumKind } from "./sums-of-cells.ts";
import type { SystemsOfSums } from "./systems-of-sums.ts";

type Vectors = readonly [Float64Array, Float64Array];

/** What is to be solved again when a cell is shown. */
export type Reopening = {
  readonly unseen: Readonly<Record<SumKind, Vectors>>;
  readonly together: Pick<SolvingTogether, "unseen">;
  readonly reopen: (cell: number) => void;
};

/** Shows what is kept back in vain. */
export type ShowingKnown = {
  /** Shows what can be worked out anyway; false when there was nothing. To be called when nothing of few follows any more. */
  readonly show: () => boolean;
  /** Whether a value must not follow since how many answered cannot be told beside it. */
  readonly mustNotFollow: (cell: number) => boolean;
};

/**
 * What was withheld to keep others company and can be worked out from the shown all the same protects nobody: where enough people
 * answered it is shown, so that whatever stays hidden is unknown. A value comes with its number of answers. Where that is not known, it is
 * shown by itself first; if it has to be hidden again for others' sake, the value gets company too.
 * @param mayShow whether a cell may be shown when it follows
 */
export function showingKnown(
  { n, first, rule, withheld, hidden, freed }: Shelf,
  sums: SystemsOfSums,
  mayShow: (cell: number) => boolean,
  { unseen, together, reopen }: Reopening,
): ShowingKnown {
  const tried = new Uint8Array(n.length);
  const isZero = (of: Vectors, cell: number) => of[0][cell] === 0 && of[1][cell] === 0;
  const isSummed = (cell: number) => (sums.naming[cell] ?? []).some(sums.isAdditive);
  const countFollows = (cell: number) => isSummed(cell) && isZero(unseen.counts, cell);
  /** By all sums at once: each system alone has sums standing guard that only nearly hold, or of which no reader knows that they do. */
  const valueFollows = (cell: number) => sums.isBound(cell) && isZero(together.unseen, cell);
  const put = (cell: number, kind: SumKind) => {
    (kind === "values" ? withheld : hidden)[cell] = 0;
    for (const vector of [0, 1] as const) {
      unseen[kind][vector][cell] = 0;
      if (kind === "values") together.unseen[vector][cell] = 0;
    }
    reopen(cell);
  };
  const free = (cell: number) => {
    freed[cell] = (freed[cell] ?? 0) >= AGAIN ? SETTLED : FREED;
  };
  return {
    mustNotFollow: (cell) =>
      hidden[cell] === 1 && !countFollows(cell) && (tried[cell] === 1 || !mayShow(cell)),
    show() {
      let any = false;
      for (let cell = 0; cell < first; cell++) {
        const count = n[cell] ?? 0;
        if (withheld[cell] !== 1 || count < rule.floor || !mayShow(cell)) continue;
        const follows = count >= rule.minimum && valueFollows(cell);
        if (hidden[cell] === 1) {
          const known = countFollows(cell);
          if (!known && (!follows || tried[cell] === 1)) continue;
          if (known) free(cell);
          else if (freed[cell] !== AGAIN) freed[cell] = TRIED;
          tried[cell] = 1;
          put(cell, "counts");
          any = true;
          // what is told only to be tried must stand a round before its value does
          if (!known) continue;
        }
        if (!follows) continue;
        free(cell);
        put(cell, "values");
        any = true;
      }
      return any;
    },
  };
}
