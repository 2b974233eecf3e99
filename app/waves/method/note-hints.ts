/** What belongs into a note, as a word of the method page's messages. */
export const NOTE_HINTS = {
  collection: "noteHint_collection",
  contractor: "noteHint_contractor",
  incentives: "noteHint_incentives",
  missed: "noteHint_missed",
  other: "noteHint_other",
} as const;
