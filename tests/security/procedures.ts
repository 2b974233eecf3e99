import { OWNER_SATISFACTION } from "#analytics/definitions/registry.ts";
import type { Capability, Role } from "#server/scope/capabilities.ts";
import { ASKING_PROCEDURES } from "./asking-procedures.ts";
import { EXPLANATION_PROCEDURES } from "./explanation-procedures.ts";
import { EXPLORE_PROCEDURES } from "./explore-procedures.ts";
import { FIELD_PROCEDURES } from "./field-procedures.ts";
import { type House, PASSWORD } from "./house.ts";
import { TARGET_PROCEDURES } from "./target-procedures.ts";
import { WAVE_PROCEDURES } from "./wave-procedures.ts";

/** Ids of the asker's own, as inputs are made of. */
export type Ids = {
  readonly house: House;
  readonly unit: number;
  readonly wave: number;
  /** Whether every unit is the asker's. */
  readonly everywhere: boolean;
};

export type Procedure = {
  readonly kind: "query" | "mutation";
  /** Who may ask at all; everybody who is signed in when left out; `open` also without. */
  readonly needs?: Capability | "open";
  readonly input?: (ids: Ids) => unknown;
  /** Inputs naming things that do not exist or are somebody else's: to be answered like one another. */
  readonly foreign?: (ids: Ids) => readonly unknown[];
};

const NOWHERE = 987_654_321;
const VERSION = { id: OWNER_SATISFACTION.id, version: 1 } as const;

