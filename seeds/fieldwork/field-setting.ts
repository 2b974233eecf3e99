import type { CalendarDate } from "#surveys/calendar-date.ts";
import type { CompiledQuestionnaire } from "#surveys/compile-questionnaire.ts";
import type { SeedHome } from "../homes.ts";
import type { Effects } from "../truth/effects.ts";
import type { Experience } from "./experience.ts";
import type { SeedWave } from "./wave-plan.ts";

/** Everything the fieldwork of one wave draws from. */
export type FieldSetting = {
  readonly seed: number;
  readonly wave: SeedWave;
  readonly compiled: CompiledQuestionnaire;
  readonly homes: readonly SeedHome[];
  readonly effects: Effects;
  readonly experienceOf: (home: number, day: CalendarDate) => Experience;
  /** The person's own level, the same in every wave. */
  readonly haloOf: (home: number) => number;
  /** Nothing is known of this day or later. */
  readonly asOf: CalendarDate;
};
