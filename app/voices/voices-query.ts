import type { VoicesQuery } from "#server/voices/voices-view.ts";
import type { Selection } from "../selection/selection.ts";

/** The address as a question about words: a unit and a wave, nothing finer. */
export function voicesQueryOf(selection: Selection, home: number): VoicesQuery {
  return { unit: selection.unit ?? home, wave: selection.wave ?? undefined };
}