/** Every procedure of the router. A new one fails the first test until it is described here. */
export const PROCEDURES: Readonly<Record<string, Procedure>> = {
  ...EXPLANATION_PROCEDURES,
  ...EXPLORE_PROCEDURES,
  ...FIELD_PROCEDURES,
  ...ASKING_PROCEDURES,
  ...TARGET_PROCEDURES,
  "audit.list": { kind: "query", needs: "audit.read", input: () => ({}) },
  "compare.units": ofUnit((unit) => ({ unit })),
  "compare.cohorts": ofUnit((unit) => ({ unit })),
  "compare.changes": ofUnit((unit) => ({ unit })),
  "compare.fieldwork": ofUnit((unit) => ({ unit })),
  "definitionDrafts.list": { kind: "query", needs: "definitions.read" },
  "definitionDrafts.show": {
    kind: "query",
    needs: "definitions.read",
    input: () => VERSION,
    foreign: () => [
      { ...VERSION, version: 99 },
      { ...VERSION, against: 99 },
      { id: "nothing", version: 1 },
    ],
  },
  "definitionDrafts.start": draft((version) => ({ id: VERSION.id, from: version })),
  "definitionDrafts.change": draft((version) => ({
    id: VERSION.id,
    version,
    hash: "x",
    definition: OWNER_SATISFACTION,
  })),
  "definitionDrafts.discard": draft((version) => ({ id: VERSION.id, version })),
  "definitionDrafts.submit": draft((version) => ({
    id: VERSION.id,
    version,
    reason: "why not",
    effectiveWaveYear: 2030,
  })),
  "definitionDrafts.sendBack": {
    ...draft((version) => ({ id: VERSION.id, version, reason: "think again" })),
    needs: "definitions.publish",
  },
  "definitionDrafts.publish": {
    ...draft((version) => ({ id: VERSION.id, version })),
    needs: "definitions.publish",
  },
  "definitionDrafts.whatIf": {
    ...ofUnit((unit) => ({ unit, definition: OWNER_SATISFACTION })),
    kind: "mutation",
    needs: "definitions.publish",
  },
  "definitionDrafts.basis": { ...ofUnit((unit) => ({ unit })), needs: "definitions.publish" },
  "definitionDrafts.history": ofUnit((unit) => ({ unit, node: "D4" })),
  "definitions.list": { kind: "query", needs: "definitions.read" },
  "definitions.show": {
    kind: "query",
    needs: "definitions.read",
    input: () => ({ id: "owner-satisfaction", version: 1 }),
    foreign: () => [
      { id: "owner-satisfaction", version: 99 },
      { id: "nothing", version: 1 },
    ],
  },
  "explore.crosstab": ofUnit((unit) => ({ unit, rows: "mode" })),
  "freshness.get": { kind: "query", needs: "readings.read" },
  "imports.list": { kind: "query", needs: "imports.read" },
  "imports.one": { kind: "query", needs: "imports.read", foreign: () => [{ id: NOWHERE }] },
  "indicators.home": reading((unit) => ({ unit })),
  "indicators.heat": reading((unit) => ({ unit })),
  "indicators.cell": reading((unit) => ({ unit, node: "D4" })),
  "indicators.rolling": {
    kind: "query",
    needs: "readings.read",
    foreign: () => [
      { kind: "signing", unit: NOWHERE },
      { kind: "residence", unit: NOWHERE, upTo: "2025-12" },
    ],
  },
  "me.get": { kind: "query" },
  "me.viewAs": {
    kind: "mutation",
    needs: "view-as",
    foreign: () => [{ personId: "nobody" }],
  },
  "me.stopViewing": { kind: "mutation" },
  "organisation.tree": { kind: "query", foreign: () => [{ wave: NOWHERE }] },
  "organisation.ports": { kind: "query" },
  "people.list": { kind: "query", needs: "people.manage" },
  "people.roles": { kind: "query", needs: "people.manage" },
  "people.create": {
    kind: "mutation",
    needs: "people.manage",
    foreign: () => [
      { name: "x", email: "new@example.cn", grants: [{ role: "region_head", unitId: NOWHERE }] },
    ],
  },
  "people.rename": person((personId) => ({ personId, name: "somebody" })),
  "people.setDisabled": person((personId) => ({ personId, disabled: true })),
  "people.resetPassword": person((personId) => ({ personId })),
  "people.grant": person((personId) => ({ personId, grant: { role: "admin", unitId: null } })),
  "people.endGrant": { kind: "mutation", needs: "people.manage", foreign: () => [{ grantId: NOWHERE }] },
  "settings.list": { kind: "query", needs: "settings.read" },
  "settings.change": {
    kind: "mutation",
    needs: "settings.change",
    foreign: () => [{ key: "no.such", value: 1, seen: 0, reason: "why not" }],
  },
  "setup.needed": { kind: "query", needs: "open" },
  "setup.createAdministrator": {
    kind: "mutation",
    needs: "open",
    foreign: () => [{ code: "AAAA-BBBB-CCCC", name: "x", email: "x@example.cn", password: PASSWORD }],
  },
  ...WAVE_PROCEDURES,
  "waves.list": { kind: "query", needs: "readings.read" },
  "waves.rows": { kind: "query", needs: "readings.read" },
  "waves.one": {
    kind: "query",
    needs: "readings.read",
    input: ({ wave }) => ({ id: wave }),
    foreign: () => [{ id: NOWHERE }],
  },
  "why.change": ofUnit((unit) => ({ unit, node: "D4" })),
  "why.drivers": ofUnit((unit) => ({ unit })),
  "why.priorities": ofUnit((unit) => ({ unit })),
  "why.reliability": ofUnit((unit) => ({ unit })),
};

/** Where each role is given: the group, the first region, or its first project. */
export const HOME: Readonly<Record<Role, "G" | "RA" | "A1" | null>> = {
  admin: null,
  hq_head: "G",
  hq_analyst: "G",
  region_head: "RA",
  project_lead: "A1",
  port_head: "RA",
  callback_agent: "G",
  custodian: "G",
};

function reading(input: (unit: number) => Record<string, unknown>): Procedure {
  return {
    kind: "query",
    needs: "readings.read",
    input: ({ unit }) => input(unit),
    foreign: ({ house, unit, wave, everywhere }) => [
      input(NOWHERE),
      { ...input(unit), wave: NOWHERE },
      { ...input(unit), wave, compare: NOWHERE },
      ...(everywhere
        ? []
        : [
            input(house.unit("RB")),
            input(house.unit("B1")),
            { ...input(house.unit("B1")), organisation: "now" },
            { ...input(house.unit("B1")), phase: "S", mode: "web" },
          ]),
    ],
  };
}

/** Asked of a unit and a wave, without the filters of screens. */
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

/** Changes a version of a definition that does not exist. */
function draft(input: (version: number) => Record<string, unknown>): Procedure {
  return { kind: "mutation", needs: "definitions.draft", foreign: () => [input(99)] };
}

function person(input: (personId: string) => unknown): Procedure {
  return { kind: "mutation", needs: "people.manage", foreign: () => [input("nobody")] };
}
