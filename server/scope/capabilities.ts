import type { Text } from "#surveys/question.ts";
import type { UnitKind } from "./unit-view.ts";

/** Everything a person can be allowed to do. A scope says of which units; a capability says what. */
const CAPABILITIES = [
  "readings.read",
  "definitions.read",
  "definitions.draft",
  "definitions.publish",
  "questionnaires.read",
  "questionnaires.draft",
  "questionnaires.publish",
  "waves.manage",
  "callbacks.work",
  "imports.read",
  "imports.run",
  "exports.run",
  "settings.read",
  "settings.change",
  "vault.reveal",
  "vault.erase",
  "voices.read",
  "voices.curate",
  "improvements.draft",
  "people.manage",
  "audit.read",
  "view-as",
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** What remains while looking through somebody else's eyes: reading, never acting and never identities. */
export const READING_CAPABILITIES: ReadonlySet<Capability> = new Set<Capability>([
  "readings.read",
  "definitions.read",
  "questionnaires.read",
  "imports.read",
  "audit.read",
  "voices.read",
  "settings.read",
]);

export const ROLES = [
  "admin",
  "hq_head",
  "hq_analyst",
  "region_head",
  "project_lead",
  "port_head",
  "callback_agent",
  "custodian",
] as const;
export type Role = (typeof ROLES)[number];

export type RoleDescription = {
  readonly label: Text;
  /** Where the role reaches: the whole house, a unit and what stands below it, or a port's share of that. */
  readonly reach: "house" | "unit" | "port";
  /** Kinds of unit the role may be given for; none for the house. */
  readonly unitKinds: readonly UnitKind[];
  readonly capabilities: readonly Capability[];
};

export const ROLE_DESCRIPTIONS: Readonly<Record<Role, RoleDescription>> = {
  admin: {
    label: { zh: "系统管理员", en: "Administrator" },
    reach: "house",
    unitKinds: [],
    capabilities: [
      "people.manage",
      "audit.read",
      "view-as",
      "imports.read",
      "imports.run",
      "definitions.read",
      "questionnaires.read",
      "settings.read",
    ],
  },
  hq_head: {
    label: { zh: "集团负责人", en: "Headquarters head" },
    reach: "unit",
    unitKinds: ["group"],
    capabilities: [
      "readings.read",
      "definitions.read",
      "definitions.publish",
      "questionnaires.read",
      "questionnaires.publish",
      "waves.manage",
      "imports.read",
      "exports.run",
      "voices.read",
      "voices.curate",
      "improvements.draft",
      "view-as",
      "settings.read",
      "settings.change",
    ],
  },
  hq_analyst: {
    label: { zh: "集团分析员", en: "Headquarters analyst" },
    reach: "unit",
    unitKinds: ["group"],
    capabilities: [
      "readings.read",
      "definitions.read",
      "definitions.draft",
      "definitions.publish",
      "questionnaires.read",
      "questionnaires.draft",
      "questionnaires.publish",
      "waves.manage",
      "imports.read",
      "imports.run",
      "exports.run",
      "voices.read",
      "voices.curate",
      "improvements.draft",
      "settings.read",
      "settings.change",
    ],
  },
  region_head: {
    label: { zh: "区域负责人", en: "Regional head" },
    reach: "unit",
    unitKinds: ["region"],
    capabilities: [
      "readings.read",
      "definitions.read",
      "questionnaires.read",
      "exports.run",
      "voices.read",
      "improvements.draft",
    ],
  },
  project_lead: {
    label: { zh: "项目负责人", en: "Project lead" },
    reach: "unit",
    unitKinds: ["project"],
    capabilities: ["readings.read", "definitions.read", "questionnaires.read", "improvements.draft"],
  },
  port_head: {
    label: { zh: "端口负责人", en: "Port head" },
    reach: "port",
    unitKinds: ["group", "region", "project"],
    capabilities: ["readings.read", "definitions.read", "questionnaires.read", "improvements.draft"],
  },
  callback_agent: {
    label: { zh: "回访专员", en: "Callback agent" },
    reach: "unit",
    unitKinds: ["group", "region", "project", "call_centre"],
    capabilities: ["callbacks.work"],
  },
  custodian: {
    label: { zh: "身份信息保管员", en: "Identity custodian" },
    reach: "unit",
    unitKinds: ["group"],
    capabilities: ["vault.reveal", "vault.erase", "audit.read"],
  },
};

/** Whether a word from outside is a role. */
export function isRole(word: string): word is Role {
  return (ROLES as readonly string[]).includes(word);
}
