import type { Procedure } from "./procedures.ts";

const NOWHERE = 987_654_321;

function view(input: Record<string, unknown>): Procedure {
  return { kind: "mutation", needs: "readings.read", foreign: () => [{ id: NOWHERE, ...input }] };
}

/** Asked of a unit as it stands now. */
function look(kind: Procedure["kind"]): Procedure {
  return {
    kind,
    needs: "readings.read",
    input: ({ unit }) => ({ unit }),
    foreign: ({ house, everywhere }) => [
      { unit: NOWHERE },
      ...(everywhere ? [] : [{ unit: house.unit("RB") }, { unit: house.unit("B1") }]),
    ],
  };
}

/** Free analysis, what people keep of it and take along, and what is new since they looked. */
export const EXPLORE_PROCEDURES: Readonly<Record<string, Procedure>> = {
  "explore.crosstab": {
    kind: "query",
    needs: "readings.read",
    input: ({ unit }) => ({ unit, rows: "mode" }),
    foreign: ({ house, unit, everywhere }) => [
      { unit: NOWHERE },
      { unit, wave: NOWHERE },
      { unit, node: "NOTHING" },
      ...(everywhere
        ? []
        : [
            { unit: house.unit("RB"), rows: "project" },
            { unit: house.unit("B1"), rows: "phase", columns: "mode", batch: "x" },
          ]),
    ],
  },
  "exports.noteChart": {
    kind: "mutation",
    needs: "exports.run",
    input: () => ({ what: "crosstab", format: "png", address: "rows=mode" }),
  },
  "looks.since": look("query"),
  "looks.note": look("mutation"),
  "views.list": { kind: "query", needs: "readings.read" },
  "views.save": {
    kind: "mutation",
    needs: "readings.read",
    input: () => ({ name: "mine", page: "/explore", query: "rows=mode" }),
  },
  "views.rename": view({ name: "other" }),
  "views.share": view({ with: null }),
  "views.delete": view({}),
  "views.restore": view({}),
};
