import type { CellView } from "#server/indicators/views.ts";

export type PassportFile = { readonly name: string; readonly text: string };

/**
 * A number with its passport as the file `ov verify` reads: whose, which and when, what was shown, and where it comes from.
 * Undefined where no number was shown, and for numbers drawn towards the other units, which are an order and no score.
 */
export function passportFile({
  unit,
  phase,
  node,
  wave,
  reading,
  passport,
}: Pick<CellView, "unit" | "phase" | "node" | "wave" | "reading" | "passport">): PassportFile | undefined {
  if (reading.value === null || passport.estimand === "shrunken") return undefined;
  return {
    name: [wave.year, unit.code, phase, node.id, "passport.json"].filter((part) => part !== null).join("-"),
    text: JSON.stringify({ unit, phase, node, wave, reading, passport }, null, 2),
  };
}
