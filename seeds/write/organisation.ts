import type { PoolClient } from "pg";
import { copyIn } from "../copy-in.ts";
import { PROJECTS } from "../group/projects.ts";
import { CALL_CENTRE, GROUP, REGIONS, SIDE_BRANCHES } from "../group/regions.ts";

type Unit = {
  readonly code: string;
  readonly kind: string;
  readonly name: string;
  readonly nameEn: string;
  readonly parent: string | undefined;
  readonly aliases: readonly string[];
};

const PORTS = [
  "customer_relations",
  "sales",
  "service",
  "engineering",
  "design",
  "property",
  "warranty",
] as const;

function units(): readonly Unit[] {
  const branches = REGIONS.flatMap((region) =>
    SIDE_BRANCHES.map(({ suffix, kind, name, nameEn }) => ({
      code: `${region.code}-${suffix}`,
      kind,
      name: `${region.name.replace("区域", "")}${name}`,
      nameEn: `${region.nameEn} ${nameEn.toLowerCase()}`,
      parent: region.code,
      aliases: [],
    })),
  );
  return [
    { ...GROUP, kind: "group", parent: undefined, aliases: ["集团总部"] },
    ...REGIONS.map((region) => ({
      ...region,
      kind: "region",
      parent: GROUP.code,
      aliases: [`${region.name.replace("区域", "")}城市公司`],
    })),
    ...PROJECTS.map(({ code, name, nameEn, region, alias }) => ({
      code,
      name,
      nameEn,
      kind: "project",
      parent: region,
      aliases: [alias],
    })),
    ...branches,
    { ...CALL_CENTRE, kind: "call_centre", parent: GROUP.code, aliases: [] },
  ];
}

/** One project changed regions, as they do: it belonged to the centre until the middle of the year before. */
const MOVED = { code: "CC04", from: "EC" } as const;

/** Writes the tree; returns the database ids by code. */
export async function writeOrganisation(
  client: PoolClient,
  newestYear: number,
): Promise<ReadonlyMap<string, number>> {
  const all = units();
  await copyIn(
    client,
    "org_unit",
    ["code", "kind", "name", "name_en"],
    all.map(({ code, kind, name, nameEn }) => [code, kind, name, nameEn]),
  );
  const { rows } = await client.query<{ id: number; code: string }>("select id, code from org_unit");
  const ids = new Map(rows.map(({ id, code }) => [code, id]));
  const moved = `${newestYear - 1}-06-30`;
  const placements = all.flatMap(({ code, name, parent }) => {
    const now = ids.get(parent ?? "");
    if (code !== MOVED.code) return [[ids.get(code), now, name, "2012-01-01", undefined]];
    return [
      [ids.get(code), ids.get(MOVED.from), name, "2012-01-01", moved],
      [ids.get(code), now, name, `${newestYear - 1}-07-01`, undefined],
    ];
  });
  await copyIn(
    client,
    "org_placement",
    ["unit_id", "parent_id", "name", "valid_from", "valid_to"],
    placements,
  );
  await copyIn(
    client,
    "org_alias",
    ["alias", "unit_id"],
    all.flatMap(({ code, aliases }) => aliases.map((alias) => [alias, ids.get(code)])),
  );
  const projects = [...REGIONS, ...PROJECTS].flatMap(({ code }) =>
    PORTS.map((port) => [ids.get(code), port]),
  );
  await copyIn(client, "unit_port", ["unit_id", "port"], projects);
  return ids;
}
