import type { Database } from "#server/database/connection.ts";
import { createPerson } from "#server/people/create-person.ts";
import type { NewGrant } from "#server/people/grants.ts";
import { temporaryPassword } from "#server/people/temporary-password.ts";
import { nameWaveDeeds } from "./name-wave-deeds.ts";

export type DemoPerson = {
  readonly name: string;
  readonly email: string;
  readonly about: string;
  readonly aboutEn: string;
};

type Part = DemoPerson & {
  readonly role: NewGrant["role"];
  readonly unit: string | undefined;
  readonly port?: NewGrant["port"];
};

const CAST: readonly Part[] = [
  {
    name: "陈岚",
    email: "east@demo.example",
    about: "华东区域负责人",
    aboutEn: "head of East China",
    role: "region_head",
    unit: "EC",
  },
  {
    name: "周明远",
    email: "hq@demo.example",
    about: "集团客户关系负责人",
    aboutEn: "head of customer relations, HQ",
    role: "hq_head",
    unit: "HQ",
  },
  {
    name: "许知行",
    email: "analyst@demo.example",
    about: "集团数据分析",
    aboutEn: "analyst, HQ",
    role: "hq_analyst",
    unit: "HQ",
  },
  {
    name: "沈若溪",
    email: "linjiang@demo.example",
    about: "临江序项目负责人",
    aboutEn: "project lead, Linjiangxu",
    role: "project_lead",
    unit: "EC05",
  },
  {
    name: "高文博",
    email: "property@demo.example",
    about: "物业端口负责人",
    aboutEn: "head of the property port",
    role: "port_head",
    unit: "HQ",
    port: "property",
  },
  {
    name: "唐宁",
    email: "agent@demo.example",
    about: "回访专员",
    aboutEn: "callback agent",
    role: "callback_agent",
    unit: "HQ-CC",
  },
  {
    name: "袁静",
    email: "custodian@demo.example",
    about: "身份库保管人",
    aboutEn: "custodian of the identity vault",
    role: "custodian",
    unit: "HQ",
  },
  {
    name: "管理员",
    email: "admin@demo.example",
    about: "系统管理员",
    aboutEn: "administrator",
    role: "admin",
    unit: undefined,
  },
];

/**
 * Creates the demo's accounts with one password drawn for this installation, and puts the names of those at headquarters
 * to the seeded waves.
 * @returns the password and who there is
 */
export async function createDemoPeople(
  db: Database,
): Promise<{ readonly password: string; readonly people: readonly DemoPerson[] }> {
  const password = temporaryPassword();
  const units = new Map(
    (await db.selectFrom("org_unit").select(["id", "code"]).execute()).map(({ id, code }) => [code, id]),
  );
  const ids = new Map<Part["role"], string>();
  for (const { name, email, role, unit, port } of CAST) {
    const grant: NewGrant = {
      role,
      unitId: unit === undefined ? null : (units.get(unit) ?? null),
      port: port ?? null,
    };
    const person = { name, email, password, mustChangePassword: false, grants: [grant] };
    ids.set(role, await createPerson(db, person, null));
  }
  const [runs, publishes] = [ids.get("hq_head"), ids.get("hq_analyst")];
  if (runs === undefined || publishes === undefined) throw new Error("the cast has nobody at headquarters");
  await nameWaveDeeds(db, { runs, publishes });
  return {
    password,
    people: CAST.map(({ name, email, about, aboutEn }) => ({ name, email, about, aboutEn })),
  };
}
