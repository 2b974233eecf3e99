import type { Asked, PassportView, ReadingView } from "#server/indicators/reading-view.ts";
import type { WaveOption } from "#server/indicators/wave-option.ts";
import type { UnitRef } from "#server/scope/unit-view.ts";

export type PassportFile = { readonly name: string; readonly text: () => string };

/** An answer with a passport; the rest of it is what was shown. */
export type ViewWithPassport = {
  readonly unit?: Pick<UnitRef, "code"> | undefined;
  readonly passport: {
    readonly asked?: Asked | undefined;
    readonly wave?: Pick<WaveOption, "year"> | undefined;
  };
};

function nameOf(...parts: readonly (string | number | null | undefined)[]): string {
  return [...parts, "passport.json"].filter((part) => part !== null && part !== undefined).join("-");
}

/**
 * Everything an answer showed, with the question it was given to, as the file `ov verify` reads.
 * Undefined for answers that are kept in the record and not given to a question.
 */
export function viewPassportFile(view: ViewWithPassport): PassportFile | undefined {
  const { asked, wave } = view.passport;
  if (asked === undefined) return undefined;
  return {
    name: nameOf(wave?.year, view.unit?.code, asked.view.replace(".", "-")),
    text: () => JSON.stringify({ passport: "ov-view/1", shown: view }, null, 1),
  };
}

/** A single number: whose, which and when, what was shown, and where it comes from. */
export type PassportedNumber = {
  readonly unit: UnitRef;
  readonly phase: string | null;
  readonly node: { readonly id: string };
  readonly wave: WaveOption;
  readonly reading: ReadingView;
  readonly passport: PassportView;
};

/**
 * A number with its passport, which `ov verify` computes again apart from the screens.
 * Undefined where no number was shown, and for numbers drawn towards the other units, which rest on all that was shown.
 */
export function numberPassportFile(number: PassportedNumber): PassportFile | undefined {
  const { unit, phase, node, wave, reading, passport } = number;
  if (reading.value === null || passport.estimand === "shrunken") return undefined;
  return {
    name: nameOf(wave.year, unit.code, phase, node.id),
    text: () => JSON.stringify({ unit, phase, node, wave, reading, passport }, null, 2),
  };
}
