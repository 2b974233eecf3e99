import { OWNER_TOPICS } from "#surveys/topics/shipped-topics.ts";
import type { Procedure } from "./procedures.ts";

const NOWHERE = 987_654_321;
const NO_TEXT = "00000000-0000-4000-8000-000000000000";

/** Asked of a unit and a wave. */
function ofUnit(input: (unit: number) => Record<string, unknown>): Procedure {
  return {
    kind: "query",
    needs: "readings.read",
    input: ({ unit }) => input(unit),
    foreign: ({ house, unit, everywhere }) => [
      input(NOWHERE),
      { ...input(unit), wave: NOWHERE },
      ...(everywhere ? [] : [input(house.unit("RB")), input(house.unit("B1"))]),
    ],
  };
}

/** Changes an entry of the improvement list that does not exist. */
function improvement(input: (id: number) => unknown): Procedure {
  return { kind: "mutation", needs: "improvements.draft", foreign: () => [input(NOWHERE)] };
}

/** What explains numbers: owners' words, records of operations, and the list of what should improve. */
export const EXPLANATION_PROCEDURES: Readonly<Record<string, Procedure>> = {
  "improvements.list": {
    kind: "query",
    needs: "readings.read",
    input: ({ unit }) => ({ unit }),
    foreign: ({ house, everywhere }) => [
      { unit: NOWHERE },
      ...(everywhere ? [] : [{ unit: house.unit("RB") }, { unit: house.unit("B1") }]),
    ],
  },
  "improvements.put": {
    kind: "mutation",
    needs: "improvements.draft",
    input: ({ unit, wave }) => ({ unit, wave, node: "TOTAL", kind: "change" }),
    foreign: ({ house, unit, wave, everywhere }) => [
      { unit: NOWHERE, wave, node: "D4", kind: "change" },
      { unit, wave: NOWHERE, node: "D4", kind: "change" },
      { unit, wave, node: "nothing", kind: "change" },
      ...(everywhere ? [] : [{ unit: house.unit("B1"), wave, node: "D4", kind: "change" }]),
    ],
  },
  "improvements.note": improvement((id) => ({ id, note: "look again" })),
  "improvements.remove": improvement((id) => ({ id })),
  "improvements.restore": improvement((id) => ({ id })),
  "operations.beside": ofUnit((unit) => ({ unit })),
  "voices.topics": ofUnit((unit) => ({ unit })),
  "voices.ofIndicator": ofUnit((unit) => ({ unit, node: "D4" })),
  "voices.quotes": ofUnit((unit) => ({ unit })),
  "voices.texts": { ...ofUnit((unit) => ({ unit })), needs: "voices.read" },
  // needs the right to take files as well: which roles have both is said in voices.test.ts
  "voices.export": { ...ofUnit((unit) => ({ unit })), kind: "mutation", needs: "voices.read" },
  "voices.lexicon": { kind: "query", needs: "voices.curate" },
  "voices.previewLexicon": {
    ...ofUnit((unit) => ({ unit, topics: OWNER_TOPICS.topics })),
    kind: "mutation",
    needs: "voices.curate",
  },
  "voices.publishLexicon": { kind: "mutation", needs: "voices.curate" },
  "voices.correct": {
    kind: "mutation",
    needs: "voices.curate",
    foreign: () => [{ id: NO_TEXT, topic: "D4", has: true }],
  },
  "voices.changeQuotes": {
    kind: "mutation",
    needs: "voices.curate",
    foreign: () => [
      { change: "pick", id: NO_TEXT },
      { change: "drop", id: NO_TEXT },
    ],
  },
};
