import type { PlannedModes } from "#server/waves/planned-modes.ts";

/** How answers of a year-end wave are planned to come in: younger owners' phases lean on the web, older ones on the phone. */
export const PLANNED_MIX: PlannedModes = {
  P: { web: 8_000, phone: 1_700, visit: 300 },
  R: { web: 7_500, phone: 2_000, visit: 500 },
  S: { web: 7_000, phone: 2_300, visit: 700 },
  O: { web: 6_500, phone: 2_500, visit: 1_000 },
};
