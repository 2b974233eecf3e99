import type { Capability, Role } from "#server/scope/capabilities.ts";
import { type House, PASSWORD } from "./house.ts";

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

/** Every procedure of the router. A new one fails the first test until it is described here. */
export const PROCEDURES: Readonly<Record<string, Procedure>> = {
  "audit.list": { kind: "query", needs: "audit.read", input: () => ({}) },
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
  "freshness.get": { kind: "query", needs: "readings.read" },
  "imports.list": { kind: "query", needs: "imports.read" },
  "imports.one": { kind: "query", needs: "imports.read", foreign: () => [{ id: NOWHERE }] },
  "indicators.home": reading((unit) => ({ unit })),
  "indicators.heat": reading((unit) => ({ unit })),
  "indicators.cell": reading((unit) => ({ unit, node: "D4" })),
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
  "setup.needed": { kind: "query", needs: "open" },
  "setup.createAdministrator": {
    kind: "mutation",
    needs: "open",
    foreign: () => [{ code: "AAAA-BBBB-CCCC", name: "x", email: "x@example.cn", password: PASSWORD }],
  },
  "waves.list": { kind: "query", needs: "readings.read" },
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

function person(input: (personId: string) => unknown): Procedure {
  return { kind: "mutation", needs: "people.manage", foreign: () => [input("nobody")] };
}
