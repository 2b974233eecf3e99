import type { PlannedModes } from "#server/waves/planned-modes.ts";

/** How answers of a year-end wave are planned to come in: whoever just moved in leans on the web, old owners on the phone. */
export const PLANNED_MIX: PlannedModes = {
  P: { web: 7_500, phone: 2_000, visit: 500 },
  R: { web: 8_000, phone: 1_500, visit: 500 },
  S: { web: 7_500, phone: 2_000, visit: 500 },
  O: { web: 7_000, phone: 2_500, visit: 500 },
};
