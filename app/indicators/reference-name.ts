import type { HeatView } from "#server/indicators/views.ts";
import type { namesIn } from "../language/names.ts";

/** Words of what cells are held against, where it is not a unit. */
export type AgainstWords = Readonly<Record<"previous" | "target" | "benchmark", string>>;

/** What the cells of a table are held against, as it is called beside them; undefined where there is nothing. */
export function referenceName(
  view: Pick<HeatView, "against" | "columns" | "previousWave">,
  names: ReturnType<typeof namesIn>,
  words: AgainstWords,
): string | undefined {
  switch (view.against) {
    case "group": {
      const unit = view.columns.find(({ role }) => role === "reference")?.unit;
      return unit ? names.unit(unit) : undefined;
    }
    case "previous":
      return view.previousWave ? String(view.previousWave.year) : undefined;
    case "target":
    case "benchmark":
      return words[view.against];
  }
}
