import { createLoader, createSerializer, parseAsStringLiteral } from "nuqs/server";
import { OWNER_PHASES } from "#surveys/owner-phase.ts";
import { SELECTION } from "../selection/selection.ts";

/** What only Why can choose; in the address like everything else. */
export const WHY_SELECTION = {
  /** The phase whose priorities are seen; one whose order can be told when left out. */
  first: parseAsStringLiteral(OWNER_PHASES),
} as const;

export const loadWhySelection = createLoader(WHY_SELECTION);
export const writeWhy = createSerializer({ ...SELECTION, ...WHY_SELECTION });
